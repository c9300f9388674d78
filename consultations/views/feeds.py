"""The finder's list as a feed, a calendar and a spreadsheet: the same address, the same filters.

Programs read these, so a parameter that cannot be used is refused (400, in plain words) instead of left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from hashlib import blake2s

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from consultations import feeds
from consultations.cards import cards
from consultations.catalogue import shelf
from consultations.filters import Filters, read
from consultations.finding import Found, find, known_values
from consultations.models import ConsultationPage

MINUTES_KEPT = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What one request for a list asks for, at which moment."""

    request: HttpRequest
    found: Found
    at: datetime

    @property
    def host(self) -> str:
        return self.request.get_host().partition(":")[0]

    def etag(self) -> str:
        """Name what the answer depends on: what is published, what the clock makes of it, the day, the filters."""
        found = self.found
        day = timezone.localdate(self.at)
        parts = (found.catalogue.generation, found.reading.until, day, found.filters.query(), self.request.get_host())
        return quote_etag(blake2s(repr(parts).encode(), digest_size=12).hexdigest())


List = Callable[[Asked], HttpResponseBase]


def listing(make: List) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn a function that writes a list into a view that reads filters and answers 'not changed' where it can."""

    @require_safe
    @wraps(make)
    def view(request: HttpRequest) -> HttpResponseBase:
        at = timezone.now()
        catalogue = shelf.catalogue()
        filters, problems = read(request.GET, known_values(catalogue))
        if problems:
            return refusal([problem.message for problem in problems])
        asked = Asked(request, find(catalogue, replace(filters, page=1), at=at), at)
        return kept(request, asked.etag(), lambda: make(asked))

    return view


def kept(request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the answer, or 304 to whoever holds the same already; both may be kept for some minutes."""
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60 * MINUTES_KEPT)
    return response


def refusal(messages: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(messages) + "\n", status=400, content_type="text/plain; charset=utf-8")


def sorted_anew(found: Found, sort: str) -> Found:
    filters: Filters = found.filters.sorted_by(sort)
    return replace(found, filters=filters)


@listing
def feed(asked: Asked) -> HttpResponse:
    """The newest of the list as Atom."""
    text = feeds.atom(
        sorted_anew(asked.found, "newest"),
        at=asked.at,
        self_url=asked.request.build_absolute_uri(),
        absolute=asked.request.build_absolute_uri,
        host=asked.host,
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@listing
def calendar(asked: Asked) -> HttpResponse:
    """Openings and closings of the list, those that matter soonest first where it is very long."""
    found = sorted_anew(asked.found, "closing")
    shown = cards(found, found.on_page(1, feeds.CALENDAR_CONSULTATIONS), at=asked.at)
    return icalendar(feeds.calendar(shown, absolute=asked.request.build_absolute_uri, host=asked.host), "consultations")


@listing
def export(asked: Asked) -> StreamingHttpResponse:
    """The whole list as a spreadsheet, sent line by line."""
    lines = feeds.spreadsheet(asked.found, at=asked.at, absolute=asked.request.build_absolute_uri)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="consultations.csv"'
    return response


@require_safe
def consultation_calendar(request: HttpRequest, organisation: str, slug: str) -> HttpResponseBase:
    """Opening and closing of one consultation, to add to a calendar.

    Raises:
        Http404: No public consultation has this address.
    """
    if "\x00" in organisation + slug:
        raise Http404
    at = timezone.now()
    catalogue = shelf.catalogue()
    asked = Asked(request, find(catalogue, Filters(), at=at), at)
    pks = ConsultationPage.objects.filter(slug=slug, lead_organisation__shelf__slug=organisation).values_list(
        "pk", flat=True
    )
    shown = cards(asked.found, [catalogue.places[pk] for pk in pks if pk in catalogue.places], at=at)
    if not shown:
        raise Http404
    text = feeds.calendar(shown, absolute=request.build_absolute_uri, host=asked.host)
    return kept(request, asked.etag(), lambda: icalendar(text, slug))


def icalendar(text: bytes, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
