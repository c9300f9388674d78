"""What the front of the section reads, in a constant number of statements: one or two for each of its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.moments import say_day
from youth.asking_reads import open_consultations, week_and_events
from youth.cards import cards_of, with_pictures
from youth.competition_reads import Card, card_of
from youth.models import Competition, WhatsOn, YouthPage
from youth.publication import public_articles
from youth.views.frame import section_context
from youth.whats_on import card_of as event_card

#: As many as fill rows of three: the first article takes the room of four.
ARTICLES: Final = 6
DATES: Final = 3
ASKED: Final = 3
COMPETITIONS: Final = 2


def front_context(page: YouthPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return what is new, what is on, what is asked and what can be won."""
    newest = public_articles().order_by("-first_published_at", "-pk")[:ARTICLES]
    coming = WhatsOn.objects.to_come(at).filter(cancelled_at=None).select_related("area")[:DATES]
    poll, events = week_and_events(at=at, events=1)
    return section_context(request, page) | {
        "cards": cards_of(with_pictures(newest)),
        "days": [replace(event_card(one, at=at), access_text="") for one in coming],
        "asked": open_consultations(at=at, limit=ASKED - bool(poll) - len(events)),
        "events": events,
        "poll": poll,
        "contests": _contests(at),
    }


def _contests(at: datetime) -> list[Card]:
    """The competitions that can be entered, then the one that was won last; one statement."""
    known = list(Competition.objects.published().order_by("-closes_at", "pk")[: 3 * COMPETITIONS])
    still_open = sorted((one for one in known if one.is_open(at=at)), key=lambda one: one.closes_at)
    won = sorted((one for one in known if one.announced_at), key=lambda one: one.announced_at or at, reverse=True)
    return [_contest(one, at=at) for one in [*still_open, *won][:COMPETITIONS]]


def _contest(one: Competition, *, at: datetime) -> Card:
    """A tile as on the page of competitions; of one that was won it says when the winners were told."""
    card = card_of(one, at=at)
    if card.status == "open":
        return card
    return replace(card, closes_text=_("Winners told on %s") % say_day(_day_of(one), at=at))


def _day_of(one: Competition) -> date:
    return localdate(one.announced_at) if one.announced_at is not None else one.announce_on
