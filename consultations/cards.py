"""One page of what was found, fetched in full: what a result says of a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from consultations.catalogue import Subject
from consultations.finding import Found
from consultations.models import ConsultationPage
from consultations.status import Status
from core.moments import say_closed, say_closing, say_opening

COLUMNS = (
    "pk",
    "title",
    "summary",
    "opens_at",
    "closes_at",
    "minutes_to_answer",
    "first_published_at",
    "last_published_at",
    "url_path",
)


@dataclass(frozen=True, slots=True)
class Card:
    """A consultation in a list: its words, how it stands, and when, the way people say it."""

    number: int
    pk: int
    title: str
    summary: str
    opens_at: datetime | None
    closes_at: datetime | None
    minutes_to_answer: int | None
    first_published_at: datetime | None
    last_published_at: datetime | None
    url: str
    status: Status
    window: str
    organisations: list[Subject]

    def shown(self) -> dict[str, Any]:
        """Return it as its template reads it: a mapping of plain words, which templates read fastest."""
        return {
            "status": self.status.value,
            "status_text": str(self.status.label),
            "title": self.title,
            "url": self.url,
            "summary": self.summary,
            "window": self.window,
            "runs": ", ".join(body.name for body in self.organisations),
            "minutes": self.minutes,
        }

    @property
    def minutes(self) -> str:
        """How long it takes to answer, while one can; nothing where it is not known."""
        if not self.minutes_to_answer or self.status not in (Status.OPEN, Status.PLANNED):
            return ""
        words = ngettext("%(count)d minute to answer", "%(count)d minutes to answer", self.minutes_to_answer)
        return words % {"count": self.minutes_to_answer}


def say_window(opens_at: datetime | None, closes_at: datetime | None, *, at: datetime) -> str:
    """Return the one sentence about a window that matters at the moment `at`."""
    if opens_at is None or closes_at is None:
        return _("Dates to be announced")
    if at < opens_at:
        return say_opening(opens_at, at=at)
    return say_closing(closes_at, at=at) if at < closes_at else say_closed(closes_at, at=at)


def cards(found: Found, numbers: Sequence[int], *, at: datetime) -> list[Card]:
    """Return the cards of these rows, in their order; one that is no longer published is left out. One statement.

    What is private was left out of the catalogue, which every change of that puts out of date.
    """
    rows = found.catalogue.rows
    lines = ConsultationPage.objects.live().filter(pk__in=[rows[number].pk for number in numbers]).values(*COLUMNS)
    address = Addresses()
    held: dict[int, dict[str, Any]] = {line["pk"]: line | {"url": address.of(line.pop("url_path"))} for line in lines}
    return [
        Card(
            number=number,
            **held[rows[number].pk],
            status=found.reading.statuses[number],
            window=remembered_window(found, number, at=at),
            organisations=found.catalogue.organisations(number),
        )
        for number in numbers
        if rows[number].pk in held
    ]


def remembered_window(found: Found, number: int, *, at: datetime) -> str:
    """Return the sentence about a row's window, said once a day in each language while the clock reads the same."""
    key = (translation.get_language(), timezone.localdate(at), number)
    words = found.reading.said.get(key)
    if words is None:
        row = found.catalogue.rows[number]
        words = found.reading.said[key] = say_window(row.opens_at, row.closes_at, at=at)
    return words


class Addresses:
    """The addresses of pages by their paths in the tree, as `Page.get_url` gives them, without a page for each."""

    def __init__(self) -> None:
        self.roots: list[tuple[str, str]] = []
        for root in Site.get_site_root_paths():
            with translation.override(root.language_code):
                self.roots.append((root.root_path, reverse("wagtail_serve", args=("",))))

    def of(self, url_path: str) -> str:
        return next(
            (f"{prefix}{url_path[len(root) :]}" for root, prefix in self.roots if url_path.startswith(root)), ""
        )
