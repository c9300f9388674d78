"""The frame of the ledger's screens in the admin: title, breadcrumb, what Wagtail's own templates want to be told."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from actions.models import ActionPlan


def show_screen(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    plan: ActionPlan | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw one screen. `title` says where one is; the breadcrumb leads back through the plan."""
    crumbs = [{"url": reverse("officer_plans:list"), "label": _("Promises")}]
    if plan is not None:
        crumbs.append({"url": reverse("officer_plans:plan", args=[plan.pk]), "label": plan.title})
    if title != crumbs[-1]["label"]:
        crumbs.append({"url": request.path, "label": title})
    frame = {
        "plan": plan,
        "page_title": title,
        "header_title": title,
        "header_icon": "list-ul",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"actions/{template}", {**frame, **context}, status=status)
