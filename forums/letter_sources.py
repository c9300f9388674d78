"""What else goes into the one letter: rooms tell it here in `AppConfig.ready`, so that nobody gets two.

A consultation that closes, an action that moved: each source looks once for a round of letters, and then answers for a
whole batch of people at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from forums.letters import Section


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is written to: where, and the open forums for which they chose this letter."""

    email: str
    forums: frozenset[int] = frozenset()


class Prepared(Protocol):
    """What one source found for one round."""

    def sections(self, people: Mapping[int, Addressee]) -> Mapping[int, list[Section]]:
        """Return by account what there is to tell. A constant number of statements a call."""
        ...


class Source(Protocol):
    """What one room adds."""

    def prepare(self, *, kind: str, since: datetime, until: datetime) -> Prepared | None:
        """Look for what is to be told in a round of letters; None where there is nothing, or not in this kind."""
        ...


_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Make a source known. The same name again replaces the first."""
    _sources[name] = source


def unregister(name: str) -> None:
    _sources.pop(name, None)


def prepared_for(*, kind: str, since: datetime, until: datetime) -> list[Prepared]:
    """Return what all sources found for a round."""
    found = (source.prepare(kind=kind, since=since, until=until) for source in _sources.values())
    return [one for one in found if one is not None]


def sections_for(people: Mapping[int, Addressee], prepared: list[Prepared]) -> dict[int, list[Section]]:
    """Return by account what they all add."""
    merged: dict[int, list[Section]] = {}
    for one in prepared:
        for user_id, sections in one.sections(people).items():
            merged.setdefault(user_id, []).extend(sections)
    return merged
