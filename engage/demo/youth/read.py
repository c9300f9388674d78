"""Read the youth section of the demonstration from the files beside this one. Pure: no ORM, no clock.

An article (`articles/*.txt`) is lines `key: value`, an empty line, and its text in the little markup that posts have.
A piece on its way (`pieces/*.txt`) is the same, with parts that begin with a line `== …`:

    == version 5 | Moth                    what stood there five days ago, and who saved it
    == line 5 Juno > words of the text     what an editor said about a line, five days ago, and whether it is `[done]`
    == talk 4 Moth                         what was said on the piece, four days ago
    == step 6 with_editor Moth             when it went to its next step, and by whom

Chat (`chat/*.txt`) is a post after a line `@ days | pen name`, with `[waiting]` where nobody has read it yet. A line
`== days | title` before it begins another thread; under articles the title is the name of the article's file.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
PICTURES: Final = FOLDER / "pictures"
_PART: Final = re.compile(r"^== (version|line|talk|step) ([0-9.]+) (?:\| )?([^>\[\]]+?)(?: > (.+?))?(?: \[(done)\])?$")
_THREAD: Final = re.compile(r"^== ([0-9.]+) \| (.+)$")
_POST: Final = re.compile(r"^@ ([0-9.]+) \| ([^\[\]]+?)( \[waiting\])?$")


@dataclass(frozen=True)
class Words:
    """A head of keys and values, and what stands under it."""

    slug: str
    head: dict[str, str]
    text: str

    def __getitem__(self, key: str) -> str:
        return self.head.get(key, "")

    @property
    def topics(self) -> list[str]:
        return self["topics"].split(", ") if self["topics"] else []

    @property
    def rating(self) -> int | None:
        return int(self["rating"]) if self["rating"] else None

    @property
    def days(self) -> float:
        """How many days ago it was published, or begun where it is not out yet."""
        return float(self["days"])


@dataclass
class Part:
    """A version of a piece, a comment on a line of it (`about`), a word of its talk, or a step that it took.

    Of a step, `who` is the step and then the pen name.
    """

    what: str
    days: float
    who: str
    about: str = ""
    is_done: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True)
class Piece:
    words: Words
    parts: list[Part]

    def of(self, what: str) -> list[Part]:
        """Return the parts of one sort, the oldest first."""
        return sorted((part for part in self.parts if part.what == what), key=lambda part: -part.days)


@dataclass
class Said:
    """One post of the chat: how many days ago, by whom, and whether it still waits to be read."""

    days: float
    who: str
    waits: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass
class Thread:
    days: float
    title: str
    posts: list[Said] = field(default_factory=list)


@cache
def table(name: str) -> dict[str, Any]:
    """Return what one of the TOML files says."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def articles() -> list[Words]:
    """Return the published articles, the oldest first."""
    found = [_words(path) for path in sorted((FOLDER / "articles").glob("*.txt"))]
    return sorted(found, key=lambda words: -words.days)


def pieces() -> list[Piece]:
    """Return the pieces that are on their way, the nearest to publication last."""
    found = [_piece(_words(path)) for path in sorted((FOLDER / "pieces").glob("*.txt"))]
    return sorted(found, key=lambda piece: table("team")["steps"].index(piece.words["step"]))


def chat(slug: str) -> list[Thread]:
    """Return the threads of one room of the chat.

    Raises:
        ValueError: A line stands where it means nothing.
    """
    threads: list[Thread] = []
    for line in (FOLDER / "chat" / f"{slug}.txt").read_text("utf-8").splitlines():
        if begun := _THREAD.match(line):
            threads.append(Thread(float(begun[1]), begun[2]))
        elif (post := _POST.match(line)) and threads:
            threads[-1].posts.append(Said(float(post[1]), post[2], bool(post[3])))
        elif threads and threads[-1].posts:
            threads[-1].posts[-1].lines.append(line)
        elif line.strip():
            raise ValueError(f"Before the first post: {line}")
    return threads


def figures() -> list[dict[str, str]]:
    """Return the rows of “State of young people”, as an officer uploads them."""
    with (FOLDER / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _words(path: Path) -> Words:
    head, _gap, text = path.read_text("utf-8").partition("\n\n")
    pairs = (line.partition(": ") for line in head.splitlines())
    return Words(path.stem, {key: value for key, _colon, value in pairs}, text.strip())


def _piece(words: Words) -> Piece:
    parts: list[Part] = []
    before: list[str] = []
    for line in words.text.splitlines():
        if line.startswith("== "):
            parts.append(_part(line))
        else:
            (parts[-1].lines if parts else before).append(line)
    return Piece(Words(words.slug, words.head, "\n".join(before).strip()), parts)


def _part(line: str) -> Part:
    found = _PART.match(line)
    if found is None:
        raise ValueError(f"No head of a part: {line}")
    return Part(found[1], float(found[2]), found[3], found[4] or "", found[5] == "done")
