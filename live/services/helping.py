"""For people without a phone: votes that a helper enters one by one, and sheets of paper that are counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from live.answers import Submission, vote_of
from live.errors import EventOver, NotNow, NotOpen, SeenOld
from live.models import Ballot, Event, PaperCount, Round
from live.names import voter_of_entry
from live.services.casting import Vote, store_votes
from live.stage import Stage
from questions.kind import Raw

#: The kinds of question that a sheet of paper answers with one mark.
ON_PAPER: Final = ("yes_no", "single", "agree", "rating")
#: What Wagtail's log calls it.
PAPER_COUNTED: Final = "live.paper"
MOST_SHEETS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One press of a helper's key. `name` is made by the page, so that a double press is one vote."""

    round_id: int
    name: str
    raw: Raw


def enter_vote(*, entry: Entry, stage: Stage, by: Any, at: datetime) -> Vote:
    """Store one vote of somebody without a phone: a new voter each time, unless the same press comes again.

    Raises:
        NotOpen, TooLate: The poll does not take votes.
        BadAnswer: The answer does not fit the question.
        SeenOld: This press was stored before, with another answer.
    """
    if stage.state != "open":
        raise NotOpen
    vote = vote_of(
        Submission(entry.round_id, entry.raw, device=entry.name[:16], sequence=1),
        stage=stage,
        voter=voter_of_entry(stage.event.secret_bytes, by.pk, entry.name),
        at=at,
        channel=Ballot.Channel.HELPER.value,
        entered_by_id=by.pk,
    )
    with transaction.atomic():
        (outcome,) = store_votes([vote])
        if outcome.refusal is not None:
            raise outcome.refusal
        stands = Ballot.objects.filter(round_id=vote.round_id, voter=vote.voter).values_list("value", "text").get()
        if stands != (vote.value, vote.text):
            raise SeenOld(_("This page had been used. Nothing was stored this time: press again."))
    return vote


@transaction.atomic
def take_back_vote(*, ballot_id: int, by: Any, at: datetime) -> None:
    """Take back a vote that this helper entered, while its poll is open. Asked again, it changes nothing.

    Raises:
        NotOpen: The poll has closed: what is counted stays.
    """
    mine = Ballot.objects.filter(pk=ballot_id, entered_by=by, channel=Ballot.Channel.HELPER)
    ballot = mine.select_related("round").first()
    if ballot is None:
        return
    held = Round.objects.select_for_update(of=("self",)).get(pk=ballot.round_id)
    if not held.is_open(at=at):
        raise NotOpen(_("The question has closed. What you entered is counted and stays."))
    again = mine.select_for_update(of=("self",)).first()
    if again is not None:
        Round.objects.filter(pk=held.pk).update(corrections=F("corrections") + again.revision + 1)
        again.delete()


@transaction.atomic
def count_paper(*, round_: Round, numbers: Mapping[Any, int], seen: int, by: Any, at: datetime) -> bool:
    """Write down how many sheets bear each answer, in place of what stood there. Return whether anything changed.

    Args:
        numbers: For each value (a choice's id, a rating), the number of sheets.
        seen: `corrections` of the round when the form was shown.

    Raises:
        EventOver: The event has ended.
        NotNow: The poll is open still, or a number is out of bounds.
        SeenOld: Somebody else has counted meanwhile.
    """
    event = Event.objects.select_for_update(of=("self",)).get(agenda__rounds=round_)
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    _check_paper(event, held, numbers, seen, at)
    before = {_key(one.value): one for one in held.paper_counts.all()}
    stood = {key: one.number for key, one in before.items() if one.number}
    wanted = {_key(value): number for value, number in numbers.items() if number}
    if stood == wanted:
        return False
    for value, number in numbers.items():
        _write(held, before.get(_key(value)), value, number, by, at)
    Round.objects.filter(pk=held.pk).update(corrections=F("corrections") + 1)
    log(event, PAPER_COUNTED, user=by, data={"round": held.pk, "before": stood, "after": wanted})
    return True


def _check_paper(event: Event, round_: Round, numbers: Mapping[Any, int], seen: int, at: datetime) -> None:
    if event.is_over:
        raise EventOver
    if round_.is_open(at=at):
        raise NotNow(_("Close the poll first, then count the sheets: nobody sees a running total."))
    if round_.corrections != seen:
        raise SeenOld
    if any(not 0 <= number <= MOST_SHEETS for number in numbers.values()):
        raise NotNow(_("Write how many sheets there are for each answer, 0 or more."))


def _write(round_: Round, there: PaperCount | None, value: Any, number: int, by: Any, at: datetime) -> None:
    """Write one line down, with the name of whoever changed it; lines that stay as they are keep theirs."""
    if there is None and number:
        PaperCount.objects.create(round=round_, value=value, number=number, entered_by=by, entered_at=at)
    elif there is not None and there.number != number:
        there.number, there.entered_by, there.entered_at = number, by, at
        there.save(update_fields=["number", "entered_by", "entered_at"])


def _key(value: Any) -> str:
    return json.dumps(value)
