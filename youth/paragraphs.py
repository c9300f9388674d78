"""The paragraphs of a draft: counted, quoted, compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_BREAK: Final = re.compile(r"\n[ \t]*\n\s*")
QUOTE: Final = 200
#: With fewer of their words in common, in order, two paragraphs are not versions of one another.
ALIKE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph in two versions: the same, changed, new (no `before`) or gone (no `after`)."""

    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return "same" if self.before == self.after else "changed"


def paragraphs(source: str) -> list[str]:
    """Return the paragraphs of a text as they were typed, without those that are empty."""
    text = source.replace("\r\n", "\n").strip()
    return [part.strip("\n") for part in _BREAK.split(text) if part.strip()]


def beginning(paragraph: str) -> str:
    """Return how a paragraph begins, by which it is found again in a later version."""
    return " ".join(paragraph.split())[:QUOTE]


def place_of(quote: str, number: int, lines: Sequence[str]) -> tuple[int, bool]:
    """Return where a comment belongs now, and whether its paragraph still begins as it did.

    Args:
        quote: How the paragraph began when the comment was written.
        number: Its number then, from 1.
        lines: The paragraphs now.

    Returns:
        The number of the paragraph, from 1; 0 where there are none.
    """
    same = [place for place, line in enumerate(lines, start=1) if beginning(line) == quote]
    if same:
        return min(same, key=lambda place: abs(place - number)), True
    return min(number, len(lines)), False


def compare(before: str, after: str) -> list[Change]:
    """Return both versions of a text, paragraph by paragraph, in reading order."""
    old, new = paragraphs(before), paragraphs(after)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Change(line, line) for line in old[a:b]]
        else:
            found += _paired(old[a:b], new[c:d])
    return found


def _paired(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Set what was changed beside what it became; what is not alike went, or came."""
    found: list[Change] = []
    for number in range(max(len(old), len(new))):
        before = old[number] if number < len(old) else None
        after = new[number] if number < len(new) else None
        if before is not None and after is not None and not _is_alike(before, after):
            found += [Change(before, None), Change(None, after)]
        else:
            found.append(Change(before, after))
    return found


def _is_alike(before: str, after: str) -> bool:
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() >= ALIKE
