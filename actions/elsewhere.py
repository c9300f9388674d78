"""Who hears of moves in another letter of this site. A room above says it here in `AppConfig.ready`.

Nobody on this floor knows what that letter is; the weekly digest only leaves out what it tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol


class Elsewhere(Protocol):
    """Answers for many addresses at once, with a constant number of statements."""

    def told_until(self, first_moves: Mapping[str, datetime], *, until: datetime) -> Mapping[str, datetime]:
        """Return by address up to which moment it was told elsewhere, or will be; addresses left out were told nothing.

        Args:
            first_moves: By address in lower case, the first moment of what the digest would tell it.
            until: Up to when the digest tells.
        """
        ...


_elsewhere: Final[dict[str, Elsewhere]] = {}


def register(name: str, place: Elsewhere) -> None:
    """Make a place known. The same name again replaces the first."""
    _elsewhere[name] = place


def unregister(name: str) -> None:
    _elsewhere.pop(name, None)


def told_until(first_moves: Mapping[str, datetime], *, until: datetime) -> dict[str, datetime]:
    """Return by address the latest moment up to which any place tells it."""
    found: dict[str, datetime] = {}
    for place in _elsewhere.values() if first_moves else ():
        for email, moment in place.told_until(first_moves, until=until).items():
            found[email] = max(moment, found.get(email, moment))
    return found
