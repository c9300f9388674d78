"""The list of consultations in forms that other programs take: Atom, iCalendar, CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, Final, TypeVar

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from consultations.cards import Card, cards
from consultations.finding import Found
from core.moments import last_minute
from questions.exports import csv_lines, text_cell

FEED_ENTRIES: Final = 50
CALENDAR_CONSULTATIONS: Final = 500
ROWS_AT_ONCE: Final = 500

Absolute = Callable[[str], str]
T = TypeVar("T")


def atom(found: Found, *, at: datetime, self_url: str, absolute: Absolute, host: str) -> str:
    """Return the newest of what was found as an Atom feed of at most `FEED_ENTRIES` entries."""
    feed = Atom1Feed(
        title=_("Consultations"),
        link=absolute("/consultations/"),
        description="",
        feed_url=self_url,
        feed_guid=self_url,
        language="en-gb",
    )
    for card in cards(found, found.on_page(1, FEED_ENTRIES), at=at):
        feed.add_item(
            title=card.title,
            link=absolute(card.url),
            description=escape(f"{card.status.label}. {card.window}. {card.summary}"),  # taken for HTML by readers
            unique_id=f"tag:{host},2026:consultation/{card.pk}",
            author_name=", ".join(body.name for body in card.organisations),
            categories=[topic.name for topic in found.catalogue.subjects("topic", card.number)],
            pubdate=card.first_published_at or card.opens_at,
            updateddate=card.last_published_at or card.first_published_at or card.opens_at,
        )
    return feed.writeString("utf-8")


def calendar(shown: Iterable[Card], *, absolute: Absolute, host: str) -> bytes:
    """Return openings and closings as an iCalendar file; an event keeps its UID whatever changes about it."""
    made = Calendar()
    made.add("prodid", f"-//{host}//consultations//EN")
    made.add("version", "2.0")
    made.add("name", _("Consultations"))
    made.add("x-wr-calname", _("Consultations"))
    for card in shown:
        for event in events(card, absolute=absolute, host=host):
            made.add_component(event)
    return made.to_ical()


def events(card: Card, *, absolute: Absolute, host: str) -> Iterator[Event]:
    """Yield the opening and the closing of one consultation; none while a date is missing."""
    if card.opens_at is None or card.closes_at is None:
        return
    moments = (
        ("opens", card.opens_at, _("Opens: %(title)s")),
        ("closes", last_minute(card.closes_at), _("Closes: %(title)s")),
    )
    for name, moment, words in moments:
        event = Event()
        event.add("uid", f"consultation-{card.pk}-{name}@{host}")
        event.add("dtstamp", card.last_published_at or card.opens_at)
        event.add("dtstart", moment.astimezone(UTC))
        event.add("summary", words % {"title": card.title})
        event.add("description", card.summary)
        event.add("url", absolute(card.url))
        event.add("transp", "TRANSPARENT")
        yield event


COLUMNS: Final = (
    "id",
    "title",
    "status",
    "opens_at",
    "closes_at",
    "organisations",
    "topics",
    "areas",
    "audiences",
    "minutes_to_answer",
    "summary",
    "url",
)


def spreadsheet(found: Found, *, at: datetime, absolute: Absolute) -> Iterator[str]:
    """Return the lines of all that was found as CSV, some hundred rows in memory at once.

    It starts with a byte order mark, by which spreadsheets know the encoding.
    """
    rows = (
        columns(found, card, absolute)
        for numbers in batches(found.numbers, ROWS_AT_ONCE)
        for card in cards(found, numbers, at=at)
    )
    return csv_lines(chain([COLUMNS], rows), cell=text_cell)


def columns(found: Found, card: Card, absolute: Absolute) -> list[Any]:
    subjects = ("topic", "area", "audience")
    return [
        card.pk,
        card.title,
        card.status.value,
        card.opens_at and card.opens_at.isoformat(),
        card.closes_at and card.closes_at.isoformat(),
        "; ".join(body.name for body in card.organisations),
        *("; ".join(one.name for one in found.catalogue.subjects(facet, card.number)) for facet in subjects),
        card.minutes_to_answer,
        card.summary,
        absolute(card.url),
    ]


def batches(things: Sequence[T], size: int) -> Iterator[list[T]]:
    """Yield the things in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
