"""The make-up of a jury against the population, told so that nobody in it can be found out. Pure arithmetic.

A jury is smaller than any minimum of the house, so its groups are merged until each that is shown holds at least
`FEWEST` jurors, and a feature is shown only where at least two such groups are left. One feature at a time; never two
together.

What two tables of the same jurors tell together: let a group of the one hold `a` of `n` jurors and one of the other
`b`. How many are in both lies between max(0, a + b - n) and min(a, b), and every number between is possible. With
FEWEST <= a, b <= n - FEWEST, which the two rules above make sure of, that range is at least FEWEST wide: no cross can
be worked out, and none is known to be as small as one person. (Fréchet's bounds; see A. Dobra and S. Fienberg, "Bounds
for cell entries in contingency tables given marginal totals", PNAS 97, 2000.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

#: With groups of two, each of the two would know the other; with three, nobody knows which of the others is which.
FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Band:
    """One group: its names, how many jurors are in it, its share of the population in per cent, if known."""

    labels: tuple[str, ...]
    jurors: int
    population: Decimal | None = None


def merge(bands: Sequence[Band], *, is_ordered: bool, fewest: int = FEWEST) -> list[Band] | None:
    """Merge groups until each holds at least `fewest`.

    Args:
        bands: The groups in display order; they exclude one another.
        is_ordered: Whether only neighbours may be merged, as with ages. Otherwise the small ones are put together.

    Returns:
        At least two groups, each of at least `fewest`, with every label of `bands` in one of them; or None, where
        that cannot be had and nothing may be shown.
    """
    merged = _neighbours(list(bands), fewest) if is_ordered else _together(bands, fewest)
    return merged if len(merged) >= 2 and all(band.jurors >= fewest for band in merged) else None


def per_cent(jurors: int, of: int) -> int:
    """Return a share in whole per cent, halves up."""
    return (200 * jurors + of) // (2 * of) if of else 0


def _neighbours(bands: list[Band], fewest: int) -> list[Band]:
    """Put the smallest group together with its smaller neighbour, until none is too small."""
    while len(bands) > 1 and min(band.jurors for band in bands) < fewest:
        place = min(range(len(bands)), key=lambda number: bands[number].jurors)
        beside = [number for number in (place - 1, place + 1) if 0 <= number < len(bands)]
        other = min(beside, key=lambda number: bands[number].jurors)
        low, high = sorted((place, other))
        bands[low : high + 1] = [_sum(bands[low : high + 1])]
    return bands


def _together(bands: Sequence[Band], fewest: int) -> list[Band]:
    """Put all that are too small into one group, and the next smallest with them while that is too small itself."""
    order = sorted(range(len(bands)), key=lambda number: bands[number].jurors)
    small = [number for number in order if bands[number].jurors < fewest]
    while small and sum(bands[number].jurors for number in small) < fewest and len(small) < len(bands):
        small.append(next(number for number in order if number not in small))
    kept = [band for number, band in enumerate(bands) if number not in small]
    return [*kept, _sum([bands[number] for number in sorted(small)])] if small else kept


def _sum(bands: Sequence[Band]) -> Band:
    shares = [band.population for band in bands]
    known = None if any(share is None for share in shares) else sum((s for s in shares if s is not None), Decimal(0))
    labels = tuple(label for band in bands for label in band.labels)
    return Band(labels, sum(band.jurors for band in bands), known)
