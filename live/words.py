"""A cloud of words: which words were written how often, and how large each is drawn. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Sizes of letters in a cloud, 1 the smallest. Style sheets name them.
SIZES: Final = 6
MOST: Final = 40
LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase, as most people spelt it."""

    word: str
    count: int
    size: int


def cloud_of(texts: Iterable[str], *, most: int = MOST) -> list[Entry]:
    """Count what was written, the commonest first.

    What people wrote counts whole, whatever its case, accents kept, ends without punctuation: 'Buses!' and 'buses' are
    one. The spelling shown is the commonest one.

    Returns:
        At most `most` entries, sizes 1 to SIZES in proportion to the commonest.
    """
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        tidy = tidied(text)
        if tidy:
            spellings.setdefault(tidy.casefold(), Counter())[tidy] += 1
    counted = sorted(
        (
            (sum(found.values()), key, min(found, key=lambda one: (-found[one], one)))
            for key, found in spellings.items()
        ),
        key=lambda entry: (-entry[0], entry[1]),
    )[:most]
    top = counted[0][0] if counted else 1
    return [Entry(word=word, count=count, size=1 + (SIZES - 1) * count // top) for count, _key, word in counted]


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda one: (-spellings[one], one))


def tidied(text: str) -> str:
    """Return a text on one line, shortened, without punctuation around it."""
    line = " ".join(unicodedata.normalize("NFC", text).split())[:LONGEST]
    return line.strip(" .,;:!?'\"()[]‘’“”…-–")
