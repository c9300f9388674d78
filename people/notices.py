"""The one way out of the site to a person: by e-mail, in plain text, once for each thing there is to say.

`notify` writes a row in the caller's transaction: what is rolled back is never told. `send_waiting` runs by the clock
and sends what was committed. Until then the letter is sealed, and once it has left it is erased. Letters about an
account itself (confirm your address, choose a password) are allauth's and leave at once.

To somebody who is protected because of their age nothing leaves at night. That is asked at the moment of sending, not
of writing; the letter waits until the morning and keeps no other back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from time import monotonic
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.sealing import SealBroken, keyed_name, seal, unseal
from people.models import Notice
from people.protection import protected_addresses
from people.quiet_hours import is_quiet, opens_again

logger = logging.getLogger(__name__)

#: How many leave in one run; the rest wait a minute.
BATCH = 200
#: A process that died while it sent a letter leaves it to the next one after this long.
CLAIM = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=12)
RECIPIENT: Final = "notice"
#: What stands where a letter stood.
GONE: Final = b""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sealed in a notice until it has left."""

    recipient: str
    subject: str
    body: str
    leave_url: str = ""


def notify(
    *,
    kind: str,
    key: str,
    recipient: str,
    subject: str,
    body: str,
    at: datetime,
    leave_url: str = "",
    about: str = "",
    apart: str = "",
) -> bool:
    """Have one address told one thing, unless it was told before under the same kind and key.

    Args:
        kind: What it is about, as a slug: `receipt`, `outcome`.
        key: What makes it this one: asked again under the same key, nothing is sent a second time.
        leave_url: Where to say no more of these, if there is such a choice: a page with a button, which also takes a
            bare POST from a mail program.
        about: The name of what it belongs to, where it can be taken back with that: see `cancel`.
        apart: Under what name the recipient stands here alone, so that nobody without the secret sees that other
            letters went to the same address. Who says so shows and erases these letters itself.

    Returns:
        Whether it is new.
    """
    letter = Letter(recipient.strip().lower(), " ".join(subject.split())[:200], body, leave_url)
    named = {"kind": kind, "key": key, "recipient_key": recipient_key(recipient, apart=apart)}
    try:
        with transaction.atomic():
            Notice.objects.create(**named, about=about, sealed=seal(asdict(letter)), created_at=at)
    except IntegrityError:
        if not Notice.objects.filter(**named).exists():
            raise
        return False
    return True


@dataclass(frozen=True, slots=True)
class Telling:
    """One of many letters of the same kind: see `notify_all`."""

    recipient: str
    subject: str
    body: str
    leave_url: str = ""


