"""Read the talk of the demonstration from `talk/*.txt`. Pure: no ORM, no clock.

The form, line by line:

    == bus-ramps | 341..318 | Ramps that stay folded up    a thread: its name here, first and last day ago, its title
    about: action disabled-peoples-jury 2.1                what it hangs on (also: consultation LEAD SLUG)
    is: pinned archived slow                               switches
    @ Marion                                               a post by a member
    @ county / Public transport manager                    a post by a body, with the role of who wrote it
    @ Marion [waiting]                                     how it stands: waiting, held, removed, withdrawn, edited
                                                           (then its first line is what it said before); asks and answer
                                                           mark where a question began and its official reply
    >2 words of post two                                   a quote
    Everything else is what was written, in the little markup that posts have.

A file is one community's; several files of one community follow each other: `disabled-people.1.txt`, `.2.txt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "talk"
_HEAD: Final = re.compile(r"^== ([a-z0-9-]+) \| ([0-9.]+)\.\.([0-9.]+) \| (.+)$")
_POST: Final = re.compile(r"^@ ([^\[\]]+?)(?: \[([a-z]+)\])?$")
_QUOTE: Final = re.compile(r"^>(\d+) (.+)$")


@dataclass
class Said:
    """One post: who wrote it (`body` where an officer did, and then `who` is a role), how it stands, and its lines."""

    who: str
    body: str = ""
    mark: str = ""
    lines: list[str] = field(default_factory=list)

    def source(self, address: str) -> str:
        """Return what was typed; `address` is that of the thread, for quotes."""
        lines = self.lines[1:] if self.mark == "edited" else self.lines
        return "\n".join(_line(line, address) for line in lines).strip()

    def before(self) -> str:
        """Return what an edited post said first."""
        return self.lines[0]


@dataclass
class Talk:
    """One thread. `first` and `last` are days ago; `about` is a kind and its address in words."""

    name: str
    first: float
    last: float
    title: str
    about: list[str] = field(default_factory=list)
    switches: list[str] = field(default_factory=list)
    posts: list[Said] = field(default_factory=list)

    def numbers(self, mark: str) -> list[int]:
        """Return the numbers of the posts that carry a mark."""
        return [number for number, said in enumerate(self.posts, start=1) if said.mark == mark]


def talks_of(slug: str) -> list[Talk]:
    """Return the threads of a community, in the order of their files."""
    return [talk for path in sorted(FOLDER.glob(f"{slug}.*.txt")) for talk in read_talks(path.read_text("utf-8"))]


def read_talks(text: str) -> list[Talk]:
    """Return the threads of one file.

    Raises:
        ValueError: A line stands where it means nothing.
    """
    talks: list[Talk] = []
    for line in text.splitlines():
        if line.startswith("== "):
            talks.append(_talk(line))
        elif talks:
            _add(talks[-1], line)
        elif line.strip():
            raise ValueError(f"Before the first thread: {line}")
    return talks


def _talk(line: str) -> Talk:
    found = _HEAD.match(line)
    if found is None:
        raise ValueError(f"No head of a thread: {line}")
    return Talk(found[1], float(found[2]), float(found[3]), found[4].strip())


def _add(talk: Talk, line: str) -> None:
    if line.startswith("@ "):
        talk.posts.append(_said(line))
    elif talk.posts:
        talk.posts[-1].lines.append(line)
    elif line.startswith("about: "):
        talk.about = line.removeprefix("about: ").split()
    elif line.startswith("is: "):
        talk.switches = line.removeprefix("is: ").split()
    elif line.strip():
        raise ValueError(f"Before the first post: {line}")


def _said(line: str) -> Said:
    found = _POST.match(line)
    if found is None:
        raise ValueError(f"No head of a post: {line}")
    body, slash, role = found[1].partition(" / ")
    return Said(role if slash else found[1], body if slash else "", found[2] or "")


def _line(line: str, address: str) -> str:
    """Return a line as somebody who presses “quote” leaves it."""
    found = _QUOTE.match(line)
    return f"> [Post {found[1]}]({address}posts/{found[1]}/)\n>\n> {found[2]}\n" if found else line
