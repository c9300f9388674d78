"""Addresses made of titles. Pure: no ORM, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count


def first_free(stem: str, taken: Iterable[str]) -> str:
    """Return the stem, or the stem with the first number from 2 on that makes it one that is not taken."""
    known = set(taken)
    if stem not in known:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in known)
