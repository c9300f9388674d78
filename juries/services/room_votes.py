"""Votes on drafts: one a juror, to be changed until the vote closes, then counted and destroyed.

The vote's row is held while somebody votes and while it is closed, so that the two cannot cross.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.sealing import keyed_name, seal, unseal
from juries.draft_state import has_passed, is_locked
from juries.models import (
    Draft,
    DraftBallot,
    DraftVersion,
    DraftVote,
    Juror,
    JuryPage,
    MinorityStatement,
    Recommendation,
    Stand,
)
from juries.room_errors import BadWindow, DraftLocked, NotAVoter, NotPassed, TooFewJurors, VoteNotOpen, VoteStands
from juries.services.jurors import note

#: With two voters each would know the other's vote from the counts; with three, only where all say the same.
FEWEST_VOTERS: Final = 3


@transaction.atomic
def open_vote(
    *, draft: Draft, threshold: int, opens_at: datetime, closes_at: datetime, at: datetime, by: Any = None
) -> DraftVote:
    """Put a draft to the vote, in the words it has now.

    Args:
        threshold: The share needed, in per cent of those for or against it: 50 to 100.
        by: The officer who does it; None for the facilitator in the room.

    Raises:
        BadWindow: It would close before it opens, or in the past.
        DraftLocked: It has been agreed or adopted.
        TooFewJurors: The counts would tell who voted how.
        VoteStands: One is not counted yet.
    """
    if closes_at <= opens_at or closes_at <= at:
        raise BadWindow
    held = Draft.objects.select_for_update(of=("self",)).select_related("jury").get(pk=draft.pk)
    newest = held.votes.order_by("-pk").first()
    if newest is not None and newest.counted_at is None:
        raise VoteStands
    if is_locked(held, newest):
        raise DraftLocked
    if Juror.objects.voters().filter(jury=held.jury).count() < FEWEST_VOTERS:
        raise TooFewJurors
    version = DraftVersion.objects.get(draft=held, number=held.version)
    vote = DraftVote.objects.create(
        draft=held, version=version, threshold=threshold, opens_at=opens_at, closes_at=closes_at
    )
    note(held.jury, _("A vote was opened: %(title)s") % {"title": held.title}, by=by)
    return vote


@transaction.atomic
def cast(*, vote: DraftVote, juror: Juror, stand: Stand, at: datetime) -> None:
    """Take one juror's vote, in place of the one they gave before.

    Raises:
        VoteNotOpen: It has not opened yet, or it has closed.
        NotAVoter: This person has no vote (any more).
    """
    held = DraftVote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    if not held.is_open(at=at):
        raise VoteNotOpen
    if not Juror.objects.voters().filter(pk=juror.pk, jury__drafts=held.draft_id).exists():
        raise NotAVoter
    DraftBallot.objects.update_or_create(
        vote=held, voter=_voter(held, juror), defaults={"content": seal({"stand": stand.value})}
    )


def own_stand(vote: DraftVote, juror: Juror) -> Stand | None:
    """Return what this juror voted, while the vote is not counted; nobody can tell afterwards."""
    if vote.counted_at is not None:
        return None
    ballot = DraftBallot.objects.filter(vote=vote, voter=_voter(vote, juror)).first()
    return Stand(unseal(ballot.content)["stand"]) if ballot else None


def take_back_ballots(*, juror: Juror) -> int:
    """Take what this juror voted out of every vote that is not counted yet."""
    waiting = DraftVote.objects.uncounted().select_for_update(of=("self",)).filter(draft__jury=juror.jury)
    names = [_voter(vote, juror) for vote in waiting]
    return DraftBallot.objects.filter(voter__in=names).delete()[0]


@transaction.atomic
def close_vote(*, vote: DraftVote, at: datetime, by: Any = None) -> DraftVote | None:
    """Close a vote, count it, and destroy ballots and secret. One that has not opened yet is called off.

    Where fewer than `FEWEST_VOTERS` voted, nothing is told.

    Returns:
        The counted vote; None where it was called off.
    """
    held = DraftVote.objects.select_for_update(of=("self",)).select_related("draft__jury").get(pk=vote.pk)
    if held.counted_at is not None:
        return held
    if at <= held.opens_at:
        note(held.draft.jury, _("A vote was called off: %(title)s") % {"title": held.draft.title}, by=by)
        held.delete()
        return None
    stands = Counter(unseal(ballot.content)["stand"] for ballot in held.ballots.all())
    if stands.total() >= FEWEST_VOTERS:
        held.votes_for, held.votes_against = stands[Stand.FOR], stands[Stand.AGAINST]
        held.votes_abstained = stands[Stand.ABSTAIN]
    held.ballots.all().delete()
    held.secret, held.counted_at = b"", at
    held.closes_at = min(held.closes_at, at)
    held.save()
    note(held.draft.jury, _("A vote was closed and counted: %(title)s") % {"title": held.draft.title}, by=by)
    return held


def close_due(at: datetime) -> int:
    """Count the votes whose time is over, and return how many."""
    due = list(DraftVote.objects.due_at(at))
    for vote in due:
        close_vote(vote=vote, at=at)
    return len(due)


@transaction.atomic
def adopt(*, draft: Draft, at: datetime, by: Any) -> Recommendation:
    """Make what the jury agreed a numbered recommendation, with its votes and the statements beside it.

    It is published on its own, from the officers' screens of the jury.

    Raises:
        NotPassed: The jury did not agree to it.
    """
    JuryPage.objects.select_for_update(of=("self",)).get(pk=draft.jury_id)
    held = Draft.objects.select_for_update(of=("self",)).select_related("jury").get(pk=draft.pk)
    if held.recommendation is not None:
        return held.recommendation
    vote = held.votes.order_by("-pk").first()
    if vote is None or not has_passed(vote):
        raise NotPassed
    last = Recommendation.objects.filter(jury=held.jury).aggregate(last=Max("number"))["last"] or 0
    held.recommendation = Recommendation.objects.create(
        jury=held.jury,
        number=last + 1,
        theme=held.theme,
        title=held.title,
        text=held.text,
        reasons=held.reasons,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        votes_abstained=vote.votes_abstained,
        threshold=vote.threshold,
    )
    held.save(update_fields=["recommendation"])
    _take_statements(held, held.recommendation)
    note(held.jury, _("Adopted as recommendation %(number)s.") % {"number": last + 1}, by=by)
    return held.recommendation


def _take_statements(draft: Draft, recommendation: Recommendation) -> None:
    """Put the statements beside the recommendation: how many stand by each, never who."""
    MinorityStatement.objects.bulk_create(
        MinorityStatement(recommendation=recommendation, text=one.text, jurors=1 + one.supporters.count())
        for one in draft.statements.all()
    )


def stands_of(juror: Juror, votes: Iterable[DraftVote]) -> dict[int, Stand]:
    """Return by vote what this juror voted in those that are not counted yet, in one statement."""
    names = {_voter(vote, juror): vote.pk for vote in votes if vote.counted_at is None}
    found = DraftBallot.objects.filter(voter__in=names)
    return {names[ballot.voter]: Stand(unseal(ballot.content)["stand"]) for ballot in found}


def _voter(vote: DraftVote, juror: Juror) -> str:
    """Return the name a ballot stands under: nobody makes it from the database alone, nor after the closing."""
    return keyed_name(f"vote of a jury {bytes(vote.secret).hex()}", str(juror.pk))
