"""What the pages of helpers show: what one entered oneself, what was counted on paper. Reads; no total of anything."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Sum

from live.models import Ballot, Event, Round
from live.services.helping import ON_PAPER
from live.stage import Stage
from questions.kinds import get_kind


@dataclass(frozen=True, slots=True)
class Entered:
    """How many votes one helper entered in the round on the stage, and the last of them in words."""

    number: int = 0
    last: Ballot | None = None
    words: tuple[str, ...] = ()


def entered_by(user: Any, stage: Stage) -> Entered:
    if stage.round is None or stage.asked is None:
        return Entered()
    mine = stage.round.ballots.filter(channel=Ballot.Channel.HELPER, entered_by=user)
    last = mine.order_by("-pk").first()
    if last is None:
        return Entered()
    words = get_kind(stage.asked.kind).spoken(stage.asked, last.given())
    return Entered(number=mine.count(), last=last, words=tuple(words))


def name_of_entry() -> str:
    """Return a fresh name for one press of a key."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One round of one poll. `sheets` is None where its kind is not counted on paper."""

    round: Round
    title: str
    is_open: bool
    sheets: int | None


def paper_list(event: Event, *, at: datetime) -> list[PaperRow]:
    """Return the rounds that were opened, in the order of the agenda."""
    rounds = Round.objects.annotate(sheets=Sum("paper_counts__number")).order_by("number")
    polls = event.agenda.polls().select_related("question").prefetch_related(Prefetch("rounds", queryset=rounds))
    return [_row(one, item, at) for item in polls for one in item.rounds.all()]


def _row(one: Any, item: Any, at: datetime) -> PaperRow:
    sheets = (one.sheets or 0) if item.question.kind in ON_PAPER else None
    return PaperRow(one, str(item), one.is_open(at=at), sheets)
