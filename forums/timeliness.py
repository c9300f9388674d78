"""How soon questions are answered, and how it is said. Pure: no ORM, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that went to a body: put, due, and answered on a day or not yet."""

    put_on: date
    due_on: date
    answered_on: date | None = None

    @property
    def days_taken(self) -> int | None:
        """Whole days from the day it was put to the day of its answer; None while there is none."""
        return None if self.answered_on is None else max(0, (self.answered_on - self.put_on).days)

    @property
    def is_in_time(self) -> bool:
        """Whether it was answered up to and on the day it was due."""
        return self.answered_on is not None and self.answered_on <= self.due_on


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How soon questions were answered.

    Attributes:
        asked: All of them.
        answered: Those with an answer.
        in_time: Those answered up to and on their day.
        late: Those without an answer whose day is past.
        median_days: The middle of the days that answers took, rounded up; None where there is no answer.
    """

    asked: int
    answered: int
    in_time: int
    late: int
    median_days: int | None

    @property
    def judged(self) -> int:
        """Of how many it can be said whether the answer came in time: those with one, and those overdue."""
        return self.answered + self.late


#: From so many hours on a span is said in days.
DAYS_FROM: Final = 48


def say_hours(hours: int) -> str:
    """Say how long something took: in hours up to two days, in whole days from there."""
    if hours < DAYS_FROM:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def timeliness(rows: Iterable[Asked], *, today: date) -> Timeliness:
    """Sum up how soon these questions were answered."""
    rows = list(rows)
    spans = [row.days_taken for row in rows if row.days_taken is not None]
    return Timeliness(
        asked=len(rows),
        answered=len(spans),
        in_time=sum(row.is_in_time for row in rows),
        late=sum(row.answered_on is None and row.due_on < today for row in rows),
        median_days=-int(-median(spans) // 1) if spans else None,
    )


def say_timeliness(found: Timeliness) -> str:
    """Say it in plain sentences; nothing is said of what cannot be known yet."""
    if not found.asked:
        return _("No question has been put to a body yet.")
    words = ngettext("%(asked)s question was put.", "%(asked)s questions were put.", found.asked)
    said = [words % {"asked": found.asked}]
    if found.judged:
        words = ngettext(
            "Of %(judged)s answer that was due or given, %(in_time)s came in time.",
            "Of %(judged)s answers that were due or given, %(in_time)s came in time.",
            found.judged,
        )
        said.append(words % {"judged": found.judged, "in_time": found.in_time})
    if found.median_days == 0:
        said.append(_("Half of the first answers came on the day the question was put."))
    elif found.median_days is not None:
        words = ngettext(
            "Half of the first answers came within %(days)s day.",
            "Half of the first answers came within %(days)s days.",
            found.median_days,
        )
        said.append(words % {"days": found.median_days})
    return " ".join(said)
