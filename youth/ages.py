"""From an age in whole years to what is kept of it: a band, and the latest day on which the band can end. Pure.

Somebody who is so many whole years old today turns 16, or 20, at the latest that many years from today. That day is
moved on to the end of its quarter, so that no birthday can be read from it: nobody counts as older than they are, and
nobody stays longer than a year and a quarter.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from youth.models import Band

YOUNGEST: Final = 13
ALONE_FROM: Final = 16
GROWN_AT: Final = 20
OLDER_YEARS: Final = GROWN_AT - ALONE_FROM


@dataclass(frozen=True, slots=True)
class Place:
    """What is kept of an age: the band, and the last day on which somebody may still be of it."""

    band: Band
    ends_on: date


class NotOfAge(ValueError):
    """Nobody of this age joins. `is_too_young` says on which side."""

    def __init__(self, *, is_too_young: bool) -> None:
        self.is_too_young = is_too_young
        super().__init__("Too young." if is_too_young else "Grown up.")


def place_of(age: int, *, today: date) -> Place:
    """Return the band of an age in whole years, and the latest end of it.

    Raises:
        NotOfAge: Under 13, or 20 and over.
    """
    if age < YOUNGEST or age >= GROWN_AT:
        raise NotOfAge(is_too_young=age < YOUNGEST)
    is_younger = age < ALONE_FROM
    years = (ALONE_FROM if is_younger else GROWN_AT) - age
    return Place(Band.YOUNGER if is_younger else Band.OLDER, quarter_end(years_on(today, years)))


def older_end(younger_end: date) -> date:
    """Return the latest end of the older band for somebody whose younger band ended on this day."""
    return quarter_end(years_on(younger_end, OLDER_YEARS))


def years_on(day: date, years: int) -> date:
    """Return the same day so many years on; the first of March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def quarter_end(day: date) -> date:
    """Return the last day of the quarter that a day lies in."""
    month = quarter_of(day) * 3
    return date(day.year, month, monthrange(day.year, month)[1])


def quarter_start(day: date) -> date:
    """Return the first day of the quarter that a day lies in."""
    return date(day.year, quarter_of(day) * 3 - 2, 1)


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3
