"""Planning issues: what the team brings out together, on which day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from youth.desk_errors import NotYours, TellsTooMuch
from youth.errors import NotAnEditor
from youth.models import Issue, Piece
from youth.permissions import is_of_the_team
from youth.services.editing import TEAM
from youth.services.stages import hold
from youth.who import who_is
from youth.words import personal_in


@transaction.atomic
def keep_issue(
    *, user: Any, title: str, planned_on: date, note: str = "", at: datetime, issue: Issue | None = None
) -> Issue:
    """Make an issue, or change one.

    Raises:
        NotAnEditor: They are not of the team.
        TellsTooMuch: Its words hold something private.
    """
    if not is_of_the_team(user, today=timezone.localdate(at)):
        raise NotAnEditor
    if found := personal_in(title, note):
        refusal = TellsTooMuch(found)
        refusal.field = "note"
        raise refusal
    kept = issue or Issue()
    kept.title, kept.planned_on, kept.note = title.strip(), planned_on, note.strip()
    kept.save()
    return kept


@transaction.atomic
def put_into_issue(*, piece: Piece, issue: Issue | None, user: Any, at: datetime) -> Piece:
    """Put a piece into an issue, or take it out of the one it is in.

    Raises:
        NotYours: They are not of the team.
    """
    held = hold(piece)
    who = who_is(user, today=timezone.localdate(at))
    # Where a piece of their own goes young editors may say as well: it is a plan, not a judgement.
    if TEAM.isdisjoint(who.actors_at(held)) and not who.is_editor:
        raise NotYours
    held.issue = issue
    held.save(update_fields=["issue"])
    return held
