"""What a conference put first. The room above that knows tells it here in `AppConfig.ready`; pages ask.

Nobody on this floor names an event or a poll.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class Priority:
    """Where one thing came out when people put several in order.

    Attributes:
        place: 1 for the first; things that came out equal share a place.
        of: How many were put in order.
        people: How many people did.
        event: At which event, and `on` which day.
        points: Mean points a person; as many as there were things for the first place, one less for the next.
    """

    place: int
    of: int
    people: int
    event: str
    on: date
    points: str


class Source(Protocol):
    """What a room above fills in."""

    def actions(self, action_ids: Collection[int]) -> Mapping[int, list[Priority]]:
        """Return what conferences made of these actions, the latest first; a constant number of statements."""

    def officer_url(self, plan_id: int) -> str:
        """Return where an officer has the actions of a plan put in order."""


_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Make a source known. The same name again replaces the first."""
    _sources[name] = source


def priorities_of_actions(action_ids: Collection[int]) -> dict[int, list[Priority]]:
    """Return by action what conferences made of it; those that no conference looked at are missing."""
    merged: dict[int, list[Priority]] = {}
    for source in _sources.values():
        for key, found in source.actions(action_ids).items():
            merged.setdefault(key, []).extend(found)
    return merged


def officer_urls(plan_id: int) -> list[str]:
    """Return the screens on which the actions of a plan can be put to a conference."""
    return [source.officer_url(plan_id) for source in _sources.values()]
