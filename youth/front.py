"""What the front of the section reads, in a constant number of statements: one or two for each of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.moments import say_closing, say_day, say_span
from youth.asking_reads import open_consultations, week_and_events
from youth.cards import cards_of, with_pictures
from youth.models import Competition, WhatsOn, YouthPage
from youth.publication import public_articles
from youth.views.frame import section_context

#: As many as fill rows of three: the first article takes the room of four.
ARTICLES: Final = 6
DATES: Final = 3
ASKED: Final = 3
COMPETITIONS: Final = 2


@dataclass(frozen=True, slots=True)
class Day:
    """Something that is on, as templates/youth/_event_card.html shows it."""

    href: str
    title: str
    starts: datetime
    when_text: str
    place: str
    cost_text: str
    ages_text: str


@dataclass(frozen=True, slots=True)
class Contest:
    """A competition, as templates/youth/_competition_card.html shows it."""

    href: str
    title: str
    status: str
    status_text: str
    summary: str
    prize_text: str
    closes_text: str


def front_context(page: YouthPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return what is new, what is on, what is asked and what can be won."""
    newest = public_articles().order_by("-first_published_at", "-pk")[:ARTICLES]
    coming = WhatsOn.objects.to_come(at).filter(cancelled_at=None).select_related("area")[:DATES]
    poll, events = week_and_events(at=at, events=1)
    return section_context(request, page) | {
        "cards": cards_of(with_pictures(newest)),
        "days": [_day(one, at=at) for one in coming],
        "asked": open_consultations(at=at, limit=ASKED - bool(poll) - len(events)),
        "events": events,
        "poll": poll,
        "contests": _contests(at),
    }


def _day(one: WhatsOn, *, at: datetime) -> Day:
    where = [one.place, one.area.name] if one.area is not None and one.area.name not in one.place else [one.place]
    return Day(
        href=one.get_absolute_url(),
        title=one.title,
        starts=one.starts_at,
        when_text=say_span(one.starts_at, one.ends_at, at=at),
        place=", ".join(where),
        cost_text=one.cost,
        ages_text=_("ages %(first)d to %(last)d") % {"first": one.age_from, "last": one.age_to},
    )


def _contests(at: datetime) -> list[Contest]:
    """The competitions that can be entered, then the one that was won last; one statement."""
    known = list(Competition.objects.published().order_by("-closes_at", "pk")[: 3 * COMPETITIONS])
    still_open = sorted((one for one in known if one.is_open(at=at)), key=lambda one: one.closes_at)
    won = sorted((one for one in known if one.announced_at), key=lambda one: -_order(one.announced_at))
    return [_contest(one, at=at) for one in [*still_open, *won][:COMPETITIONS]]


def _order(moment: datetime | None) -> float:
    return moment.timestamp() if moment is not None else 0.0


def _contest(one: Competition, *, at: datetime) -> Contest:
    is_open = one.is_open(at=at)
    when = say_closing(one.closes_at, at=at) if is_open else _("Winners told on %s") % say_day(_day_of(one), at=at)
    return Contest(
        href=one.get_absolute_url(),
        title=one.title,
        status="open" if is_open else "closed",
        status_text=_("Competition, open") if is_open else _("Competition, won"),
        summary=one.summary,
        prize_text=one.prize if is_open else "",
        closes_text=when,
    )


def _day_of(one: Competition) -> date:
    return localdate(one.announced_at) if one.announced_at is not None else one.announce_on
