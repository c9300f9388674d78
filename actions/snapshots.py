"""What a review freezes of each action, and how two reviews of a plan differ. Pure: no ORM, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.board import signed
from actions.ledger import Counts
from actions.standing import Status, is_overdue

#: One action as it stood; dates in the ISO form, texts whole.
Frozen = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A frozen action as it is read."""

    reference: str
    theme: str
    title: str
    what: str
    owner: str
    owner_role: str
    due_on: date | None
    due_words: str
    status: Status
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One action in two reviews; None where it was not in the plan."""

    then: Entry | None
    now: Entry | None

    @property
    def either(self) -> Entry:
        entry = self.now or self.then
        assert entry is not None  # noqa: S101
        return entry

    @property
    def is_added(self) -> bool:
        return self.then is None

    @property
    def is_dropped(self) -> bool:
        """Taken out of the plan between the two."""
        return self.now is None

    @property
    def is_moved(self) -> bool:
        return bool(self.then and self.now and self.then.status != self.now.status)

    @property
    def is_put_off(self) -> bool:
        """Whether the due date, or what is said of it, is another."""
        return bool(
            self.then and self.now and (self.then.due_on, self.then.due_words) != (self.now.due_on, self.now.due_words)
        )

    @property
    def is_different(self) -> bool:
        return self.is_added or self.is_dropped or self.is_moved or self.is_put_off


def entries_of(snapshot: Sequence[Frozen]) -> list[Entry]:
    """Read a snapshot."""
    return [
        Entry(
            reference=one["reference"],
            theme=one["theme"],
            title=one["title"],
            what=one["what"],
            owner=one["owner"],
            owner_role=one["owner_role"],
            due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
            due_words=one["due_words"],
            status=Status(one["status"]),
            text=one["text"],
            reason=one["reason"],
        )
        for one in snapshot
    ]


def by_theme(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    themes: dict[str, list[Entry]] = {}
    for entry in entries:
        themes.setdefault(entry.theme, []).append(entry)
    return list(themes.items())


def count(entries: Sequence[Entry], *, today: date) -> Counts:
    """Count the entries by status, and those that were overdue on the day of the review."""
    statuses = {status: sum(one.status == status for one in entries) for status in Status}
    overdue = sum(is_overdue(status=one.status, due_on=one.due_on, today=today) for one in entries)
    return Counts(statuses, overdue=overdue)


def compare(then: Sequence[Entry], now: Sequence[Entry]) -> list[Pair]:
    """Put the actions of two reviews side by side, by reference: as they stand now, then those that are gone."""
    before = {one.reference: one for one in then}
    after = {one.reference for one in now}
    pairs = [Pair(before.get(one.reference), one) for one in now]
    return pairs + [Pair(one, None) for one in then if one.reference not in after]


def differences(then: Counts, now: Counts) -> list[tuple[Status, int, int, str]]:
    """Each status with its number then, now, and the difference with its sign."""
    return [
        (one, then.statuses[one], now.statuses[one], signed(now.statuses[one] - then.statuses[one])) for one in Status
    ]
