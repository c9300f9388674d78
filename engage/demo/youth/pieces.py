"""Put a piece at every step of its making on the board: versions, comments on lines, talk, and an issue to go in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from wagtail.models import Revision

from engage.demo.youth import read
from engage.demo.youth.articles import Shelf
from engage.demo.youth.days import days_ago
from engage.demo.youth.read import Part
from engage.demo.youth.read import Piece as Plan
from engage.demo.youth.team import ADULT, Team
from youth.models import ArticlePage, Issue, LineComment, Piece, PieceMessage, StageChange
from youth.paragraphs import beginning, paragraphs
from youth.services.stages import move

Stage = Piece.Stage
#: A piece that changes were asked of is drafted again.
STAGES: Final = {"changes": Stage.DRAFTING}
#: What editors and the checked adult say in the files under their role.
ROLES: Final = {"Checked adult": ADULT}


def place_pieces(team: Team, *, at: datetime) -> None:
    """Put the pieces on the board, once, and move the issues with the calendar."""
    if not Issue.objects.exists():
        shelf = Shelf()
        pieces = {plan.words.slug: _place(plan, shelf, team, at=at) for plan in read.pieces()}
        for row in read.table("team")["issue"]:
            issue = Issue.objects.create(title=row["title"], note=row["note"], planned_on=timezone.localdate(at))
            Piece.objects.filter(pk__in=[pieces[slug].pk for slug in row["pieces"]]).update(issue=issue)
    for row in read.table("team")["issue"]:
        planned_on = timezone.localdate(at) + timedelta(days=row["days"])
        Issue.objects.filter(title=row["title"]).update(planned_on=planned_on)


def _place(plan: Plan, shelf: Shelf, team: Team, *, at: datetime) -> Piece:
    words = plan.words
    if words["article"]:
        page = ArticlePage.objects.get(slug=words["article"])
        piece = Piece.objects.get(page=page)
        piece.idea, piece.editor = words["idea"], team.writers[words["editor"]]
        piece.save(update_fields=["idea", "editor"])
        _write_versions(page, plan, at=at)
    else:
        page = shelf.article(words)
        shelf.fill(page, words)
        _write_versions(page, plan, at=at)
        piece = _piece(page, plan, team, at=at)
    _write_around(piece, plan, team, at=at)
    return piece


def _piece(page: ArticlePage, plan: Plan, team: Team, *, at: datetime) -> Piece:
    words, is_ready = plan.words, plan.words["step"] == Stage.READY
    steps = plan.of("step")
    piece = Piece.objects.create(
        page=page,
        writer=team.writers[words["by"]],
        editor=team.writers.get(words["editor"]),
        stage=Stage.WITH_EDITOR if is_ready else STAGES.get(words["step"], words["step"]),
        staged_at=days_ago(steps[-1].days, at=at),
        idea=words["idea"],
        asked=words["asked"],
    )
    if is_ready:
        move(piece=piece, to=Stage.READY, user=team.user(words["editor"]), at=days_ago(steps[-1].days, at=at))
        piece.refresh_from_db()
    return piece


def _write_versions(page: ArticlePage, plan: Plan, *, at: datetime) -> None:
    """Keep each version as the writer did; an idea has none but its title. What was published is the newest."""
    is_out = page.live
    versions = plan.of("version") or [Part("version", plan.words.days, plan.words["by"])]
    text = page.body
    for version in versions:
        page.body = version.text
        revision = page.save_revision(clean=False)
        Revision.objects.filter(pk=revision.pk).update(created_at=days_ago(version.days, at=at))
    if is_out:
        page.body = text
        page.save_revision(clean=False, changed=False)
        ArticlePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


def _write_around(piece: Piece, plan: Plan, team: Team, *, at: datetime) -> None:
    LineComment.objects.bulk_create([_comment(piece, plan, part, team, at=at) for part in plan.of("line")])
    said = [(part, ROLES.get(part.who, part.who)) for part in plan.of("talk")]
    PieceMessage.objects.bulk_create(
        [
            PieceMessage(
                piece=piece,
                words=part.text,
                by=team.user(name),
                name=name,
                made_at=days_ago(part.days, at=at) + timedelta(minutes=place),
            )
            for place, (part, name) in enumerate(said)
        ]
    )
    StageChange.objects.bulk_create(_changes(piece, plan, at=at))


def _comment(piece: Piece, plan: Plan, part: Part, team: Team, *, at: datetime) -> LineComment:
    """Return a comment on the paragraph that holds the words it is about, in the version that stood then."""
    version = next(one for one in reversed(plan.of("version")) if one.days > part.days)
    lines = paragraphs(version.text)
    number = next(number for number, line in enumerate(lines, start=1) if part.about in line.replace("*", ""))
    made_at = days_ago(part.days, at=at)
    return LineComment(
        piece=piece,
        paragraph=number,
        quote=beginning(lines[number - 1]),
        words=part.text,
        by=team.user(part.who),
        name=part.who,
        made_at=made_at,
        settled_at=made_at + timedelta(hours=30) if part.is_done else None,
    )


def _changes(piece: Piece, plan: Plan, *, at: datetime) -> list[StageChange]:
    """Return each step but the first, at which the piece was begun; the service has put down that it is ready."""
    before, found = "", []
    for part in plan.of("step"):
        step, _space, who = part.who.partition(" ")
        is_noted = step == Stage.READY == plan.words["step"]
        if before and not is_noted:
            made_at = days_ago(part.days, at=at)
            name = ROLES.get(who, who)
            found.append(StageChange(piece=piece, before=before, after=step, name=name, made_at=made_at))
        before = step
    return found
