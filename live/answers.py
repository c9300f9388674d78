"""From what a phone or a form sent to a vote: checked against the question that is on the stage, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from live.errors import BadAnswer, EventOver, NotOpen
from live.models import Ballot
from live.names import MOST_SEATS, receipt_code, voter_in_seat
from live.services.casting import Vote
from live.stage import Stage
from questions.errors import AnswerRefused
from questions.kind import Raw
from questions.kinds import get_kind


@dataclass(frozen=True, slots=True)
class Submission:
    """One press of the button: which round it is for, what was sent, and the name that makes a repeat harmless."""

    round_id: int
    raw: Raw
    device: str
    sequence: int
    seat: int = 1


def vote_of(
    submission: Submission,
    *,
    stage: Stage,
    voter: str,
    at: datetime,
    channel: str = Ballot.Channel.PHONE.value,
    entered_by_id: int | None = None,
) -> Vote:
    """Make a vote of a submission. Whether its round still accepts it at `at` is asked again when it is stored.

    Raises:
        EventOver: The event has ended.
        NotOpen: The round is not on the stage.
        BadAnswer: The answer does not fit the question, or is empty.
    """
    if stage.event.is_over:
        raise EventOver
    round_, asked = stage.round, stage.asked
    if round_ is None or asked is None or round_.pk != submission.round_id:
        raise NotOpen
    if not 1 <= submission.seat <= (MOST_SEATS if stage.event.shares_phones else 1):
        raise BadAnswer
    kind = get_kind(asked.kind)
    try:
        given = kind.clean(asked, submission.raw)
    except AnswerRefused as refusal:
        raise BadAnswer(refusal.public_message) from refusal
    if given.is_blank:
        raise BadAnswer(kind.missing(asked))
    name = voter_in_seat(voter, submission.seat)
    return Vote(
        round_id=round_.pk,
        voter=name,
        value=given.value,
        text=given.text,
        version=given.version,
        device=submission.device,
        sequence=submission.sequence,
        code=receipt_code(stage.event.secret_bytes, round_.pk, name) if stage.has_receipts else "",
        received_at=at,
        channel=channel,
        entered_by_id=entered_by_id,
    )


def raw_of(sent: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the strings of each part of an answer as they came over the wire.

    Raises:
        BadAnswer: They are something else than lists of strings.
    """
    if not all(
        isinstance(part, str) and isinstance(values, list) and all(isinstance(one, str) for one in values)
        for part, values in sent.items()
    ):
        raise BadAnswer
    return dict(sent)
