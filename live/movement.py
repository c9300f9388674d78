"""Who moved between two rounds of a question, from where to where, without pointing at few. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from live.suppression import groups_to_show

#: What somebody chose before and after; None where they did not take part.
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Move:
    """One row: where people stood before; for each choice how many stand there now, None where that is not told."""

    label: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """`moved` of `both` people who answered twice changed their answer; None where that would point at few."""

    both: int
    moved: int | None
    labels: tuple[str, ...]
    rows: tuple[Move, ...]

    @property
    def has_gaps(self) -> bool:
        return any(count is None for row in self.rows for count in row.counts)

    @property
    def is_told(self) -> bool:
        """Whether any single move may be told."""
        return any(count is not None for row in self.rows for count in row.counts)


def movement_of(pairs: Mapping[Pair, int], names: Mapping[int, str], *, minimum: int) -> Movement:
    """Count who moved.

    Both results are known to everybody, choice by choice; beyond them nothing is told from which a set of fewer than
    `minimum` people could be worked out.

    Args:
        pairs: How many people chose what before and after.
        names: The choices, in display order.
        minimum: The smallest set that may be told about.
    """
    return _movement(
        frozenset((pair, number) for pair, number in pairs.items() if number), tuple(names.items()), minimum
    )


@lru_cache(maxsize=64)
def _movement(counted: frozenset[tuple[Pair, int]], named: tuple[tuple[int, str], ...], minimum: int) -> Movement:
    """Work it out once: screens ask every two seconds, and two closed rounds do not change."""
    cells, names = dict(sorted(counted, key=str)), dict(named)
    sides: tuple[int | None, ...] = (*names, None)
    everybody: dict[Pair, int] = {(a, b): cells.get((a, b), 0) for a, b in product(sides, sides)}
    known = [[pair for pair in everybody if pair[place] == choice] for place in (0, 1) for choice in names]
    both = [pair for pair in cells if None not in pair]
    movers = [pair for pair in both if pair[0] != pair[1]]
    candidates: dict[object, list[Pair]] = {"both": both, "moved": movers}
    candidates |= {(a, b): [(a, b)] for a in names for b in names if (a, b) in cells}
    told = set(groups_to_show(candidates, everybody, minimum, known=known))
    rows = tuple(
        Move(name, tuple(cells.get((a, b), 0) if (a, b) in told else None for b in names)) for a, name in names.items()
    )
    return Movement(
        both=sum(cells[pair] for pair in both) if "both" in told else 0,
        moved=sum(cells[pair] for pair in movers) if {"both", "moved"} <= told else None,
        labels=tuple(names.values()),
        rows=rows,
    )
