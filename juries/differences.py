"""What changed between two versions of a text, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Change = Literal["same", "added", "removed"]
#: A word with the blanks before it, so that the pieces put together are the text again.
WORDS: Final = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stand in both versions, only in the newer, or only in the older."""

    change: Change
    text: str


def differences(older: str, newer: str) -> list[Piece]:
    """Return the words of both versions in order, what was removed before what came in its place.

    All pieces but the added ones make up the older text; all but the removed ones the newer.
    """
    before, after = WORDS.findall(older), WORDS.findall(newer)
    return [piece for step in _steps(before, after) for piece in step if piece.text]


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[Piece, ...]]:
    for kind, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        if kind == "equal":
            yield (Piece("same", new),)
        else:
            yield (Piece("removed", old), Piece("added", new))


def counted(pieces: list[Piece]) -> tuple[int, int]:
    """Return how many words were added and how many removed."""
    added, removed = (
        sum(len(piece.text.split()) for piece in pieces if piece.change == change) for change in ("added", "removed")
    )
    return added, removed
