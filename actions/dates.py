"""Dates as people write them in plans: "31/03/07", "Spring 2007", "by end of March", "Q3 2026/27", "ongoing". Pure.

A due date is the last day on which something is in time, so a month, a quarter or a year stands for its last day. That
is told, never done in silence: a reading says how sure it is, and what is not sure is asked of the officer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _


class Sure(StrEnum):
    """How sure a reading is.

    EXACT: these words name one day. ROUNDED: they name a month, a quarter or a year, whose last day it is.
    NO_DAY: they say that there is no day. ASK: they can be read in several ways, or in none.
    """

    EXACT = "exact"
    ROUNDED = "rounded"
    NO_DAY = "no_day"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Reading:
    """What words about a date say.

    Attributes:
        day: The day; where `sure` is ASK, what it would be by the likeliest reading, or None.
        words: The words, tidied, where they say something that the day does not; empty for an exact day.
        why: What has to be asked, in words; empty unless `sure` is ASK.
    """

    day: date | None
    words: str
    sure: Sure
    why: str = ""


MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
#: The month in which each season ends; winter ends in the year after.
SEASONS: Final = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
NO_DAYS: Final = frozenset(
    {"annual", "annually", "continuing", "continuous", "each year", "every year", "monthly", "n/a", "na", "no date"}
    | {"none", "not set", "on going", "on-going", "ongoing", "quarterly", "regularly", "rolling", "tba", "tbc"}
    | {"to be agreed", "to be confirmed", "yearly", "-", "–"}
)
EARLIEST, LATEST = 1900, 2199
_MONTH: Final = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
_TWO_YEARS: Final = r"(?P<year>\d{4})\s*[/–-]\s*(?P<next>\d{4}|\d{2})"
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_date(words: str, *, today: date) -> Reading:
    """Read a date.

    Args:
        words: What stands in the cell; not blank.
        today: Where words name no year, the next such day from here on is offered, and asked about.
    """
    tidy = " ".join(words.split())
    plain = tidy.lower().rstrip(".")
    if plain in NO_DAYS:
        return Reading(None, tidy, Sure.NO_DAY)
    for pattern, read in _READERS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return read(found, tidy, today)
    return _ask(tidy, None, _("We cannot read a date in this."))


def _iso(found: re.Match[str], words: str, today: date) -> Reading:
    return _exact(words, int(found["year"]), int(found["month"]), int(found["day"]))


def _numbers(found: re.Match[str], words: str, today: date) -> Reading:
    """Day, month and year as numbers, in the order of this country unless that makes no sense."""
    day, month, year = int(found["day"]), int(found["month"]), _full(found["year"])
    if month > 12 >= day:
        return _ask(words, _day(year, day, month), _("The month stands first here. Is this the day?"))
    reading = _exact(words, year, month, day)
    if reading.sure is Sure.EXACT and day <= 12 and day != month:
        return _ask(words, reading.day, _("Day and month could be the other way round. Is this the day?"))
    return reading


def _named(found: re.Match[str], words: str, today: date) -> Reading:
    """A day with the month in letters, with or without a year and a day of the week."""
    month, number = MONTHS[found["month"]], int(found["day"])
    if not found["year"]:
        return _ask(words, _next(today, month, number), _("No year is given. Is this the day?"))
    reading = _exact(words, _full(found["year"]), month, number)
    weekday = found["weekday"]
    if weekday and reading.day and _WEEKDAYS[reading.day.weekday()] != weekday[:3]:
        return _ask(words, reading.day, _("That day is not on this day of the week. Is this the day?"))
    return reading


def _month(found: re.Match[str], words: str, today: date) -> Reading:
    """A month, as a whole or its beginning, middle or end."""
    month, part = MONTHS[found["month"]], (found["part"] or "").strip()
    if not found["year"]:
        return _ask(words, _next(today, month, None), _("No year is given. Is this the day?"))
    year = _full(found["year"])
    if part in {"early", "beginning of", "start of", "mid", "mid-", "middle of", "late"}:
        number = {"e": 10, "b": 10, "s": 10, "m": 15}.get(part[0])
        return _ask(words, _day(year, month, number), _("Which day is the last in time?"))
    if found["by"] and not part:
        return _ask(words, _day(year, month, None), _("Does that mean by the end of the month?"))
    return _rounded(words, _day(year, month, None))


def _season(found: re.Match[str], words: str, today: date) -> Reading:
    month = SEASONS[found["season"]]
    later = found["season"] == "winter"
    if not found["year"]:
        return _ask(words, _next(today, month, None), _("No year is given, and a season has no last day of its own."))
    day = _day(_full(found["year"]) + later, month, None)
    return _ask(words, day, _("A season has no last day of its own. Is this the day?"))


def _financial_quarter(found: re.Match[str], words: str, today: date) -> Reading:
    year, quarter = int(found["year"]), int(found["quarter"])
    if not _follows(year, found["next"]):
        return _ask(words, None, _("These two years do not follow each other."))
    return _rounded(words, _day(year + (quarter == 4), (6, 9, 12, 3)[quarter - 1], None))


def _quarter(found: re.Match[str], words: str, today: date) -> Reading:
    day = _day(_full(found["year"]), int(found["quarter"]) * 3, None)
    return _ask(words, day, _("A quarter of the calendar year, or of the financial year? Write the day."))


def _financial_year(found: re.Match[str], words: str, today: date) -> Reading:
    year = int(found["year"])
    if not _follows(year, found["next"]):
        return _ask(words, None, _("These two years do not follow each other."))
    return _rounded(words, _day(year + 1, 3, None))


def _year(found: re.Match[str], words: str, today: date) -> Reading:
    day = _day(int(found["year"]), 12, None)
    if found["part"]:
        return _rounded(words, day)
    return _ask(words, day, _("The end of the calendar year, or another day?"))


def _numbered_month(found: re.Match[str], words: str, today: date) -> Reading:
    return _rounded(words, _day(int(found["year"]), int(found["month"]), None))


def _exact(words: str, year: int, month: int, number: int) -> Reading:
    day = _day(year, month, number)
    return Reading(day, "", Sure.EXACT) if day else _ask(words, None, _("There is no such day."))


def _rounded(words: str, day: date | None) -> Reading:
    return Reading(day, words, Sure.ROUNDED) if day else _ask(words, None, _("There is no such day."))


def _ask(words: str, day: date | None, why: str) -> Reading:
    return Reading(day, words, Sure.ASK, why)


def _full(year: str) -> int:
    """Two figures are a year between 1970 and 2069."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 70 else 1900)


