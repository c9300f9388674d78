"""When a room takes posts, by the clock on the wall, and how it is said. Pure: no ORM, no clock.

Windows are half-open: opens <= now < closes. They are compared as the clock shows them, so that a room that opens at
four opens at four on both sides of a change to summer time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from core.moments import say_day

#: No chat before seven and none from nine in the evening: the hours in which nobody under age is written to either.
EARLIEST: Final = time(7)
LATEST: Final = time(21)
DAYS: Final = 7
A_MONDAY: Final = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Hours:
    """One window of a week; 0 is Monday."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Opening:
    """How a room stands at a moment.

    Attributes:
        is_open: Whether it takes posts.
        window: The window it is in or, closed, the next one; None where it has no hours.
        days: How many days off that window is: 0 is today.
        at: The moment, by the clock on the wall.
    """

    is_open: bool
    window: Hours | None
    days: int
    at: datetime


def opening_at(hours: Iterable[Hours], local: datetime) -> Opening:
    """Return how a room with these hours stands when the clock on the wall shows `local`."""
    week = sorted(hours, key=lambda one: (one.weekday, one.opens))
    for days in range(DAYS + 1):
        weekday = (local.weekday() + days) % DAYS
        for window in (one for one in week if one.weekday == weekday):
            if days or local.time() < window.opens:
                return Opening(is_open=False, window=window, days=days, at=local)
            if local.time() < window.closes:
                return Opening(is_open=True, window=window, days=0, at=local)
    return Opening(is_open=False, window=None, days=0, at=local)


def say_opening(opening: Opening) -> str:
    """Say it in a line: 'Open today 4 pm to 8 pm', 'Opens tomorrow at 4 pm'."""
    window = opening.window
    if window is None:
        return _("No opening hours are set just now. You can read what was said.")
    if opening.is_open:
        return _("Open today %(hours)s") % {"hours": say_window(window)}
    if opening.days == 0:
        words = _("Opens today at %(time)s")
    elif opening.days == 1:
        words = _("Opens tomorrow at %(time)s")
    else:
        words = _("Opens %(day)s at %(time)s")
    return words % {"day": _day(opening), "time": say_clock(window.opens)}


def say_week(hours: Iterable[Hours]) -> list[tuple[str, str]]:
    """Return each day from Monday on with its hours, in words."""
    known: dict[int, list[str]] = {day: [] for day in range(DAYS)}
    for one in sorted(hours, key=lambda one: (one.weekday, one.opens)):
        known[one.weekday].append(say_window(one))
    return [(say_weekday(day), ", ".join(windows) or _("closed")) for day, windows in known.items()]


def say_window(window: Hours) -> str:
    return _("%(from)s to %(until)s") % {"from": say_clock(window.opens), "until": say_clock(window.closes)}


def say_clock(moment: time) -> str:
    """Say a time of day: 9 am, 2:30 pm, midday, midnight."""
    if moment == time(12):
        return _("midday")
    if moment == time(0):
        return _("midnight")
    digits = time_format(moment, "g:i" if moment.minute else "g")
    return (_("%s am") if moment.hour < 12 else _("%s pm")) % digits


def say_weekday(day: int) -> str:
    """Say a day of the week, 0 for Monday."""
    return date_format(A_MONDAY + timedelta(days=day), "l")


def _day(opening: Opening) -> str:
    day = opening.at.date() + timedelta(days=opening.days)
    return date_format(day, "l") if opening.days < DAYS else say_day(day, at=opening.at)
