"""What checked adults decide about who takes part: who edits, who is paused."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from core.sanitise import UnusableText, plain
from people.roles import Role
from people.services import give_role
from youth.desk_errors import ReasonMissing
from youth.errors import MovedOn, NotJoined
from youth.models import Piece, Writer
from youth.permissions import refuse_unchecked

#: Lines in the history of the site.
MADE_EDITOR: Final = "youth.editor_made"
UNMADE_EDITOR: Final = "youth.editor_unmade"


@transaction.atomic
def make_editor(*, writer: Writer, by: Any, at: datetime) -> None:
    """Take a young person who joined into the editorial team.

    Raises:
        NotChecked: No check of theirs stands today.
        NotJoined: The young person does not take part now.
    """
    held = _held(writer, by, at=at)
    if not held.is_in:
        raise NotJoined
    give_role(user=held.user, role=Role.YOUNG_EDITOR)
    _note(held, MADE_EDITOR, by)


@transaction.atomic
def unmake_editor(*, writer: Writer, by: Any, at: datetime) -> None:
    """Let a young editor be a writer again; nobody looks after the pieces they looked after.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    held = _held(writer, by, at=at)
    held.user.groups.remove(*Group.objects.filter(name=Role.YOUNG_EDITOR.value))
    Piece.objects.filter(editor=held).exclude(stage=Piece.Stage.PUBLISHED).update(editor=None)
    _note(held, UNMADE_EDITOR, by)


@transaction.atomic
def pause_writer(*, writer: Writer, by: Any, reason: str, at: datetime) -> Writer:
    """Let a young person read but not write, with a reason that they see.

    Raises:
        NotChecked: No check of theirs stands today.
        ReasonMissing: No reason is given.
        MovedOn: They are not in any more.
    """
    held = _held(writer, by, at=at)
    try:
        words = plain(reason).strip()
    except UnusableText:
        words = ""
    if not words:
        raise ReasonMissing
    if not held.is_in:
        raise MovedOn
    held.state, held.paused_reason = Writer.State.PAUSED, words
    held.save(update_fields=["state", "paused_reason"])
    return held


@transaction.atomic
def lift_pause(*, writer: Writer, by: Any, at: datetime) -> Writer:
    """Let a young person who was paused write again.

    Raises:
        NotChecked: No check of theirs stands today.
        MovedOn: They are not paused, or the parent's or guardian's yes is missing meanwhile.
    """
    held = _held(writer, by, at=at)
    lacks_yes = held.is_younger and held.guardian_agreed_on is None
    if held.state != Writer.State.PAUSED or lacks_yes:
        raise MovedOn
    held.state, held.paused_reason = Writer.State.IN, ""
    held.save(update_fields=["state", "paused_reason"])
    return held


def _held(writer: Writer, by: Any, *, at: datetime) -> Writer:
    refuse_unchecked(by, at=at)
    Writer.objects.select_for_update(of=("self",)).get(pk=writer.pk)
    return Writer.objects.select_related("user").get(pk=writer.pk)


def _note(writer: Writer, action: str, by: Any) -> None:
    """Write down who did it, with a number for the young person and no name."""
    log(instance=writer, action=action, user=by, title=f"{writer._meta.verbose_name} {writer.pk}")
