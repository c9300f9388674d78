"""A figure as a chart with its table: what `questions/figure.html` draws. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from questions.figures import Bar, Figure, length
from youth.figures_words import Series, brief, finding_of, is_share, series_of


def draw(
    *, slug: str, title: str, unit: str, note: str, rows: Sequence[tuple[str, str, Decimal]], lang: str = "en-gb"
) -> Figure:
    """Return the chart of one figure, from (period, group, value) in the order of the table.

    Bars show one group over time; or groups in the latest period and, hatched, in the first. Numbers below nought are
    told in words and in the table alone.
    """
    series = series_of(unit, rows)
    return Figure(
        id=f"figure-{slug}",
        title=title,
        finding=finding_of(series),
        note=note,
        bars=tuple(_bars(series)) if all(value >= 0 for value in series.numbers.values()) else (),
        columns=(_("Period"), *(group or unit for group in series.groups)),
        rows=tuple(_table(series)),
        lang=lang,
    )


def _bars(series: Series) -> Iterator[Bar]:
    longest = _longest(series)
    if len(series.groups) > 1:
        yield from _by_group(series, longest)
        return
    row = series.row(series.groups[0])
    for place, (period, value) in enumerate(row):
        is_last = series.is_dated and place == len(row) - 1
        yield _bar(period, value, longest, series.unit, look="lead" if is_last else "rest")


def _longest(series: Series) -> float:
    """Return what a whole track stands for: a hundred where shares are drawn, else the largest number."""
    largest = max(series.numbers.values(), default=Decimal(0))
    return float(max(largest, Decimal(100)) if is_share(series.unit) else largest)


def _by_group(series: Series, longest: float) -> Iterator[Bar]:
    first, last = series.periods[0], series.periods[-1]
    for group in series.groups:
        for period in dict.fromkeys((last, first)):
            found = series.numbers.get((period, group))
            if found is not None:
                note = "" if first == last else period
                look = "lead" if period == last else "rest"
                yield _bar(group or _("Everybody"), found, longest, series.unit, look=look, note=note)


def _bar(label: str, value: Decimal, longest: float, unit: str, *, look: str, note: str = "") -> Bar:
    size = length(float(value), longest)
    return Bar(label, int(value), "", size, look=look, note=note, value=brief(value, unit), lang="en-gb")


def _table(series: Series) -> Iterator[tuple[str, ...]]:
    for period in series.periods:
        cells = (series.numbers.get((period, group)) for group in series.groups)
        yield period, *(_("not known") if cell is None else brief(cell, series.unit) for cell in cells)
