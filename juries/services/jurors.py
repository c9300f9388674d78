"""Giving places in a jury: invited by a personal link, known by a name of one's own, gone when one leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.tokens import hash_token, make_token
from core.sealing import SealBroken, keyed_name, seal, unseal
from juries.models import Juror, JuryPage
from juries.models.jurors import room_is_open
from juries.room_errors import AlreadySeated, HasLeft, NameTaken, NoContact, NothingWritten, RoomClosed
from people.access_log import log_look
from people.notices import cancel, notify

#: A move in the jury's room, in the history of the jury's page.
ROOM: Final = "juries.room"
INVITATION: Final = "jury-invitation"
LONGEST_NAME: Final = 40


@transaction.atomic
def seat_juror(*, jury: JuryPage, name: str, email: str, at: datetime, by: Any, is_facilitator: bool = False) -> Juror:
    """Give somebody a place in the jury and send them their personal link. They choose the name they go by later.

    Raises:
        AlreadySeated: Somebody with this address sits in this jury.
        RoomClosed: The jury is closed.
    """
    JuryPage.objects.select_for_update(of=("self",)).get(pk=jury.pk)
    if not room_is_open(jury, today=at.date()):
        raise RoomClosed
    key = email_key(jury.pk, email)
    if Juror.objects.sitting().filter(jury=jury, email_key=key).exists():
        raise AlreadySeated
    number = (Juror.objects.filter(jury=jury).aggregate(last=Max("number"))["last"] or 0) + 1
    juror = Juror.objects.create(
        jury=jury,
        number=number,
        display_name=_free_name(jury, number, is_facilitator=is_facilitator),
        is_facilitator=is_facilitator,
        contact=seal({"name": name.strip(), "email": email.strip().lower()}),
        email_key=key,
        invited_at=at,
    )
    note(jury, _("Juror %(number)s was given a place.") % {"number": number}, by=by)
    send_link(juror=juror, at=at, by=by)
    return juror


@transaction.atomic
def send_link(*, juror: Juror, at: datetime, by: Any) -> None:
    """Send a fresh personal link. The one before stops working, and whoever came in by it is out.

    Raises:
        HasLeft: They have no place any more.
        NoContact: Their address has been erased.
        RoomClosed: The jury is closed.
    """
    contact = contact_of(juror)
    if contact is None:
        raise NoContact
    token = make_link(juror=juror, at=at)
    cancel(about=[about(juror)])
    notify(
        kind=INVITATION,
        key=f"{juror.pk}.{at.isoformat()}",
        recipient=contact["email"],
        subject=_("Your link to the jury’s room: %(jury)s") % {"jury": juror.jury.title},
        body=_letter(juror, contact["name"], token),
        at=at,
        about=about(juror),
    )
    note(juror.jury, _("Juror %(number)s was sent a new link.") % {"number": juror.number}, by=by)


@transaction.atomic
def make_link(*, juror: Juror, at: datetime) -> str:
    """Make a fresh personal link and return its secret, of which only a hash is kept.

    Raises:
        HasLeft: They have no place any more.
        RoomClosed: The jury is closed.
    """
    held = Juror.objects.select_for_update(of=("self",)).select_related("jury").get(pk=juror.pk)
    if held.left_at is not None:
        raise HasLeft
    if not room_is_open(held.jury, today=at.date()):
        raise RoomClosed
    token = make_token()
    held.token_hash = juror.token_hash = hash_token(token)
    held.save(update_fields=["token_hash"])
    return token


@transaction.atomic
def enter_room(*, juror: Juror, at: datetime) -> Juror:
    """Note that somebody came in for the first time."""
    Juror.objects.filter(pk=juror.pk, joined_at=None).update(joined_at=at)
    juror.refresh_from_db(fields=["joined_at"])
    return juror


def sign_out(*, juror: Juror, at: datetime) -> None:
    """End what this juror opened on any machine up to now."""
    Juror.objects.filter(pk=juror.pk).update(signed_out_at=at)


@transaction.atomic
def choose_name(*, juror: Juror, name: str) -> Juror:
    """Take the name one goes by in the room.

    Raises:
        NothingWritten: It is empty.
        NameTaken: Somebody else in this jury goes by it, or did.
    """
    tidy = " ".join(name.split())[:LONGEST_NAME]
    if not tidy:
        raise NothingWritten
    try:
        with transaction.atomic():
            Juror.objects.filter(pk=juror.pk).update(display_name=tidy)
    except IntegrityError:
        raise NameTaken from None
    juror.display_name = tidy
    return juror


@transaction.atomic
def reveal(*, juror: Juror, reason: str, by: Any) -> Mapping[str, str]:
    """Return name and e-mail address of a juror, and put down who looked and why.

    Raises:
        NothingWritten: No reason was given.
        NoContact: They have been erased.
    """
    if not reason.strip():
        raise NothingWritten(_("Say why you need to know who this is. The reason is kept with your name."))
    contact = contact_of(juror)
    if contact is None:
        raise NoContact
    log_look(by, _("who a juror is: %(reason)s") % {"reason": reason.strip()[:200]}, juror)
    return contact


def contact_of(juror: Juror) -> dict[str, str] | None:
    """Open the sealed part; None once it is erased or no secret opens it."""
    content = bytes(juror.contact)
    if not content:
        return None
    try:
        return unseal(content)
    except SealBroken:
        return None


def email_key(jury_id: int, email: str) -> str:
    """Return the name of an address in one jury: rows of two juries cannot be laid side by side."""
    return keyed_name(f"juror of {jury_id}", email.strip().lower())


def note(jury: JuryPage, what: str, *, by: Any) -> None:
    """Put a move in the room into the history of the jury's page. `by` is an officer, or None for the room itself."""
    log(instance=jury, action=ROOM, user=by, data={"what": what})


def _free_name(jury: JuryPage, number: int, *, is_facilitator: bool) -> str:
    word = _("Facilitator") if is_facilitator else _("Juror")
    name = f"{word} {number}"
    while Juror.objects.filter(jury=jury, display_name__iexact=name).exists():
        name += "*"
    return name


def about(juror: Juror) -> str:
    """Return the name under which letters to a juror are found."""
    return f"juror {juror.pk}"


def _letter(juror: Juror, name: str, token: str) -> str:
    return _(
        "Hello %(name)s,\n\n"
        "this is your own link to the private room of the jury ‘%(jury)s’:\n%(address)s\n\n"
        "Open it and press ‘Enter’. Please keep the link to yourself: whoever has it comes in as you. In the room you "
        "choose the name that the others see. If you lose the link or somebody else has seen it, ask us for a new one."
    ) % {
        "name": name,
        "jury": juror.jury.title,
        "address": settings.SITE_URL + reverse("juries:room_link", args=[token]),
    }
