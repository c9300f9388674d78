"""Who may move a piece from where to where: a table and nothing else. Pure: no ORM, no clock.

`SITE` is what happens to the article itself: that it was published, taken down, or sent back in Wagtail's admin. No
person has that hand here; `youth/services/stages.py` says when the site has it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from youth.models.pieces import Piece

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Stage = Piece.Stage


class Actor(StrEnum):
    """As what somebody stands at a piece. One may be several of these; whoever wrote it is no editor of it."""

    WRITER = "writer"
    EDITOR = "editor"
    CHECKED = "checked"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a stage to another.

    Attributes:
        who: Who may take it.
        label: What stands on the button; empty for what the site does by itself.
        needs_words: Whether the writer must be told something with it.
        is_live: Only while the article is public, or only while it is not; None for both.
    """

    before: str
    after: str
    who: frozenset[Actor]
    label: StrOrPromise = ""
    needs_words: bool = False
    is_live: bool | None = None


_WRITER: Final = frozenset({Actor.WRITER})
_TEAM: Final = frozenset({Actor.EDITOR, Actor.CHECKED})
_CHECKED: Final = frozenset({Actor.CHECKED})
_ALL: Final = _WRITER | _TEAM
_SITE: Final = frozenset({Actor.SITE})

MOVES: Final = (
    Move(Stage.IDEA, Stage.DRAFTING, _ALL, _("Start writing")),
    Move(Stage.IDEA, Stage.SET_ASIDE, _ALL, _("Set aside"), is_live=False),
    Move(Stage.DRAFTING, Stage.WITH_EDITOR, _WRITER, _("Hand in to an editor")),
    Move(Stage.DRAFTING, Stage.SET_ASIDE, _ALL, _("Set aside"), is_live=False),
    Move(Stage.DRAFTING, Stage.PUBLISHED, _ALL, _("Leave it as published"), is_live=True),
    Move(Stage.WITH_EDITOR, Stage.DRAFTING, _WRITER, _("Take it back")),
    Move(Stage.WITH_EDITOR, Stage.READY, _TEAM, _("Propose for publication")),
    Move(Stage.WITH_EDITOR, Stage.DRAFTING, _TEAM, _("Ask for changes"), needs_words=True),
    Move(Stage.WITH_EDITOR, Stage.SET_ASIDE, _TEAM, _("Set aside"), is_live=False),
    Move(Stage.READY, Stage.WITH_EDITOR, _TEAM, _("Take back to the editors")),
    Move(Stage.READY, Stage.DRAFTING, _CHECKED, _("Ask for changes"), needs_words=True),
    Move(Stage.PUBLISHED, Stage.DRAFTING, _WRITER | _CHECKED, _("Work on it again")),
    Move(Stage.SET_ASIDE, Stage.DRAFTING, _ALL, _("Pick it up again")),
    # What happens to the article itself, wherever somebody did it.
    *(Move(stage, Stage.PUBLISHED, _SITE) for stage in Stage if stage != Stage.PUBLISHED),
    *(Move(stage, Stage.READY, _SITE) for stage in (Stage.IDEA, Stage.DRAFTING, Stage.WITH_EDITOR, Stage.SET_ASIDE)),
    Move(Stage.READY, Stage.DRAFTING, _SITE),
    Move(Stage.READY, Stage.WITH_EDITOR, _SITE),
    Move(Stage.PUBLISHED, Stage.WITH_EDITOR, _SITE),
)

#: In which stages the writer changes the text.
WRITABLE: Final = frozenset({Stage.IDEA, Stage.DRAFTING})


def moves_from(before: str, actors: Collection[Actor], *, is_live: bool) -> list[Move]:
    """Return the ways that stand open, in the order of the table; to one stage at most one."""
    found: dict[str, Move] = {}
    for move in MOVES:
        fits = move.is_live is None or move.is_live == is_live
        if move.before == before and fits and not move.who.isdisjoint(actors):
            found.setdefault(move.after, move)
    return list(found.values())


def find_move(before: str, after: str, actors: Collection[Actor], *, is_live: bool) -> Move | None:
    """Return the way from one stage to another, if it stands open to somebody who is all of these."""
    open_to = moves_from(before, actors, is_live=is_live)
    return next((move for move in open_to if move.after == after), None)
