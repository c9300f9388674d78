"""What the pages of the jury's room show. Reads, a constant number of statements each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from wagtail.models import ModelLogEntry

from juries.differences import Piece, counted, differences
from juries.draft_state import DraftState, is_locked, state_of
from juries.models import Draft, Drafting, DraftVersion, DraftVote, Juror, JuryPage, Paper, SessionPage, Stand
from juries.services.room_votes import stands_of
from juries.talk_reads import sessions_with_talk
from people.access_log import LOOK

#: What a juror writes of a draft.
WRITTEN: Final = ("title", "text", "reasons")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in a list. `stand`: what the reader voted in the vote that is open, if anything."""

    draft: Draft
    state: DraftState
    vote: DraftVote | None
    stand: Stand | None = None
    turnout: int = 0

    @property
    def is_open(self) -> bool:
        return self.state == DraftState.VOTING

    @property
    def is_locked(self) -> bool:
        return is_locked(self.draft, self.vote)

    @property
    def tag(self) -> str:
        """Which of the site's status marks it bears."""
        marks = {
            DraftState.WRITING: "planned",
            DraftState.PLANNED: "planned",
            DraftState.VOTING: "open",
            DraftState.COUNTING: "due",
            DraftState.PASSED: "done",
            DraftState.ADOPTED: "done",
        }
        return marks.get(self.state, "closed")


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, None for the whole jury, and its papers."""

    session: SessionPage | None
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a draft with what changed since the one before."""

    version: DraftVersion
    title: Sequence[Piece]
    text: Sequence[Piece]
    reasons: Sequence[Piece]
    added: int
    removed: int


def draft_rows(jury: JuryPage, *, at: datetime, juror: Juror | None = None) -> list[DraftRow]:
    """Return the drafts of a jury, those being voted on first."""
    votes = DraftVote.objects.select_related("version").order_by("-pk")
    drafts = list(Draft.objects.filter(jury=jury).listed().prefetch_related(Prefetch("votes", queryset=votes)))
    newest = {draft.pk: next(iter(draft.votes.all()), None) for draft in drafts}
    stands = stands_of(juror, [vote for vote in newest.values() if vote]) if juror else {}
    rows = [_row(draft, newest[draft.pk], stands, at) for draft in drafts]
    return sorted(rows, key=lambda row: (not row.is_open, row.state == DraftState.ADOPTED, row.draft.pk))


def draft_row(draft: Draft, *, at: datetime, juror: Juror | None = None) -> DraftRow:
    """Return one draft as a list shows it, with how many have voted."""
    vote = draft.votes.select_related("version").order_by("-pk").first()
    stands = stands_of(juror, [vote]) if juror and vote else {}
    row = _row(draft, vote, stands, at)
    if vote is None or vote.counted_at is not None:
        return row
    return DraftRow(row.draft, row.state, row.vote, row.stand, vote.ballots.count())


def _row(draft: Draft, vote: DraftVote | None, stands: dict[int, Stand], at: datetime) -> DraftRow:
    return DraftRow(draft, state_of(draft, vote, at=at), vote, stands.get(vote.pk) if vote else None)


def session_rows(jury: JuryPage) -> list[SessionRow]:
    """Return the sessions of a jury in order with their papers, those of the whole jury first."""
    papers = list(Paper.objects.filter(jury=jury).order_by("pk"))
    sessions = sessions_with_talk(jury)
    rows = [SessionRow(one, [paper for paper in papers if paper.session_id == one.pk]) for one in sessions]
    shown = {row.session.pk for row in rows if row.session}
    general = [paper for paper in papers if paper.session_id not in shown]
    return [SessionRow(None, general), *rows] if general else rows


def is_drafting(jury: JuryPage, *, at: datetime) -> bool:
    drafting = Drafting.objects.filter(jury=jury).first()
    return drafting is not None and drafting.is_open(at=at)


def version_rows(draft: Draft) -> list[VersionRow]:
    """Return all versions of a draft, the newest first, each with what changed since the one before."""
    versions = list(draft.versions.select_related("written_by").order_by("number"))
    before: list[DraftVersion | None] = [None, *versions]
    rows = [changed(older, newer) for older, newer in zip(before, versions, strict=False)]
    return rows[::-1]


def changed(older: DraftVersion | None, newer: DraftVersion) -> VersionRow:
    """Compare two versions; all is new where there is no older one."""
    title, text, reasons = (
        differences(str(getattr(older, name)) if older else "", str(getattr(newer, name))) for name in WRITTEN
    )
    added, removed = counted([*title, *text, *reasons])
    return VersionRow(newer, title, text, reasons, added=added, removed=removed)


def looks_at(jurors: Sequence[Juror]) -> list[ModelLogEntry]:
    """Return who looked at who these jurors are, the latest first."""
    of_jurors = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Juror),
        object_id__in=[str(one.pk) for one in jurors],
        action=LOOK,
    )
    return list(of_jurors.select_related("user").order_by("-timestamp")[:50])
