"""A QR code as one SVG path, so that it can be drawn at any size in any colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

_QUIET = 2


@dataclass(frozen=True, slots=True)
class QrPath:
    """`size`: modules along one side, the quiet zone included. `path`: the dark modules, one unit each."""

    size: int
    path: str


@lru_cache(maxsize=256)
def qr_path(text: str) -> QrPath:
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    parts = [
        f"M{start + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    return QrPath(size=len(rows) + 2 * _QUIET, path="".join(parts))


def _runs(row: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of dark modules begins and how long it is."""
    start = 0
    for dark, stretch in groupby(row, key=bool):
        length = len(list(stretch))
        if dark:
            yield start, length
        start += length
