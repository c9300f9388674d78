"""What people who were drawn say: they take part, or they do not."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juries.draw_errors import NotDrawn
from juries.models import Applicant
from juries.room_errors import AlreadySeated, RoomClosed
from juries.services.calling import note
from juries.services.jurors import seat_juror
from juries.services.leaving import leave_room
from juries.services.recruiting import personal_of
from juries.services.searching import KEEPS
from people.notices import notify

Standing = Applicant.Standing


class Room(Enum):
    """What became of the place in the jury's room of somebody who takes part."""

    INVITED = "invited"
    THERE_ALREADY = "there already"
    NO_ADDRESS = "no address"
    CLOSED = "closed"


@transaction.atomic
def decline(*, applicant: Applicant, by: Any, at: datetime) -> None:
    """Note that somebody who was drawn does not take part: a place is free, also in the room. They get a letter.

    The letter lets them object, so that nobody loses a place without knowing it.

    Raises:
        NotDrawn: They have no place to give up.
    """
    changed = Applicant.objects.filter(pk=applicant.pk, standing__in=KEEPS).update(standing=Standing.DECLINED)
    if not changed:
        raise NotDrawn
    jury = applicant.recruitment.jury
    email = personal_of(applicant).email
    leave_room(jury=jury, email=email, at=at, by=by)
    if email:
        body = _(
            "We have noted that you do not take part in the jury ‘%(jury)s’. Your place is given to somebody else by "
            "lot.\n\nIf that is not what you told us, write to us at once: %(contact)s"
        )
        notify(
            kind="jury-declined",
            key=f"{applicant.pk}",
            recipient=email,
            subject=_("You do not take part: %(jury)s") % {"jury": jury.title},
            body=body % {"jury": jury.title, "contact": jury.contact_email or jury.full_url or ""},
            at=at,
        )
    note(jury, _("Somebody who was drawn does not take part."), by=by)


@transaction.atomic
def take_seat(*, applicant: Applicant, by: Any, at: datetime) -> Room:
    """Note that somebody who was drawn takes part; with an e-mail address they get their place in the jury's room.

    Raises:
        NotDrawn: They were not drawn, or have answered.
    """
    changed = Applicant.objects.filter(pk=applicant.pk, standing=Standing.DRAWN).update(standing=Standing.SEATED)
    if not changed:
        raise NotDrawn
    note(applicant.recruitment.jury, _("Somebody who was drawn takes part."), by=by)
    personal = personal_of(applicant)
    if not personal.email:
        return Room.NO_ADDRESS
    try:
        seat_juror(jury=applicant.recruitment.jury, name=personal.name, email=personal.email, at=at, by=by)
    except AlreadySeated:
        return Room.THERE_ALREADY
    except RoomClosed:
        return Room.CLOSED
    return Room.INVITED
