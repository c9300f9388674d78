"""How long a text takes to read. Pure."""

from __future__ import annotations

from typing import Final

from forums.markup import words_of

#: Words a minute of silent reading in English, rounded down from 238 for a reader of school age
#: (M. Brysbaert, Journal of Memory and Language 109, 2019).
WORDS_A_MINUTE: Final = 200


def minutes_to_read(source: str) -> int:
    """Return the whole minutes a text takes, at least one.

    Args:
        source: The text in the markup of forums/markup.py; marks are not read.
    """
    words = len(words_of(source).split())
    return max(1, round(words / WORDS_A_MINUTE))
