"""What a figure says, in a sentence or two that are true of its numbers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from questions.words import spoken_list, spoken_number
from youth.figures_periods import in_order

#: More equals than this are not named one by one.
MOST_NAMED: Final = 3
#: What the group of everybody is called in tables.
EVERYBODY: Final = frozenset({"", "all", "everybody", "everyone", "total", "all young people"})
Numbers = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of a figure by (period, group), with both in the order in which they are shown.

    `is_dated`: it is certain that the periods stand in the order of time.
    """

    unit: str
    periods: tuple[str, ...]
    groups: tuple[str, ...]
    numbers: Numbers
    is_dated: bool

    def row(self, group: str) -> list[tuple[str, Decimal]]:
        """Return the numbers of one group over time."""
        return [(period, self.numbers[period, group]) for period in self.periods if (period, group) in self.numbers]

    def column(self, period: str) -> list[tuple[str, Decimal]]:
        """Return the numbers of one period by group."""
        return [(group, self.numbers[period, group]) for group in self.groups if (period, group) in self.numbers]


def series_of(unit: str, rows: Sequence[tuple[str, str, Decimal]]) -> Series:
    """Return the numbers of a figure, from (period, group, value) in the order of the table."""
    written = list(dict.fromkeys(period for period, _group, _value in rows))
    ordered = in_order(written)
    return Series(
        unit=unit,
        periods=tuple(ordered or written),
        groups=tuple(dict.fromkeys(group for _period, group, _value in rows)),
        numbers={(period, group): value for period, group, value in rows},
        is_dated=ordered is not None,
    )


def is_share(unit: str) -> bool:
    """Whether a value is so many of a hundred."""
    return unit.startswith("%") or unit.strip().casefold() in {"percent", "per cent"}


def say(value: Decimal, unit: str) -> str:
    """Return a number with its unit, as it is printed: '12.5%', '£4', '1,240 young people'."""
    whole = value == value.to_integral_value()
    number = spoken_number(int(value) if whole else value.normalize())
    if is_share(unit):
        return f"{number}{unit}" if unit.startswith("%") else f"{number}%"
    if unit.strip() in {"£", "€", "$"}:
        return f"{unit.strip()}{number}"
    return f"{number} {unit}".strip()


def brief(value: Decimal, unit: str) -> str:
    """Return a number with as much of its unit as it needs where all of it was said beside it: '12.5%'."""
    return say(value, "%" if unit.startswith("%") else unit)


def finding_of(series: Series) -> str:
    """Return what the figure says, or nothing where it has no numbers."""
    if not series.numbers:
        return ""
    if len(series.groups) == 1:
        return _over_time(series, series.groups[0])
    last = series.periods[-1]
    across = _across(series, last)
    if len(series.periods) > 1:
        across = _("%(period)s: %(finding)s") % {"period": last, "finding": across}
    return f"{across} {_everybody(series)}".strip()


def _over_time(series: Series, group: str) -> str:
    """Say how one group went from the first period to the last, and where between it was highest or lowest."""
    row = series.row(group)
    if len(row) == 1:
        return _("%(value)s in %(period)s.") % {"value": say(row[0][1], series.unit), "period": row[0][0]}
    if not series.is_dated:
        return _extremes(row, series.unit)
    (first, start), (last, end) = row[0], row[-1]
    values = {"start": brief(start, series.unit), "first": first, "end": say(end, series.unit), "last": last}
    if end > start:
        said = _("It rose from %(start)s in %(first)s to %(end)s in %(last)s.") % values
    elif end < start:
        said = _("It fell from %(start)s in %(first)s to %(end)s in %(last)s.") % values
    else:
        said = _("It was the same in %(first)s and in %(last)s: %(end)s.") % values
    return f"{said} {_between(row, series.unit)}".strip()


def _between(row: Sequence[tuple[str, Decimal]], unit: str) -> str:
    """Say where a figure was above, or below, both its first and its last number, if at one time alone."""
    ends = (row[0][1], row[-1][1])
    high, low = max(value for _p, value in row), min(value for _p, value in row)
    said = []
    for words, value, is_beyond in (
        (_("It was highest in %(period)s: %(value)s."), high, high > max(ends)),
        (_("It was lowest in %(period)s: %(value)s."), low, low < min(ends)),
    ):
        periods = [period for period, one in row if one == value]
        if is_beyond and len(periods) == 1:
            said.append(words % {"period": periods[0], "value": brief(value, unit)})
    return " ".join(said)


def _across(series: Series, period: str) -> str:
    """Say which group is highest in a period, and which lowest; the group of everybody is none of them."""
    column = [(group, value) for group, value in series.column(period) if group.casefold() not in EVERYBODY]
    found = column or series.column(period)
    return _extremes([(group or _("everybody"), value) for group, value in found], series.unit)


def _extremes(pairs: Sequence[tuple[str, Decimal]], unit: str) -> str:
    values = [value for _name, value in pairs]
    high, low = max(values), min(values)
    if len(pairs) == 1:
        return _("%(name)s: %(value)s.") % {"name": pairs[0][0], "value": say(high, unit)}
    if high == low:
        return _("The same everywhere: %(value)s.") % {"value": say(high, unit)}
    tops = [name for name, value in pairs if value == high]
    bottoms = [name for name, value in pairs if value == low]
    high_words = low_words = ""
    if len(tops) <= MOST_NAMED:
        said = {"names": spoken_list(tops), "value": say(high, unit)}
        high_words = _("highest for %(names)s, at %(value)s") % said
    if len(bottoms) <= MOST_NAMED:
        said = {"names": spoken_list(bottoms), "value": (brief if high_words else say)(low, unit)}
        low_words = _("lowest for %(names)s, at %(value)s") % said
    words = "; ".join(one for one in (high_words, low_words) if one)
    if not words:
        return _("Between %(low)s and %(high)s.") % {"low": brief(low, unit), "high": say(high, unit)}
    return f"{words[0].upper()}{words[1:]}."


def _everybody(series: Series) -> str:
    """Say how it went over time for everybody together, if the table has them; else if it went one way for all."""
    if len(series.periods) < 2 or not series.is_dated:
        return ""
    whole = next((group for group in series.groups if group.casefold() in EVERYBODY), None)
    if whole is not None and len(series.row(whole)) > 1:
        return _("For everybody together: %(finding)s") % {"finding": _over_time(series, whole)}
    rows = [series.row(group) for group in series.groups]
    first, last = series.periods[0], series.periods[-1]
    if not all(row and row[0][0] == first and row[-1][0] == last for row in rows):
        return ""
    if all(row[-1][1] > row[0][1] for row in rows):
        return _("It has risen for every group since %(first)s.") % {"first": first}
    if all(row[-1][1] < row[0][1] for row in rows):
        return _("It has fallen for every group since %(first)s.") % {"first": first}
    return ""
