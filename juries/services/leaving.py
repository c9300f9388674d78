"""Leaving a jury, or being taken out of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juries.models import Juror
from juries.services.jurors import about, note
from juries.services.make_up import take_back
from juries.services.room_votes import take_back_ballots
from people.notices import cancel


@transaction.atomic
def end_place(*, juror: Juror, at: datetime, by: Any = None) -> None:
    """Let a juror go: their link is dead and what they voted in a vote still open does not count. Words stay.

    Args:
        by: The officer who removes them; None where they leave by themselves.
    """
    held = Juror.objects.select_for_update(of=("self",)).select_related("jury").get(pk=juror.pk)
    if held.left_at is not None:
        return
    take_back_ballots(juror=held)
    take_back(juror=held)
    cancel(about=[about(held)])
    held.left_at, held.token_hash = at, ""
    held.save(update_fields=["left_at", "token_hash"])
    words = _("Juror %(number)s was removed.") if by else _("Juror %(number)s left the jury.")
    note(held.jury, words % {"number": held.number}, by=by)
