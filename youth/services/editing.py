"""What the team does at a piece besides moving it: look after it, comment on a line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from youth.desk_errors import NobodyLooksAfter, NotYours
from youth.errors import MovedOn
from youth.models import LineComment, Piece
from youth.paragraphs import beginning, paragraphs
from youth.services.stages import hold
from youth.stages_table import Actor
from youth.who import is_looked_after, who_is
from youth.words import sayable

TEAM = {Actor.EDITOR, Actor.CHECKED}


@transaction.atomic
def take_on(*, piece: Piece, user: Any, at: datetime) -> Piece:
    """Let the team know that this young editor looks after the piece, whoever did before.

    Raises:
        NotYours: They are no young editor, or wrote it.
    """
    held = hold(piece)
    who = who_is(user, today=timezone.localdate(at))
    if Actor.EDITOR not in who.actors_at(held):
        raise NotYours
    held.editor = who.writer
    held.save(update_fields=["editor"])
    return held


@transaction.atomic
def let_go(*, piece: Piece, user: Any, at: datetime) -> Piece:
    """Let somebody else look after the piece; a checked adult may say so for a young editor.

    Raises:
        NotYours: Another young editor looks after it.
    """
    held = hold(piece)
    who = who_is(user, today=timezone.localdate(at))
    is_theirs = who.writer is not None and held.editor_id == who.writer.pk
    if not (is_theirs or Actor.CHECKED in who.actors_at(held)):
        raise NotYours
    held.editor = None
    held.save(update_fields=["editor"])
    return held


@transaction.atomic
def comment_on_line(*, piece: Piece, user: Any, paragraph: int, words: str, seen: int, at: datetime) -> LineComment:
    """Say something about one paragraph of the version that was read.

    Raises:
        NotYours: They are not of the team, or wrote it.
        NobodyLooksAfter: No check of any adult stands today.
        MovedOn: There is a newer version than the one that was read, or no such paragraph.
        WordsMissing, TooManyWords, TellsTooMuch: As `youth.words.sayable`.
    """
    held = hold(piece)
    today = timezone.localdate(at)
    who = who_is(user, today=today)
    if TEAM.isdisjoint(who.actors_at(held)):
        raise NotYours
    if not is_looked_after(today=today):
        raise NobodyLooksAfter
    said = sayable(words)
    lines = paragraphs(held.page.get_latest_revision_as_object().body)
    if held.page.latest_revision_id != seen or not 1 <= paragraph <= len(lines):
        raise MovedOn
    return LineComment.objects.create(
        piece=held,
        paragraph=paragraph,
        quote=beginning(lines[paragraph - 1]),
        words=said,
        by=user,
        name=who.name,
        made_at=at,
    )


@transaction.atomic
def settle_comment(*, comment: LineComment, user: Any, at: datetime) -> LineComment:
    """Say that a comment is dealt with: its writer, the team and checked adults may. Twice is once.

    Raises:
        NotYours: They are none of these.
    """
    held = hold(comment.piece)
    if not who_is(user, today=timezone.localdate(at)).actors_at(held):
        raise NotYours
    LineComment.objects.filter(pk=comment.pk, settled_at=None).update(settled_at=at)
    comment.refresh_from_db()
    return comment
