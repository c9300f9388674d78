"""Storing votes: many in one transaction, each counted once, none confirmed before its commit.

A vote is checked against its question before it comes here (`live/answers.py`). Here the clock is asked, by the moment
the server received it, with the round's row held so that closing and voting cannot cross.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from live.errors import AlreadyVoted, LiveRefusal, NotOpen, TooLate
from live.models import Ballot, Round

Key = tuple[int, str]

_NEW = (
    "INSERT INTO live_ballot (round_id, voter, channel, value, text, version, device, sequence, code, entered_by_id,"
    " received_at, text_state, revision)"
)
_FROM_POSTGRES = (
    " SELECT v.round_id, v.voter, v.channel, v.value::jsonb, v.text, v.version, v.device, v.sequence, v.code,"
    " v.entered_by_id, v.received_at, '', 1"
    " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[], %s::int[],"
    " %s::text[], %s::bigint[], %s::timestamptz[]) AS v(round_id, voter, channel, value, text, version, device,"
    " sequence, code, entered_by_id, received_at)"
)
_FROM_SQLITE = (
    " SELECT v.value ->> 0, v.value ->> 1, v.value ->> 2, v.value ->> 3, v.value ->> 4, v.value ->> 5, v.value ->> 6,"
    " v.value ->> 7, v.value ->> 8, v.value ->> 9, v.value ->> 10, '', 1 FROM json_each(%s) AS v WHERE true"
)
_SHARED = "SELECT id FROM live_round WHERE id = ANY(%s) ORDER BY id FOR SHARE"
_NEWEST = (
    " ON CONFLICT (round_id, voter) DO UPDATE SET value = excluded.value, text = excluded.text,"
    " text_state = CASE WHEN live_ballot.text = excluded.text THEN live_ballot.text_state ELSE '' END,"
    " version = excluded.version, device = excluded.device, sequence = excluded.sequence,"
    " channel = excluded.channel, entered_by_id = excluded.entered_by_id, received_at = excluded.received_at,"
    " revision = live_ballot.revision + 1"
    " WHERE (live_ballot.device <> excluded.device OR live_ballot.sequence < excluded.sequence)"
    " AND live_ballot.round_id "
)
#: The rounds in which answers may be changed; in the others the first one stands.
_AMONG_POSTGRES = "= ANY(%s::bigint[])"
_AMONG_SQLITE = "IN (SELECT value FROM json_each(%s))"


class Outcome(Enum):
    """What became of a vote. A repeat of what is stored is stored."""

    STORED = "stored"
    TOO_LATE = "too_late"
    NOT_OPEN = "not_open"
    ALREADY_VOTED = "already_voted"
    FAILED = "failed"

    @property
    def refusal(self) -> type[LiveRefusal] | None:
        return _REFUSALS.get(self)


_REFUSALS: dict[Outcome, type[LiveRefusal]] = {
    Outcome.TOO_LATE: TooLate,
    Outcome.NOT_OPEN: NotOpen,
    Outcome.ALREADY_VOTED: AlreadyVoted,
}


@dataclass(frozen=True, slots=True)
class Vote:
    """One submission, checked against its question. `received_at` is the server's clock, never the phone's."""

    round_id: int
    voter: str
    value: Any
    text: str
    version: int
    device: str
    sequence: int
    code: str
    received_at: datetime
    channel: str = Ballot.Channel.PHONE.value
    entered_by_id: int | None = None

    @property
    def key(self) -> Key:
        return (self.round_id, self.voter)


@dataclass(frozen=True, slots=True)
class Held:
    """What is asked of a round while its row is held."""

    round: Round
    can_change: bool


@transaction.atomic
def store_votes(votes: Sequence[Vote]) -> list[Outcome]:
    """Store votes and say of each, in the same order, what became of it. At most four statements, however many.

    Raises:
        django.db.Error: Nothing was stored.
    """
    held = _hold({vote.round_id for vote in votes})
    outcomes = [_judge(vote, held.get(vote.round_id)) for vote in votes]
    accepted = _newest(vote for vote, outcome in zip(votes, outcomes, strict=True) if outcome is Outcome.STORED)
    final = [vote for vote in accepted if not held[vote.round_id].can_change]
    if accepted:
        _insert(accepted, changing=[round_id for round_id, one in held.items() if one.can_change])
    late = [vote for vote, outcome in zip(votes, outcomes, strict=True) if outcome is Outcome.TOO_LATE]
    stood = _standing([*final, *late]) if final or late else {}
    kept = {vote.key for vote in final}
    return [
        _of_final(vote, stood) if outcome is Outcome.STORED and vote.key in kept else _of_late(vote, outcome, stood)
        for vote, outcome in zip(votes, outcomes, strict=True)
    ]


def _hold(round_ids: Iterable[int]) -> dict[int, Held]:
    """Read the rounds and keep them from closing until this transaction ends; voters do not wait for each other."""
    wanted = sorted(round_ids)
    if connection.vendor == "postgresql":
        # Read once they are held, not before: whoever held them until now may have closed them or ended the event.
        with connection.cursor() as cursor:
            cursor.execute(_SHARED, [wanted])
    rounds = Round.objects.filter(pk__in=wanted, item__event__ended_at=None).annotate(can_change=F("item__can_change"))
    return {one.pk: Held(round=one, can_change=one.can_change) for one in rounds}


def _judge(vote: Vote, held: Held | None) -> Outcome:
    if held is None or vote.received_at < held.round.opened_at:
        return Outcome.NOT_OPEN
    return Outcome.STORED if held.round.accepts(at=vote.received_at) else Outcome.TOO_LATE


def _newest(votes: Iterable[Vote]) -> list[Vote]:
    """Keep one submission a ballot, the newest, in the order of keys, so that two processes never wait in a circle."""
    kept: dict[Key, Vote] = {}
    for vote in votes:
        known = kept.get(vote.key)
        if known is None or known.device != vote.device or known.sequence <= vote.sequence:
            kept[vote.key] = vote
    return [kept[key] for key in sorted(kept)]


def _insert(votes: Sequence[Vote], *, changing: list[int]) -> None:
    rows = [_row(vote) for vote in votes]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(_NEW + _FROM_POSTGRES + _NEWEST + _AMONG_POSTGRES, [*columns, changing])
        else:
            cursor.execute(_NEW + _FROM_SQLITE + _NEWEST + _AMONG_SQLITE, [json.dumps(rows), json.dumps(changing)])


def _row(vote: Vote) -> list[Any]:
    return [
        vote.round_id,
        vote.voter,
        vote.channel,
        json.dumps(vote.value),
        vote.text,
        vote.version,
        vote.device,
        vote.sequence,
        vote.code,
        vote.entered_by_id,
        connection.ops.adapt_datetimefield_value(vote.received_at),
    ]


def _standing(votes: Sequence[Vote]) -> Mapping[Key, tuple[str, int]]:
    """Read which submission stands for each of these voters."""
    rows = Ballot.objects.filter(
        round_id__in={vote.round_id for vote in votes}, voter__in=[vote.voter for vote in votes]
    ).values_list("round_id", "voter", "device", "sequence")
    return {(round_id, voter): (device, sequence) for round_id, voter, device, sequence in rows}


def _of_late(vote: Vote, outcome: Outcome, stood: Mapping[Key, tuple[str, int]]) -> Outcome:
    """Of an answer that came after closing: stored only if it is the repeat of one that came in time."""
    is_repeat = outcome is Outcome.TOO_LATE and stood.get(vote.key) == (vote.device, vote.sequence)
    return Outcome.STORED if is_repeat else outcome


def _of_final(vote: Vote, stood: Mapping[Key, tuple[str, int]]) -> Outcome:
    """Of an answer that cannot be changed: stored only if this very submission stands."""
    standing = stood.get(vote.key)
    if standing is None or standing == (vote.device, vote.sequence):
        return Outcome.STORED
    return Outcome.ALREADY_VOTED
