"""A plan as lists, filters and counts look at it: one line an action. Pure: no ORM, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from actions.standing import Status, is_overdue, is_silent

#: How the filter calls actions whose owner is not named yet.
NOBODY: Final = "not-named"


@dataclass(frozen=True, slots=True)
class Line:
    """One action: how it stands today, without its words."""

    pk: int
    theme: str
    status: str
    owner: str
    owner_slug: str
    is_overdue: bool
    is_silent: bool


def line(
    *,
    pk: int,
    theme: str,
    status: str,
    owner: str | None,
    owner_slug: str | None,
    due_on: date | None,
    word_on: date | None,
    today: date,
) -> Line:
    """Return one action's line as it stands on a day."""
    return Line(
        pk=pk,
        theme=theme,
        status=status,
        owner=owner or "",
        owner_slug=owner_slug or NOBODY,
        is_overdue=is_overdue(status=status, due_on=due_on, today=today),
        is_silent=is_silent(status=status, word_on=word_on, today=today),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How the actions of a plan stand together; every status is there, zeros kept."""

    statuses: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    overdue: int = 0
    silent: int = 0

    @property
    def total(self) -> int:
        return sum(self.statuses.values())

    @property
    def done(self) -> int:
        return self.statuses[Status.DONE]


def count(lines: Iterable[Line]) -> Counts:
    """Count lines by status and by what the calendar says."""
    found = list(lines)
    by_status = Counter(one.status for one in found)
    return Counts(
        {status: by_status[status.value] for status in Status},
        overdue=sum(one.is_overdue for one in found),
        silent=sum(one.is_silent for one in found),
    )


def together(parts: Iterable[Counts]) -> Counts:
    """Add the counts of several plans up."""
    found = list(parts)
    return Counts(
        {status: sum(one.statuses[status] for one in found) for status in Status},
        overdue=sum(one.overdue for one in found),
        silent=sum(one.silent for one in found),
    )


def by_theme(lines: Sequence[Line]) -> list[Line]:
    """Put the actions of one theme together: themes as they first appear, actions within as they stood."""
    place: dict[str, int] = {}
    for one in lines:
        place.setdefault(one.theme, len(place))
    return sorted(lines, key=lambda one: place[one.theme])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of a plan; empty fields ask for nothing. Different fields narrow each other."""

    status: str = ""
    owner: str = ""
    theme: str = ""
    is_overdue: bool = False
    is_silent: bool = False

    @property
    def is_anything(self) -> bool:
        return self != Wanted()

    def lets_through(self, one: Line) -> bool:
        return (
            (not self.status or one.status == self.status)
            and (not self.owner or one.owner_slug == self.owner)
            and (not self.theme or one.theme == self.theme)
            and (not self.is_overdue or one.is_overdue)
            and (not self.is_silent or one.is_silent)
        )
