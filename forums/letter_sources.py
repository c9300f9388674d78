"""What else goes into the one letter: rooms tell it here in `AppConfig.ready`, so that nobody gets two.

A consultation that closes, an action that moved: each source answers for a whole batch of people at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final, Protocol

from forums.letters import Section


class Source(Protocol):
    """What one room adds: by account, sections with lines. A constant number of statements a call."""

    def sections(
        self, user_ids: Collection[int], *, kind: str, since: datetime, until: datetime
    ) -> Mapping[int, list[Section]]: ...


_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Make a source known. The same name again replaces the first."""
    _sources[name] = source


def unregister(name: str) -> None:
    _sources.pop(name, None)


def sections_for(user_ids: Collection[int], *, kind: str, since: datetime, until: datetime) -> dict[int, list[Section]]:
    """Return by account what all sources add."""
    merged: dict[int, list[Section]] = {}
    for source in _sources.values():
        for user_id, sections in source.sections(user_ids, kind=kind, since=since, until=until).items():
            merged.setdefault(user_id, []).extend(sections)
    return merged
