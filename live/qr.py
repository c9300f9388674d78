"""A QR code as one SVG path, so that it can be drawn at any size in any colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

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
    parts = [f"M{x + _QUIET} {y + _QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return QrPath(size=len(rows) + 2 * _QUIET, path="".join(parts))
