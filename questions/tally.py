"""Counting answers: pure, over distinct values with weights, so that a database may group before we count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: A distinct value and how many gave it.
Weighted = tuple[Any, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one question, in plain values that survive JSON, even where it keeps no order of keys.

    `answered`: how many answered the question, the whole of every percentage. `counts`: per choice id, rating, bin or
    month (as text, in display order). `rows`: per matrix row, counts per choice. `measures`: mean, median and the
    like, as decimal text.
    """

    answered: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "answered": self.answered,
            "counts": dict(self.counts),
            "rows": {row: dict(counts) for row, counts in self.rows.items()},
            "measures": dict(self.measures),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Tally:
        return cls(**{name: data[name] for name in ("answered", "counts", "rows", "measures") if name in data})


def count_marks(ids: Sequence[int], marks: Iterable[tuple[Iterable[int], int]]) -> dict[str, int]:
    """Count how many marked each choice.

    Args:
        ids: Every choice that was ever on offer, in display order.
        marks: Distinct sets of marked choice ids, with how many gave each.

    Returns:
        Counts per choice id (as text), zeros kept, in the order of `ids`.

    Raises:
        ValueError: A mark for a choice that never was on offer.
    """
    counts = dict.fromkeys(ids, 0)
    for marked, weight in marks:
        for choice_id in set(marked):
            if choice_id not in counts:
                raise ValueError(f"No such choice: {choice_id!r}")
            counts[choice_id] += weight
    return {str(choice_id): count for choice_id, count in counts.items()}
