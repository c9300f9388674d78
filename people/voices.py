"""What people say about a thing. The room in which they talk tells it here in `AppConfig.ready`; pages of things ask.

Nobody below that room names a forum or a thread. Kinds of things are words that both sides know: see `Kind`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol


class Kind(StrEnum):
    """What people can talk about."""

    CONSULTATION = "consultation"
    ACTION = "action"
    REPORT = "report"
    PAGE = "page"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said: the beginning of it, and the talk it belongs to.

    Attributes:
        author: The name they chose, or the role in which they write for `body`.
        url: Where it stands.
    """

    author: str
    body: str
    words: str
    said_at: datetime
    talk: str
    url: str


@dataclass(frozen=True, slots=True)
class Voices:
    """The latest of what people say about one thing, the newest first, and where one joins in."""

    latest: tuple[Voice, ...]
    url: str


class Room(Protocol):
    """What the room in which people talk fills in."""

    def about(self, kind: Kind, pk: int) -> Voices:
        """Return what everybody may read of what is said about this; one statement, however much it is."""


_rooms: Final[dict[str, Room]] = {}


def register(name: str, room: Room) -> None:
    """Make a room known. The same name again replaces the first."""
    _rooms[name] = room


def voices_about(kind: Kind, pk: int) -> Voices | None:
    """Return what people say about a thing that everybody may see; None where nobody can talk anywhere."""
    return next((room.about(kind, pk) for room in _rooms.values()), None)
