"""Where a community has a page of its own: the rooms above know, and say so here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from forums.models import Forum

#: Returns words and address of a community's page, or None where everybody may read none.
Home = Callable[[Forum], tuple[str, str] | None]

_homes: Final[dict[str, Home]] = {}


def register(name: str, home: Home) -> None:
    """Have `home(forum)` asked for the page of a forum's community."""
    _homes[name] = home


def homes_of(forum: Forum) -> list[tuple[str, str]]:
    """Return the pages of a forum's community, as parts of the way that leads to the forum."""
    return [found for home in _homes.values() if (found := home(forum))]
