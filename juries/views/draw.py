"""The public page of a draw: how it works, the record to download, chances, how to check, who was picked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from juries.access import public_jury
from juries.draw_reads import call_of, published_draws, set_aside, sought
from juries.models import Draw, JuryPage, Recruitment


@require_safe
def draw_page(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """Explain the draw of one jury, before and after it."""
    page, call = _call(shelf, jury)
    context = {
        "jury": page,
        "call": call,
        "is_open": call.is_open_at(timezone.now()),
        "crumbs": [(_("Citizens’ juries"), "/juries/"), (page.title, page.get_url(request))],
        "tables": sought(call),
        "draws": published_draws(call),
        "set_aside": set_aside(call),
        "shelf": shelf,
    }
    return render(request, "juries/draw.html", context)


@require_safe
def draw_record(request: HttpRequest, shelf: str, jury: str, number: int) -> HttpResponse:
    """Give the record of a published draw, byte for byte."""
    _page, call = _call(shelf, jury)
    rows = Draw.objects.published().filter(recruitment=call, sequence=number)
    found = rows.values_list("record", "publication__sha256").first()
    if found is None:
        raise Http404
    response = HttpResponse(found[0].encode(), content_type="application/json")
    response["ETag"] = f'"{found[1]}"'
    response["Content-Disposition"] = f'attachment; filename="draw-{jury}-{number}.json"'
    return response


def _call(shelf: str, jury: str) -> tuple[JuryPage, Recruitment]:
    page = public_jury(shelf, jury)
    call = call_of(page)
    if call is None:
        raise Http404
    return page, call
