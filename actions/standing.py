"""How an action stands: what its owner said last, and what the calendar says by itself. Pure: no ORM, no clock.

A status is what an officer writes with a progress update. Beside it stand two marks that nobody writes:

    overdue     due_on < today, and it is not finished
    silent      quiet_until(last word) <= today, and it is not finished

`due_on` is the last day on which it is still in time. The last word is the day of the latest progress update, or, while
there is none, the day the action was put into a published plan. A quarter is three calendar months: after a word on
30 November the action is silent from 28 February on (29 February in a leap year).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import IntEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

QUIET_MONTHS: Final = 3


class Status(TextChoices):
    """What the owner of an action says of it."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    LATE = "late", _("Late")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Will not be done")


#: Nothing more is owed: the calendar marks these no more.
FINISHED: Final = frozenset({Status.DONE, Status.DROPPED})


class Urgency(IntEnum):
    """How soon somebody must act, the most urgent first: the order of the owners' work list."""

    OVERDUE = 0
    LATE = 1
    SILENT = 2
    AT_RISK = 3
    OPEN = 4
    FINISHED = 5


def is_overdue(*, status: str, due_on: date | None, today: date) -> bool:
    """Whether the last day on which it would have been in time is past and it is not finished."""
    return due_on is not None and due_on < today and status not in FINISHED


def days_overdue(*, due_on: date, today: date) -> int:
    """Whole days since the last day in time; at least 1 once it is overdue."""
    return (today - due_on).days


def quiet_until(word_on: date) -> date:
    """Return the first day on which an action last spoken of on `word_on` counts as silent: three months later.

    Where that month is shorter, its last day.
    """
    months = word_on.year * 12 + word_on.month - 1 + QUIET_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, min(word_on.day, monthrange(year, month + 1)[1]))


def quiet_since(today: date) -> date:
    """Return the latest day that a last word may date from so that the action counts as silent on `today`.

    The other way round of `quiet_until`, for a set of rows: `quiet_until(word_on) <= today` exactly where
    `word_on <= quiet_since(today)`.
    """
    months = today.year * 12 + today.month - 1 - QUIET_MONTHS
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    is_last_day = today.day == monthrange(today.year, today.month)[1]
    return date(year, month + 1, last if is_last_day else min(today.day, last))


def is_silent(*, status: str, word_on: date | None, today: date) -> bool:
    """Whether a quarter has gone without a word about it. `word_on` is None while its plan is not published."""
    return word_on is not None and status not in FINISHED and quiet_until(word_on) <= today


def urgency(*, status: str, due_on: date | None, word_on: date | None, today: date) -> Urgency:
    """Return how soon somebody must act."""
    if status in FINISHED:
        return Urgency.FINISHED
    if is_overdue(status=status, due_on=due_on, today=today):
        return Urgency.OVERDUE
    if status == Status.LATE:
        return Urgency.LATE
    if is_silent(status=status, word_on=word_on, today=today):
        return Urgency.SILENT
    return Urgency.AT_RISK if status == Status.AT_RISK else Urgency.OPEN
