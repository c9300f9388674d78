"""What a plan or an action answers. The rooms above know that, and tell it here in `AppConfig.ready`.

Nobody on this floor names a jury, a consultation or a forum: pages ask `origins_of_plans` and `origins_of_actions`,
letters ask `contributors_to`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing that is answered: "Recommendation 3", of "Citizens' jury of disabled people", at an address."""

    label: str
    of: str
    url: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who contributed to what is answered and asked to be told.

    Attributes:
        email: Where to; never stored by the ledger, asked for anew each time.
        leave_url: Where to say no more, in one click and without signing in.
    """

    email: str
    leave_url: str


class Room(Protocol):
    """What a room above fills in. Each method takes primary keys and answers only for the public and published."""

    def plans(self, plan_ids: Collection[int]) -> Mapping[int, list[Origin]]: ...

    def actions(self, action_ids: Collection[int]) -> Mapping[int, list[Origin]]: ...

    def contributors(self, *, plan_id: int, action_id: int) -> Iterable[Contributor]: ...


_rooms: Final[dict[str, Room]] = {}


def register(name: str, room: Room) -> None:
    """Make a room known. The same name again replaces the first."""
    _rooms[name] = room


def origins_of_plans(plan_ids: Collection[int]) -> dict[int, list[Origin]]:
    """Return what each plan answers, in the order of the rooms; a constant number of statements a room."""
    return _merged(room.plans(plan_ids) for room in _rooms.values())


def origins_of_actions(action_ids: Collection[int]) -> dict[int, list[Origin]]:
    """Return what each action answers; a constant number of statements a room."""
    return _merged(room.actions(action_ids) for room in _rooms.values())


def contributors_to(*, plan_id: int, action_id: int) -> dict[str, Contributor]:
    """Return by address, in lower case, who asked to be told when this action moves."""
    found = (one for room in _rooms.values() for one in room.contributors(plan_id=plan_id, action_id=action_id))
    return {one.email.strip().lower(): one for one in found}


def _merged(parts: Iterable[Mapping[int, list[Origin]]]) -> dict[int, list[Origin]]:
    merged: dict[int, list[Origin]] = defaultdict(list)
    for part in parts:
        for key, origins in part.items():
            merged[key] += origins
    return dict(merged)