def _day(year: int, month: int, number: int | None) -> date | None:
    """Return a day, the last of its month where no number is given; None where there is none."""
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12):
        return None
    last = monthrange(year, month)[1]
    number = last if number is None else number
    return date(year, month, number) if 1 <= number <= last else None


def _next(today: date, month: int, number: int | None) -> date | None:
    """Return the first such day from today on; a 29 February may be four years away."""
    days = (_day(year, month, number) for year in range(today.year, today.year + 9))
    return next((day for day in days if day is not None and day >= today), None)


def _follows(year: int, after: str) -> bool:
    return int(after) == (year + 1 if len(after) == 4 else (year + 1) % 100)


def _compiled(
    *parts: tuple[str, Callable[[re.Match[str], str, date], Reading]],
) -> list[tuple[re.Pattern[str], Callable[[re.Match[str], str, date], Reading]]]:
    return [(re.compile(pattern, re.ASCII), read) for pattern, read in parts]


_BY: Final = r"(?P<by>by |before the end of |due |until )?(?:the )?"
_END: Final = r"(?P<part>(?:the )?end(?: of)? |early |beginning of |start of |mid[ -]|middle of |late )?"
_NUMBER: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY: Final = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_SPACE: Final = r"[ \-/]?,? ?"
_READERS: Final = _compiled(
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ t]00:00(?::00)?)?", _iso),
    (_BY + _WEEKDAY + r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-]" + _YEAR, _numbers),
    (_BY + _WEEKDAY + _NUMBER + r"(?: of)?" + _SPACE + _MONTH + rf"(?:{_SPACE}{_YEAR})?", _named),
    (_BY + _WEEKDAY + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?", _named),
    (_BY + _END + _MONTH + rf"(?:{_SPACE}'?{_YEAR})?", _month),
    (_BY + r"(?P<month>\d{1,2})/(?P<year>\d{4})", _numbered_month),
    (_BY + r"(?:the )?(?:end(?: of)? )?(?P<season>spring|summer|autumn|winter)(?: of)?(?: (?P<year>\d{4}))?", _season),
    (_BY + r"(?P<season>winter) (?P<year>\d{4})[/–-]\d{2,4}", _season),
    (_BY + _END + r"q(?:uarter)? ?(?P<quarter>[1-4]),?(?: of)? " + _TWO_YEARS, _financial_quarter),
    (_BY + _END + _TWO_YEARS + r",? q(?:uarter)? ?(?P<quarter>[1-4])", _financial_quarter),
    (_BY + _END + r"q(?:uarter)? ?(?P<quarter>[1-4]),?(?: of)? (?P<year>\d{4})", _quarter),
    (_BY + _END + _TWO_YEARS, _financial_year),
    (_BY + r"(?P<part>(?:the )?end(?: of)? )?(?P<year>\d{4})", _year),
)
