"""The figures of a board report: how each action stood at the meeting before and how it stands now. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.ledger import Counts
from actions.standing import Status


class Change(NamedTuple):
    """What became of an action. `then` is None where it was added since the meeting before.

    A report of thousands of actions has some dozens of different changes: what is worked out for one of them, in
    figures or in words, holds for all that are equal to it.
    """

    then: str | None
    now: str
    updates: int
    was_overdue: bool
    is_overdue: bool

    @property
    def is_moved(self) -> bool:
        """Whether its status is another than at the meeting before."""
        return self.then is not None and self.then != self.now

    @property
    def is_newly_overdue(self) -> bool:
        return self.is_overdue and not self.was_overdue

    @property
    def is_news(self) -> bool:
        """Whether the board has to hear of it: added, of another status, or newly overdue."""
        return self.then != self.now or self.is_newly_overdue


class BoardLine(NamedTuple):
    """One action in the report."""

    reference: str
    title: str
    owner: str
    due_on: date | None
    due_words: str
    change: Change


@dataclass(slots=True)
class Totals:
    """What a set of changes adds up to."""

    then: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    now: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    total: int = 0
    added: int = 0
    moved: int = 0
    updates: int = 0
    overdue_then: int = 0
    overdue: int = 0
    newly_overdue: int = 0

    @property
    def total_then(self) -> int:
        return sum(self.then.values())

    @property
    def counts(self) -> Counts:
        return Counts(dict(self.now), overdue=self.overdue)

    @property
    def rows(self) -> list[tuple[Status, int, int, str]]:
        """Each status with its number then, now, and the difference with its sign."""
        return [(one, self.then[one], self.now[one], signed(self.now[one] - self.then[one])) for one in Status]


def add_up(changes: Iterable[Change]) -> Totals:
    """Count changes: equal ones at once."""
    totals = Totals()
    for change, number in Counter(changes).items():
        totals.total += number
        totals.now[Status(change.now)] += number
        totals.updates += number * change.updates
        totals.overdue += number * change.is_overdue
        totals.overdue_then += number * change.was_overdue
        totals.newly_overdue += number * change.is_newly_overdue
        if change.then is None:
            totals.added += number
        else:
            totals.then[Status(change.then)] += number
            totals.moved += number * change.is_moved
    return totals


def signed(number: int) -> str:
    """Write a difference with its sign, a minus as long as a plus."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def say_changes(totals: Totals) -> str:
    """Say in a sentence what changed since the meeting before."""
    number = totals.moved
    parts = [ngettext("%d action has another status", "%d actions have another status", number) % number]
    if totals.added:
        parts.append(ngettext("%d was added", "%d were added", totals.added) % totals.added)
    number = totals.newly_overdue
    parts.append(ngettext("%d became overdue", "%d became overdue", number) % number)
    number = totals.updates
    parts.append(ngettext("%d update came in", "%d updates came in", number) % number)
    said = ", ".join(parts)
    return _("Since the meeting before: %(changes)s.") % {"changes": said}
