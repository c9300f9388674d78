"""What the rooms above do when a partner body is made in the admin, such as giving it a place for its pages."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Organisation

Opening = Callable[[Organisation], object]

_openings: dict[str, Opening] = {}


def register(name: str, opening: Opening) -> None:
    """Have `opening(organisation)` called for every partner body made in the admin; it repeats without harm."""
    _openings[name] = opening


def open_rooms(*, organisation: Organisation) -> None:
    """Let every room do its part, within the transaction that made the organisation."""
    for opening in _openings.values():
        opening(organisation)
