"""One page of what was found, fetched in full: what a result says of a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from consultations.catalogue import Subject
from consultations.finding import Found
from consultations.models import ConsultationPage
from consultations.status import Status
from core.moments import say_closed, say_closing, say_opening


@dataclass(frozen=True, slots=True)
class Card:
    """A consultation in a list: its words, how it stands, and when, the way people say it."""

    number: int
    page: ConsultationPage
    url: str
    status: Status
    window: str
    organisations: list[Subject]

    @property
    def minutes(self) -> int | None:
        """Minutes it takes to answer, while one can."""
        return self.page.minutes_to_answer if self.status in (Status.OPEN, Status.PLANNED) else None


def say_window(opens_at: datetime | None, closes_at: datetime | None, *, at: datetime) -> str:
    """Return the one sentence about a window that matters at the moment `at`."""
    if opens_at is None or closes_at is None:
        return _("Dates to be announced")
    if at < opens_at:
        return say_opening(opens_at, at=at)
    return say_closing(closes_at, at=at) if at < closes_at else say_closed(closes_at, at=at)


def fetch(pks: Sequence[int]) -> dict[int, ConsultationPage]:
    """Return these consultations by id, those left out that are no longer public. Two statements.

    The texts of the page itself stay in the database.
    """
    pages = ConsultationPage.objects.live().public().filter(pk__in=pks)
    return pages.defer("body", "decision", "can_change", "cannot_change", "other_ways", "equality_analysis").in_bulk()


def cards(found: Found, numbers: Sequence[int], *, at: datetime, request: HttpRequest | None = None) -> list[Card]:
    """Return the cards of these rows, in their order."""
    rows = found.catalogue.rows
    pages = fetch([rows[number].pk for number in numbers])
    return [
        Card(
            number=number,
            page=page,
            url=page.get_url(request) or "",
            status=found.reading.statuses[number],
            window=say_window(page.opens_at, page.closes_at, at=at),
            organisations=found.catalogue.organisations(number),
        )
        for number in numbers
        if (page := pages.get(rows[number].pk)) is not None
    ]
