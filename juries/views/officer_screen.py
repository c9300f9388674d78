"""The frame of the officers' screens of a jury: title, breadcrumb, what Wagtail's own templates want to be told."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from juries.models import JuryPage


def show_screen(
    request: HttpRequest, template: str, *, title: str, jury: JuryPage | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw one screen. `title` says where one is; the breadcrumb leads back through the jury."""
    crumbs = [{"url": reverse("officer_juries:list"), "label": _("Juries")}]
    if jury is not None:
        crumbs.append({"url": reverse("officer_juries:jury", args=[jury.pk]), "label": jury.title})
    if title != crumbs[-1]["label"]:
        crumbs.append({"url": request.path, "label": title})
    frame = {
        "jury": jury,
        "page_title": title,
        "header_title": title,
        "header_icon": "group",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"juries/admin/{template}", {**frame, **context}, status=status)


def number(words: str | None) -> int:
    """Return the number that was sent, or 0, which no row has."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) <= 18 else 0
