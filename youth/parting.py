"""What each room of the section does when a young person goes, or may no longer be seen.

A room says here what is public of a young person in it and how that is taken back, and what it holds and how that is
erased. `youth/services/leaving.py` asks them all; no room has to know the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youth.models import Writer

Do = Callable[[Writer, datetime], object]


def nothing(writer: Writer, at: datetime) -> None:
    """Do nothing: for a room in which nothing of theirs is public, or nothing is held."""


@dataclass(frozen=True, slots=True)
class Room:
    """`hide`: take from the public what they wrote, and keep it for them. `forget`: erase it for good."""

    hide: Do = nothing
    forget: Do = nothing


_rooms: Final[dict[str, Room]] = {}


def register(name: str, room: Room) -> None:
    """Have a room asked. The same name again replaces the first."""
    _rooms[name] = room


def hide_everywhere(writer: Writer, *, at: datetime) -> None:
    for room in _rooms.values():
        room.hide(writer, at)


def forget_everywhere(writer: Writer, *, at: datetime) -> None:
    for room in _rooms.values():
        room.forget(writer, at)
