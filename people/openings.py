"""What the rooms above do when a partner body is made in the admin, such as giving it a place for its pages; and when
a community of interest is changed there: who leads it decides who may edit its page.
"""

from __future__ import annotations

from collections.abc import Callable

from people.models import CommunityOfInterest, Organisation

Opening = Callable[[Organisation], object]

Following = Callable[[CommunityOfInterest], object]

_openings: dict[str, Opening] = {}
_followings: dict[str, Following] = {}


def register(name: str, opening: Opening) -> None:
    """Have `opening(organisation)` called for every partner body made in the admin; it repeats without harm."""
    _openings[name] = opening


def open_rooms(*, organisation: Organisation) -> None:
    """Let every room do its part, within the transaction that made the organisation."""
    for opening in _openings.values():
        opening(organisation)


def register_following(name: str, following: Following) -> None:
    """Have `following(community)` called for every community changed in the admin; it repeats without harm."""
    _followings[name] = following


def follow_community(*, community: CommunityOfInterest) -> None:
    """Let every room follow a change of a community, within its transaction."""
    for following in _followings.values():
        following(community)
