"""What's on: the list by week, one thing, both as calendar files."""

from __future__ import annotations

from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from core.moments import say_span
from forums.markup import render
from youth.models import WhatsOn
from youth.views.frame import show
from youth.whats_on import MOST, ages_of, cost_of, whats_on_list, where_of
from youth.whats_on_calendar import calendar

MINUTES_KEPT = 5


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Everything to come, by week, under the filters asked for."""
    at = timezone.now()
    found = whats_on_list(district=request.GET.get("district", ""), is_free=request.GET.get("free") == "1", at=at)
    return show(request, "youth/whats_on/list.html", found)


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """One thing to go to, marked where it is cancelled or over.

    Raises:
        Http404: No public one has this address.
    """
    at = timezone.now()
    found = get_object_or_404(WhatsOn.objects.published().select_related("area"), slug=slug)
    return show(
        request,
        "youth/whats_on/one.html",
        {
            "one": found,
            "when": say_span(found.starts_at, found.ends_at, at=at),
            "where": where_of(found),
            "cost": cost_of(found),
            "ages": ages_of(found),
            "about": render(found.about),
            "is_over": found.ends_at <= at,
        },
    )


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Everything to come, for a calendar that asks again by itself: what was cancelled says so."""
    return _calendar(request, list(WhatsOn.objects.to_come(timezone.now()).select_related("area")[:MOST]), "whats-on")


@require_safe
def one_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One thing, to put into a calendar.

    Raises:
        Http404: No public one has this address.
    """
    found = get_object_or_404(WhatsOn.objects.published().select_related("area"), slug=slug)
    return _calendar(request, [found], found.slug)


def _calendar(request: HttpRequest, shown: list[WhatsOn], name: str) -> HttpResponseBase:
    text = calendar(shown, absolute=request.build_absolute_uri, host=request.get_host().partition(":")[0])
    etag = quote_etag(blake2s(text, digest_size=12).hexdigest())
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60 * MINUTES_KEPT)
    return response
