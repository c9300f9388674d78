"""Middle and spread of numbers, and the bins of a histogram: pure, over (number, how many) pairs.

A weight means repetition: `[(3, 2)]` measures as `[(3, 1), (3, 1)]`. Results are Decimals, exact but for a division.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate
from typing import Final

Pair = tuple[Decimal, int]
#: A histogram has at most this many bins.
MOST_BINS: Final = 10
#: Beyond the upper quartile by this many times the middle half's spread, numbers share one last bin.
FAR_OUT: Final = 3


@dataclass(frozen=True, slots=True)
class Bin:
    """Numbers from `low` up to, not including, `high`; without `high`, all from `low` up."""

    low: Decimal
    high: Decimal | None
    count: int = 0


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the numbers in rising order, each once, with how often it was given; never-given ones left out."""
    counts: dict[Decimal, int] = {}
    for number, weight in pairs:
        counts[number] = counts.get(number, 0) + weight
    return sorted((number, weight) for number, weight in counts.items() if weight > 0)


def mean(pairs: Sequence[Pair]) -> Decimal:
    """Return the average.

    Raises:
        ZeroDivisionError: There are no numbers.
    """
    return sum((number * weight for number, weight in pairs), Decimal()) / sum(weight for _number, weight in pairs)


def quantile(pairs: Sequence[Pair], part: Decimal) -> Decimal:
    """Return the number below which a part (0 to 1) of the others lies, between neighbours by straight line.

    The same as Python's `statistics.quantiles(…, method="inclusive")` and a spreadsheet's QUARTILE.INC.

    Args:
        pairs: In order (`in_order`), not empty.
    """
    ends = list(accumulate(weight for _number, weight in pairs))
    spot = part * (ends[-1] - 1)
    below = int(spot)
    lower, upper = _at(pairs, ends, below), _at(pairs, ends, min(below + 1, ends[-1] - 1))
    return lower + (upper - lower) * (spot - below)


def _at(pairs: Sequence[Pair], ends: Sequence[int], index: int) -> Decimal:
    return next(number for (number, _weight), end in zip(pairs, ends, strict=True) if index < end)


def bins(pairs: Sequence[Pair]) -> list[Bin]:
    """Return the bins of a histogram, of one round width (1, 2 or 5 times a power of ten), empty ones kept.

    Numbers far out share the last bin, so that one strange answer does not squeeze all others into the first.

    Args:
        pairs: In order (`in_order`).
    """
    if not pairs:
        return []
    least, most = pairs[0][0], pairs[-1][0]
    lower, upper = quantile(pairs, Decimal("0.25")), quantile(pairs, Decimal("0.75"))
    fence = upper + FAR_OUT * (upper - lower)
    is_open = upper > lower and most > fence
    top = fence if is_open else most
    width = _width(least, top, is_whole=all(number == int(number) for number, _weight in pairs))
    low = (least / width).to_integral_value(ROUND_FLOOR) * width
    edges = [low]
    while edges[-1] + width <= top:
        edges.append(edges[-1] + width)
    return [
        Bin(edge, None if is_open and last else edge + width, _count(pairs, edge, None if last else edge + width))
        for edge, last in ((edge, edge == edges[-1]) for edge in edges)
    ]


def _count(pairs: Sequence[Pair], low: Decimal, high: Decimal | None) -> int:
    return sum(weight for number, weight in pairs if low <= number and (high is None or number < high))


def _width(least: Decimal, most: Decimal, *, is_whole: bool) -> Decimal:
    """Return the smallest round width that covers the span in at most MOST_BINS bins."""
    exponent = (most - least).adjusted() - 2 if most > least else 0
    while True:
        for digit in (1, 2, 5):
            width = Decimal(digit).scaleb(exponent)
            first = (least / width).to_integral_value(ROUND_FLOOR)
            last = (most / width).to_integral_value(ROUND_FLOOR)
            if last - first < MOST_BINS and (width >= 1 or not is_whole):
                return width
        exponent += 1
