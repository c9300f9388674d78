"""Periods as people write them, in the order of time. Pure.

Whether a figure rose can be said only where it is certain which period came first, so every period of a figure has to
be written in one way that leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEAR: Final = re.compile(r"(?P<year>(19|20)\d\d)", re.ASCII)
_TWO_YEARS: Final = re.compile(r"(?P<year>(19|20)\d\d)\s*(?:/|-|–|to)\s*(?P<next>(?:19|20)?\d\d)", re.ASCII | re.I)
_QUARTER: Final = re.compile(
    r"(?:Q(?P<first>[1-4])\s+(?P<year>(19|20)\d\d)|(?P<other>(19|20)\d\d)\s+Q(?P<last>[1-4]))", re.ASCII | re.I
)
_MONTH: Final = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<year>(19|20)\d\d)", re.ASCII | re.I)
#: How a period is written, and its place in time.
Read = tuple[str, int]


def read_period(text: str) -> Read | None:
    """Return how a period is written and a number that grows with time, or None where that is in doubt."""
    if found := _YEAR.fullmatch(text):
        return "year", int(found["year"])
    if found := _TWO_YEARS.fullmatch(text):
        year, following = int(found["year"]), int(found["next"])
        return ("two years", year) if following in {year + 1, (year + 1) % 100} else None
    if found := _QUARTER.fullmatch(text):
        return "quarter", 4 * int(found["year"] or found["other"]) + int(found["first"] or found["last"])
    if found := _MONTH.fullmatch(text):
        month = _month(found["month"])
        return ("month", 12 * int(found["year"]) + month) if month is not None else None
    return None


def in_order(periods: Sequence[str]) -> list[str] | None:
    """Return the periods, each once, the earliest first; None where it is not certain which comes first."""
    read = [(period, read_period(period)) for period in dict.fromkeys(periods)]
    ways = {one[0] if one else None for _period, one in read}
    places = [one[1] for _period, one in read if one]
    if len(ways) != 1 or None in ways or len(set(places)) != len(places):
        return None
    return [period for _place, period in sorted(zip(places, [period for period, _one in read], strict=True))]


def _month(name: str) -> int | None:
    """Return the place of a month in the year, from 0; its first three letters are enough, and "sept"."""
    name = name.casefold()
    found = [place for place, month in enumerate(_MONTHS) if name in {month, month[:3]}]
    return _MONTHS.index("september") if name == "sept" else found[0] if found else None
