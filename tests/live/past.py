"""Events that have happened, for tests: settled rounds with votes, voters who are the same from poll to poll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from live.models import AgendaItem, Ballot, Event, PaperCount, Round
from live.services.events import end_event
from tests.live.halls import NOW, make_event

CLOSED = NOW - timedelta(minutes=10)


def make_round(
    item: AgendaItem, *, number: int = 1, is_shown: bool = True, closes_at: datetime | None = CLOSED
) -> Round:
    """Make a round that closed ten minutes ago and whose result the hall saw."""
    return Round.objects.create(
        item=item,
        number=number,
        opened_at=CLOSED - timedelta(minutes=5),
        closes_at=closes_at,
        is_shown=is_shown,
        shown_at=CLOSED + timedelta(minutes=1) if is_shown else None,
    )


def vote(round_: Round, values: Sequence[Any], *, first: int = 1, **fields: Any) -> list[Ballot]:
    """Store a ballot for each value, of voters numbered from `first`; with a code each unless told otherwise."""
    plain = {"device": "d", "received_at": CLOSED} | fields
    return Ballot.objects.bulk_create(
        Ballot(
            round=round_,
            voter=f"{number:032x}",
            value=value,
            **{"code": f"K{number:03d}-{round_.pk:04d}"} | plain,
        )
        for number, value in enumerate(values, start=first)
    )


def write(round_: Round, texts: Sequence[str], *, state: str = "", first: int = 1) -> list[Ballot]:
    return [
        vote(round_, [None], first=first + place, text=text, text_state=state, code="")[0]
        for place, text in enumerate(texts)
    ]


def on_paper(round_: Round, value: Any, number: int) -> PaperCount:
    return PaperCount.objects.create(round=round_, value=value, number=number, entered_at=NOW)


def make_past(**fields: Any) -> Event:
    """Return an event whose results will be public; `end` ends it."""
    return make_event(**{"are_results_public": True, **fields})


def end(event: Event) -> Event:
    return end_event(event=event, at=NOW)
