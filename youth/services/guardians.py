"""A parent's or guardian's yes: asked for by letter, given or refused by a press on a page, taken back at any time.

The link in the letter is all they need, for the answer and for taking it back. Only a keyed name of it is kept; the
address is sealed until they answer, and erased with the answer or when the link is too old.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consultations.tokens import make_token
from core.sealing import keyed_name, seal, unseal
from people.models import Notice
from people.notices import cancel, notify
from people.protection import protected_addresses
from youth.clocks import GUARDIAN_LINK
from youth.joining_errors import AskedAlready, LinkTooOld, NotWaiting, OwnAddress, RemindedAlready, SaidNo
from youth.models import Band, GuardianRequest, Writer, YouthPage
from youth.services.leaving import guardian_name, hide_work, hold_writer

State = Writer.State
ASK: Final = "youth-guardian-asked"
REMIND: Final = "youth-guardian-reminded"
CONFIRM: Final = "youth-guardian-answered"
ANSWERED: Final = "youth-guardian-said"
NOTHING: Final = b""


@transaction.atomic
def ask(*, writer: Writer, email: str, at: datetime) -> GuardianRequest:
    """Ask a parent or guardian by letter. Who was asked before at another address and has not answered is forgotten.

    Raises:
        NotWaiting: Nobody has to be asked.
        SaidNo: A guardian has said no; they alone change that.
        OwnAddress: It is the young person's own.
        AskedAlready: This very address was asked, and the link still works.
    """
    held = hold_writer(writer)
    _refuse_unneeded(held)
    address = email.strip().lower()
    if _plainest(address) in {_plainest(one) for one in _addresses_of(held)}:
        raise OwnAddress
    waiting = GuardianRequest.objects.filter(writer=held, answered_at=None).first()
    if waiting is not None and waiting.is_open_at(at) and _address_of(waiting) == address:
        raise AskedAlready
    if waiting is not None:
        waiting.delete()
        cancel(about=[guardian_name(held)])
    token = make_token()
    request = GuardianRequest.objects.create(
        writer=held,
        sealed=seal({"email": address, "token": token}),
        token_key=token_key(token),
        asked_at=at,
        expires_at=at + GUARDIAN_LINK,
    )
    _write(request, ASK, address, _asking(held, address, token), at=at)
    return request


@transaction.atomic
def remind(*, writer: Writer, at: datetime) -> GuardianRequest:
    """Write once more to who was asked. Once, and only because the young person says so.

    Raises:
        NotWaiting: Nobody is waited for.
        RemindedAlready: It was done once.
        LinkTooOld: The link has run out: ask again.
    """
    held = hold_writer(writer)
    _refuse_unneeded(held)
    request = GuardianRequest.objects.filter(writer=held, answered_at=None).first()
    if request is None:
        raise NotWaiting
    if request.reminded_at is not None:
        raise RemindedAlready
    if not request.is_open_at(at):
        raise LinkTooOld(_("The link we sent is too old by now. Ask again below."))
    content = unseal(request.sealed)
    _write(request, REMIND, content["email"], _asking(held, content["email"], content["token"]), at=at)
    request.reminded_at = at
    request.save(update_fields=["reminded_at"])
    return request


@transaction.atomic
def answer(*, token: str, has_agreed: bool, at: datetime) -> GuardianRequest:
    """Take a guardian's yes or no; the same again changes nothing, the other takes the first back.

    A no after a yes takes everything of the young person's out of sight, at once.

    Raises:
        LinkTooOld: There is no such link, it ran out unanswered, or nobody has to be asked any more.
    """
    request, writer = _hold(token)
    if request.answered_at is None and not request.is_open_at(at):
        raise LinkTooOld
    if request.has_agreed is has_agreed:
        return request
    had_agreed, address = bool(request.has_agreed), _address_of(request)
    request.withdrawn_at = at if had_agreed else None
    request.has_agreed, request.answered_at, request.sealed = has_agreed, at, NOTHING
    request.save()
    if has_agreed:
        _let_in(writer, at=at)
    elif had_agreed:
        _send_back(writer, at=at)
    if address:
        _confirm(request, address, token, at=at)
    if had_agreed is False:
        _tell_writer(writer, request, at=at)
    return request


@transaction.atomic
def not_mine(*, token: str, at: datetime) -> None:
    """Forget somebody whom the letter reached by mistake, before they answered; another address can be asked.

    Raises:
        LinkTooOld: As `answer`, or it has been answered.
    """
    request, writer = _hold(token)
    if request.answered_at is not None:
        raise LinkTooOld
    request.delete()
    cancel(about=[guardian_name(writer)])


def find(token: str) -> GuardianRequest | None:
    """Return the request that a link belongs to."""
    found = GuardianRequest.objects.select_related("writer").filter(token_key=token_key(token))
    return found.filter(writer__band=Band.YOUNGER).exclude(writer__state=State.LEFT).first()


def token_key(token: str) -> str:
    return keyed_name("youth-guardian-link", token)


def link_of(token: str) -> str:
    return settings.SITE_URL + reverse("youth:guardian", args=[token])


def forget_unanswered(*, at: datetime) -> int:
    """Erase requests whose link ran out, and with them the addresses."""
    return GuardianRequest.objects.filter(answered_at=None, expires_at__lte=at).delete()[0]


def _hold(token: str) -> tuple[GuardianRequest, Writer]:
    """Hold the writer and then the request, always in this order."""
    found = find(token)
    if found is None:
        raise LinkTooOld
    writer = hold_writer(found.writer)
    request = GuardianRequest.objects.select_for_update().filter(pk=found.pk).first()
    if request is None or not writer.is_younger:
        raise LinkTooOld
    return request, writer


def _refuse_unneeded(writer: Writer) -> None:
    if writer.state != State.WAITING:
        raise NotWaiting
    if GuardianRequest.objects.filter(writer=writer, has_agreed=False).exists():
        raise SaidNo


def _let_in(writer: Writer, *, at: datetime) -> None:
    if writer.state == State.WAITING:
        writer.state = State.PAUSED if writer.paused_reason else State.IN
    writer.guardian_agreed_on, writer.waits_since = localdate(at), None
    writer.save(update_fields=["state", "guardian_agreed_on", "waits_since"])
    GuardianRequest.objects.filter(writer=writer, answered_at=None).delete()


def _send_back(writer: Writer, *, at: datetime) -> None:
    """Nothing of theirs is public from now on; their drafts wait with them."""
    hide_work(writer, at=at)
    writer.state, writer.guardian_agreed_on, writer.waits_since = State.WAITING, None, localdate(at)
    writer.save(update_fields=["state", "guardian_agreed_on", "waits_since"])


def _addresses_of(writer: Writer) -> set[str]:
    found = EmailAddress.objects.filter(user=writer.user).values_list("email", flat=True)
    return {writer.user.email, *found}


def _plainest(address: str) -> str:
    """Return an address without what makes two of one: case, a tag after a plus, dots before the @."""
    local, _at, domain = address.strip().lower().partition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def _address_of(request: GuardianRequest) -> str:
    return unseal(request.sealed)["email"] if bytes(request.sealed) else ""


def _write(request: GuardianRequest, kind: str, address: str, words: tuple[str, str], *, at: datetime) -> None:
    """Send a letter that stands apart from all others to this address."""
    name = guardian_name(request.writer)
    subject, body = words
    key = f"{request.pk}.{at.isoformat()}"
    notify(kind=kind, key=key, recipient=address, subject=subject, body=body, at=at, about=name, apart=name)


def _asking(writer: Writer, address: str, token: str) -> tuple[str, str]:
    """Say who asks and what for. To the address of somebody who is under age themselves goes no link."""
    section = _section()
    subject = _("A young person asks for your yes: %(section)s") % {"section": section}
    named = {"section": section, "name": writer.pen_name, "link": link_of(token), "days": GUARDIAN_LINK.days}
    if protected_addresses({address}):
        return subject, _(
            "Somebody gave your address as that of their parent or guardian. Your account is a young person’s, so you"
            " cannot answer for somebody else. You need not do anything."
        )
    return subject, _(
        "Hello,\n\nsomebody under 16 would like to write for %(section)s and says that you are their parent or"
        " guardian. Their pen name there is “%(name)s”. Until you say yes, nothing they write is public and they"
        " cannot use the chat.\n\n"
        "Read what it is, and answer yes or no, on this page:\n%(link)s\n\n"
        "The link works for %(days)s days. If you do nothing, the answer is no, and we erase your address. If this"
        " letter reached you by mistake, you can say so on the page, or do nothing."
    ) % named


def _confirm(request: GuardianRequest, address: str, token: str, *, at: datetime) -> None:
    named = {"section": _section(), "name": request.writer.pen_name, "link": link_of(token)}
    if request.has_agreed:
        subject = _("You said yes: %(section)s")
        body = _(
            "Thank you. “%(name)s” can now take part in %(section)s.\n\nYou can take your yes back at any time, on the"
            " same page:\n%(link)s\n\nEverything they wrote is then taken out of sight at once. Keep this letter: we"
            " have erased your address, so we cannot send it again."
        )
    else:
        subject = _("You said no: %(section)s")
        body = _(
            "“%(name)s” cannot take part in %(section)s, and nothing they wrote is public.\n\nYou can change your"
            " answer for 30 days, on the same page:\n%(link)s\n\nAfter that we erase everything. We have erased your"
            " address already."
        )
    _write(request, CONFIRM, address, (subject % named, body % named), at=at)


def _tell_writer(writer: Writer, request: GuardianRequest, *, at: datetime) -> None:
    """Tell the young person the answer they waited for."""
    address = settings.SITE_URL + reverse("youth:me")
    if request.has_agreed:
        words = _("Your parent or guardian has said yes. You are in:")
    else:
        words = _("Your parent or guardian has said no. What that means for you:")
    notify(
        kind=ANSWERED,
        key=f"{request.pk}.{at.isoformat()}",
        recipient=writer.user.email,
        subject=_("There is an answer: %(section)s") % {"section": _section()},
        body=f"{words}\n{address}",
        at=at,
        about=f"youth-writer:{writer.pk}",
    )


def letters_to(writer: Writer) -> Any:
    """Return what stands of the letters to a guardian: that they were written, and when they left."""
    return Notice.objects.filter(about=guardian_name(writer)).order_by("created_at", "pk")


def _section() -> str:
    section = YouthPage.objects.first()
    return section.title if section else settings.WAGTAIL_SITE_NAME
