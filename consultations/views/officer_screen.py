"""The frame of every officers' screen: title, breadcrumb, what Wagtail's own templates want to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage


def show_screen(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    consultation: ConsultationPage | None = None,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Draw one screen. `title` says where one is; the breadcrumb leads back through the consultation."""
    crumbs = [{"url": reverse("officer_results:list"), "label": _("Results")}]
    if consultation is not None:
        detail = reverse("officer_results:detail", args=[consultation.pk])
        crumbs.append({"url": detail, "label": consultation.title})
    if title not in (crumbs[-1]["label"], _("Results")):
        crumbs.append({"url": request.path, "label": title})
    frame = {
        "consultation": consultation,
        "page_title": title,
        "header_title": title,
        "header_icon": "table",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"consultations/{template}", {**frame, **context}, status=status)
