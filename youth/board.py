"""The board of the editorial team: every piece in the column of its stage, in as many statements for one as for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youth.desk_reads import Card, card_of, with_cards
from youth.models import Issue, Piece
from youth.stages_table import Stage
from youth.who import Who

PUBLISHED: Final = 12
SET_ASIDE: Final = 30
WORKING: Final = (Stage.IDEA, Stage.DRAFTING, Stage.WITH_EDITOR, Stage.READY)


@dataclass(frozen=True, slots=True)
class Column:
    stage: str
    title: str
    cards: list[Card]
    empty: str


def columns(who: Who, *, issue: Issue | None = None, is_loose: bool = False) -> list[Column]:
    """Return the five columns, oldest first in each but the last, which holds the newest twelve.

    Args:
        issue: The issue to keep to, if any.
        is_loose: Keep to the pieces that are in no issue.
    """
    cards: dict[str, list[Card]] = {stage: [] for stage in Stage}
    working = _pieces(issue, is_loose=is_loose).filter(stage__in=WORKING).order_by("staged_at", "pk")
    out = _pieces(issue, is_loose=is_loose).filter(stage=Stage.PUBLISHED).order_by("-staged_at", "-pk")
    for piece in [*with_cards(working), *with_cards(out)[:PUBLISHED]]:
        cards[piece.stage].append(_card(piece, who))
    return [Column(stage, title, cards[stage], empty) for stage, title, empty in _titles()]


def set_aside(who: Who, *, issue: Issue | None = None, is_loose: bool = False) -> list[Card]:
    """Return what rests, newest first."""
    found = _pieces(issue, is_loose=is_loose).filter(stage=Stage.SET_ASIDE).order_by("-staged_at", "-pk")
    return [_card(piece, who) for piece in with_cards(found)[:SET_ASIDE]]


def _card(piece: Piece, who: Who) -> Card:
    return card_of(piece, moves=who.moves_at(piece, is_live=piece.page.live))


def _pieces(issue: Issue | None, *, is_loose: bool) -> QuerySet[Piece]:
    found = Piece.objects.all()
    if issue is not None:
        return found.filter(issue=issue)
    return found.filter(issue=None) if is_loose else found


def _titles() -> list[tuple[str, str, str]]:
    return [
        (Stage.IDEA, _("Ideas"), _("No ideas wait. Have one?")),
        (Stage.DRAFTING, _("Drafting"), _("Nobody is writing at the moment.")),
        (Stage.WITH_EDITOR, _("With an editor"), _("Nothing waits to be edited.")),
        (Stage.READY, _("Ready"), _("Nothing waits to be published.")),
        (Stage.PUBLISHED, _("Published"), _("Nothing is published yet.")),
    ]
