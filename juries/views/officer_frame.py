"""What the officers' screens of the call and the draw share: who may, the frame, how a refusal is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from juries.access import access_jury
from juries.draw_reads import call_of
from juries.models import JuryPage, Recruitment
from people.permissions import is_officer_of


def access_call(request: HttpRequest, page_id: int) -> tuple[JuryPage, Recruitment]:
    """Return a jury that this person looks after, with its call.

    Raises:
        Http404: It is not theirs, or has no call yet.
    """
    jury = access_jury(page_id, user=request.user)
    call = call_of(jury)
    if call is None:
        raise Http404
    return jury, call


def show_screen(
    request: HttpRequest,
    template: str,
    *,
    jury: JuryPage,
    title: str = "",
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Draw one screen; the breadcrumb leads back through the jury. No title: the overview."""
    overview = reverse("officer_draw:overview", args=[jury.pk])
    crumbs = [
        {"url": reverse("wagtailadmin_explore", args=[jury.pk]), "label": jury.title},
        {"url": overview, "label": _("Call and draw")},
    ]
    if title:
        crumbs.append({"url": request.path, "label": title})
    frame = {
        "jury": jury,
        "may_see_drawn": is_officer_of(request.user, jury.lead_organisation),
        "page_title": title or _("Call and draw"),
        "header_title": title or _("Call and draw"),
        "header_icon": "group",
        "breadcrumbs_items": crumbs,
    }
    response = render(request, f"juries/{template}", {**frame, **context}, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
