"""How a draft stands: being written, voted on, adopted. Pure: no clock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from juries.models import Draft, DraftVote


class DraftState(TextChoices):
    WRITING = "writing", _("Being written")
    PLANNED = "planned", _("Vote opens soon")
    VOTING = "voting", _("Vote is open")
    COUNTING = "counting", _("Being counted")
    PASSED = "passed", _("Agreed by the jury")
    FAILED = "failed", _("Not agreed")
    VOID = "void", _("Too few voted")
    ADOPTED = "adopted", _("Adopted")


def state_of(draft: Draft, vote: DraftVote | None, *, at: datetime) -> DraftState:
    """Return how a draft stands, its newest vote being `vote`."""
    if draft.recommendation_id is not None:
        return DraftState.ADOPTED
    if vote is None:
        return DraftState.WRITING
    if vote.counted_at is None:
        if at < vote.opens_at:
            return DraftState.PLANNED
        return DraftState.VOTING if at < vote.closes_at else DraftState.COUNTING
    if vote.version.number != draft.version:
        return DraftState.WRITING
    if vote.is_void:
        return DraftState.VOID
    return DraftState.PASSED if has_passed(vote) else DraftState.FAILED


def has_passed(vote: DraftVote) -> bool:
    """Whether more were for than against it, and their share reaches the threshold. Abstentions are left out."""
    in_favour, against = vote.votes_for, vote.votes_against
    if in_favour is None or against is None:
        return False
    return in_favour > against and in_favour * 100 >= vote.threshold * (in_favour + against)


def is_locked(draft: Draft, vote: DraftVote | None) -> bool:
    """Whether the words stay as they are: voted on just now, agreed, or adopted."""
    return draft.recommendation_id is not None or (vote is not None and (vote.counted_at is None or has_passed(vote)))
