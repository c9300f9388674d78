"""Events for tests: a hall with an agenda, rounds that stand where they should, votes."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from live.models import AgendaItem, Ballot, Event, Round
from live.services import agenda
from live.services.casting import Outcome, Vote, store_votes
from live.services.events import create_event
from people.models import Organisation
from tests import factories

_count = itertools.count(1)
NOW = timezone.now().replace(microsecond=0)


def make_event(organisation: Organisation | None = None, **fields: Any) -> Event:
    plain = {
        "title": "Annual conference",
        "place": "Town hall",
        "starts_at": NOW - timedelta(hours=1),
        "ends_at": NOW + timedelta(hours=3),
        "organisation": organisation or factories.make_organisation(),
    }
    return create_event(at=NOW, **plain | fields)


def make_poll(
    event: Event, kind: str = "single", *, choices: tuple[str, ...] = ("Bus", "Train", "Bike"), **settings: Any
) -> AgendaItem:
    """Add a poll; kinds without choices of their own ignore `choices`."""
    written = choices if kind in {"single", "multiple", "ranking"} else ()
    text = settings.pop("text", "How did you come here?")
    return agenda.add_poll(event=event, kind=kind, text=text, choices=written, **settings)


def open_round(item: AgendaItem, *, at: datetime = NOW, closes_at: datetime | None = None, number: int = 1) -> Round:
    Event.objects.filter(pk=item.event_id).update(current=item)
    return Round.objects.create(item=item, number=number, opened_at=at, closes_at=closes_at)


def choices_of(item: AgendaItem) -> list[int]:
    assert item.question
    return list(item.question.choices.values_list("pk", flat=True))


def make_vote(round_: Round, value: Any, **fields: Any) -> Vote:
    number = next(_count)
    plain: dict[str, Any] = {
        "round_id": round_.pk,
        "voter": f"{number:032x}",
        "value": value,
        "text": "",
        "version": 1,
        "device": "d",
        "sequence": 1,
        "code": "",
        "received_at": round_.opened_at,
    }
    return Vote(**plain | fields)


def cast_votes(round_: Round, *values: Any, **fields: Any) -> list[Outcome]:
    return store_votes([make_vote(round_, value, **fields) for value in values])


def stored(round_: Round) -> list[Any]:
    return list(Ballot.objects.filter(round=round_).order_by("pk").values_list("value", flat=True))
