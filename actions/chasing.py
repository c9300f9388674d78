"""When an owner is reminded of a promise. Pure: days in, steps out.

    due      14 days before the last day in time
    late     the day after it, then every 14 days, four times more
    silent   the first day of silence, then once a quarter

A step may be told from its day on until the next one's: a site that was down for a day loses none, and an old plan that
is published late does not bring every step at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from actions.standing import FINISHED, quiet_until

DAYS_BEFORE: Final = 14
DAYS_BETWEEN: Final = 14
TIMES_AGAIN: Final = 4


class Reason(StrEnum):
    """Why somebody is reminded, the most pressing first: the order of the letter."""

    LATE = "late"
    DUE = "due"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder. An action gets it once for each `about_on`, the day it counts from, and `number`."""

    reason: Reason
    number: int
    about_on: date


def due_step(*, status: str, due_on: date | None, today: date) -> Step | None:
    """Return the reminder of a due date that is in its time on `today`; None before the first and after the last."""
    if due_on is None or status in FINISHED:
        return None
    if due_on - timedelta(days=DAYS_BEFORE) <= today <= due_on:
        return Step(Reason.DUE, 0, due_on)
    number = ((today - due_on).days - 1) // DAYS_BETWEEN
    if not 0 <= number <= TIMES_AGAIN:
        return None
    return Step(Reason.LATE, number, due_on)


def silent_step(*, status: str, word_on: date | None, today: date) -> Step | None:
    """Return the reminder of a silence: the quarter it is in, counted from the last word."""
    if word_on is None or status in FINISHED:
        return None
    number, until = 0, quiet_until(word_on)
    if today < until:
        return None
    while (following := quiet_until(until)) <= today:
        number, until = number + 1, following
    return Step(Reason.SILENT, number, word_on)


def steps(*, status: str, due_on: date | None, word_on: date | None, today: date) -> list[Step]:
    """Return every reminder that an action may get today, the most pressing first."""
    found = (
        due_step(status=status, due_on=due_on, today=today),
        silent_step(status=status, word_on=word_on, today=today),
    )
    return [step for step in found if step is not None]
