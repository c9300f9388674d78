"""Leaving a jury, or being taken out of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juries.models import Applicant, Juror, JuryPage, Recruitment
from juries.recruit_vault import email_key as applicant_key
from juries.services.jurors import about, contact_of, email_key, note
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
    _free_place(held)
    words = _("Juror %(number)s was removed.") if by else _("Juror %(number)s left the jury.")
    note(held.jury, words % {"number": held.number}, by=by)


def _free_place(juror: Juror) -> None:
    """Where the juror was drawn by lot, let a replacement be drawn."""
    email = (contact_of(juror) or {}).get("email", "")
    keys = [
        applicant_key(pk, email) for pk in Recruitment.objects.filter(jury=juror.jury_id).values_list("pk", flat=True)
    ]
    seated = Applicant.objects.filter(email_key__in=keys if email else [], standing=Applicant.Standing.SEATED)
    seated.update(standing=Applicant.Standing.DECLINED)


def leave_room(*, jury: JuryPage, email: str, at: datetime, by: Any = None, is_erased: bool = False) -> None:
    """End the place in the room of somebody who was drawn with this address; with `is_erased` forget who it was."""
    if not email:
        return
    for juror in Juror.objects.filter(jury=jury, email_key=email_key(jury.pk, email)):
        end_place(juror=juror, at=at, by=by)
        if is_erased:
            forget(juror)


def forget(juror: Juror) -> None:
    """Erase who a juror is; what they wrote stays, under a number."""
    name = _("Juror %(number)s") % {"number": juror.number}
    taken = Juror.objects.filter(jury=juror.jury, display_name__iexact=name).exclude(pk=juror.pk).exists()
    name = f"{name}*" if taken else name
    Juror.objects.filter(pk=juror.pk).update(contact=b"", email_key="", display_name=name)