def notify_all(tellings: Iterable[Telling], *, kind: str, key: str, at: datetime, about: str = "") -> int:
    """Have many addresses told, each its own words, in one statement; those told before under this kind and key not.

    Returns:
        How many were given.
    """
    rows = [
        Notice(
            kind=kind,
            key=key,
            about=about,
            recipient_key=recipient_key(one.recipient),
            sealed=seal(
                asdict(
                    Letter(one.recipient.strip().lower(), " ".join(one.subject.split())[:200], one.body, one.leave_url)
                )
            ),
            created_at=at,
        )
        for one in tellings
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def recipient_key(address: str, *, apart: str = "") -> str:
    """Return the name under which everything told to one address is found; case does not matter.

    What stands apart is not found with the rest.
    """
    return keyed_name(f"{RECIPIENT}:{apart}" if apart else RECIPIENT, address.strip().lower())


def letter_of(notice: Notice) -> Letter | None:
    """Return what waits to be sent, or None when it has left.

    Raises:
        SealBroken: No secret we have opens it.
    """
    return Letter(**unseal(notice.sealed)) if notice.sealed else None


def others_told(*, about: str, recipient: str) -> int:
    """Return how many addresses besides this one were told, or will be, something that belongs to the same."""
    told = Notice.objects.filter(about=about).exclude(recipient_key=recipient_key(recipient))
    return told.order_by().values("recipient_key").distinct().count()


def cancel(*, about: Iterable[str]) -> int:
    """Take back every letter that belongs to one of these and has not left yet."""
    return Notice.objects.filter(about__in=[name for name in about if name], sent_at=None).delete()[0]


def send_waiting(*, at: datetime) -> int:
    """Send what waits, and return how many left. What cannot be sent is tried again later, ever more seldom.

    Args:
        at: When it begins. A slow mail server may take it on into the night.
    """
    now = _running_from(at)
    connection = get_connection()
    sent, room = 0, BATCH
    while room and (batch := list(Notice.objects.waiting_at(at)[:room])):
        protected = _to_protected(batch)
        late: list[int] = []
        for notice in batch:
            if notice.pk in protected and is_quiet(now()):
                late.append(notice.pk)
            else:
                sent += _send(notice, connection=connection, at=at)
        if not late:
            break
        Notice.objects.waiting_at(at).filter(pk__in=late).update(next_try_at=opens_again(now()))
        room -= len(batch) - len(late)
    return sent


def _running_from(at: datetime) -> Callable[[], datetime]:
    """Return what tells how late it has become in a run that began at this moment."""
    began = monotonic()
    return lambda: at + timedelta(seconds=monotonic() - began)


def _to_protected(batch: Sequence[Notice]) -> set[int]:
    """Return which of these go to somebody who is protected because of their age; one statement."""
    recipients = {notice.pk: _recipient_of(notice) for notice in batch}
    protected = protected_addresses(recipients.values())
    return {pk for pk, recipient in recipients.items() if recipient in protected}


def _recipient_of(notice: Notice) -> str:
    """Return where a letter goes; nowhere, where no secret opens it: it will not leave."""
    try:
        letter = letter_of(notice)
    except SealBroken:
        return ""
    return letter.recipient if letter else ""


def _send(notice: Notice, *, connection: BaseEmailBackend, at: datetime) -> bool:
    if not _claim(notice, at=at):
        return False
    try:
        _message(notice, connection=connection).send()
    except Exception as problem:  # noqa: BLE001  whatever a mail server does, the others must still leave
        _put_off(notice, problem, at=at)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=at, next_try_at=None, sealed=GONE)
    return True


def wait_after(failures: int) -> timedelta:
    """How long to wait after this many failures: 2, 4, 8 minutes and so on, at most half a day."""
    return min(timedelta(minutes=2**failures), LONGEST_WAIT)


def _claim(notice: Notice, *, at: datetime) -> bool:
    """Take a letter, unless another process took it since it was read."""
    mine = Notice.objects.filter(pk=notice.pk, sent_at=None, next_try_at=notice.next_try_at)
    return mine.update(next_try_at=at + CLAIM) == 1


def _put_off(notice: Notice, problem: Exception, *, at: datetime) -> None:
    failures = notice.failures + 1
    kept = {} if failures < Notice.MAX_FAILURES else {"sealed": GONE}  # given up
    Notice.objects.filter(pk=notice.pk).update(failures=failures, next_try_at=at + wait_after(failures), **kept)
    logger.warning("A notice of kind %s could not be sent (try %s): %s", notice.kind, failures, _cause(problem))


def _cause(problem: Exception) -> str:
    """Say what kind of trouble it was. Its own words would hold the address it was to go to."""
    name = type(problem).__name__
    if isinstance(problem, SMTPResponseException):
        return f"{name} {problem.smtp_code}"
    if isinstance(problem, SMTPRecipientsRefused):
        return " ".join([name, *(str(code) for code, _words in problem.recipients.values())])
    return name


def _message(notice: Notice, *, connection: BaseEmailBackend) -> EmailMessage:
    letter = Letter(**unseal(notice.sealed))
    body = letter.body.rstrip()
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.leave_url:
        body += "\n\n-- \n" + _("To get no more of these: %(address)s") % {"address": letter.leave_url}
        headers["List-Unsubscribe"] = f"<{letter.leave_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        subject=letter.subject,
        body=body + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.recipient],
        headers=headers,
        connection=connection,
    )
