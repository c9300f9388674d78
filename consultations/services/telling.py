"""Telling respondents who asked what came of the consultation: once each, with a way to stop that needs no sign-in."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import Contact, OutcomePage
from consultations.services.private import CONTACT_KEPT_AFTER_OUTCOME, opened_contact
from people.notices import notify

SALT: Final = "consultations.outcome-mail"
#: So many are told in one transaction; the tick goes on a minute later.
BATCH: Final = 500


def tell_respondents(outcome: OutcomePage, *, at: datetime) -> int:
    """Queue the e-mail about a published outcome to everybody who asked for it and has not been told.

    Each is told once, however often this runs. Who was told is kept ninety days more, then forgotten.

    Returns:
        How many were told.
    """
    if outcome.consultation_id is None or not outcome.live:
        return 0
    told = 0
    while batch := _tell_some(outcome, at=at):
        told += batch
    return told


def tell_all(*, at: datetime) -> int:
    """Tell about every published outcome that somebody still waits for."""
    waiting = Contact.objects.filter(wants_outcome=True).values("consultation_id")
    outcomes = OutcomePage.objects.live().filter(consultation__in=waiting).select_related("consultation")
    return sum(tell_respondents(outcome, at=at) for outcome in outcomes)


def leave_token(contact: Contact) -> str:
    return signing.dumps(str(contact.pk), salt=SALT)


def leave_url(contact: Contact) -> str:
    return settings.SITE_URL + reverse("consultations:leave_outcome_mails", args=[leave_token(contact)])


def contact_of_token(token: str) -> Contact | None:
    """Return the contact that a leave link names, or None when it is forged or the contact is no longer kept."""
    try:
        return Contact.objects.filter(pk=UUID(signing.loads(token, salt=SALT))).first()
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def leave_outcome_mails(*, contact: Contact) -> int:
    """Write no more about outcomes or progress to this address, whichever consultations it was given with."""
    same = Q(pk=contact.pk)
    if contact.email_key:
        same |= Q(email_key=contact.email_key)
    asked = Q(wants_outcome=True) | Q(wants_progress=True)
    return Contact.objects.filter(same & asked).update(wants_outcome=False, wants_progress=False)


@transaction.atomic
def _tell_some(outcome: OutcomePage, *, at: datetime) -> int:
    waiting = Contact.objects.filter(consultation_id=outcome.consultation_id, wants_outcome=True)
    rows = list(waiting.order_by("pk").select_for_update()[:BATCH])
    for row in rows:
        given = opened_contact(row)
        if given is not None and given.email:
            _tell(outcome, row, given.email, at=at)
    last_day = (at + CONTACT_KEPT_AFTER_OUTCOME).date()
    told = Contact.objects.filter(pk__in=[row.pk for row in rows])
    told.filter(kept_until__gt=last_day, wants_progress=False).update(kept_until=last_day)
    told.update(wants_outcome=False)
    return len(rows)


def _tell(outcome: OutcomePage, row: Contact, email: str, *, at: datetime) -> None:
    consultation = outcome.consultation
    title = consultation.title if consultation else outcome.title
    body = _(
        "You took part in the consultation “%(title)s” and asked to hear what came of it.\n\n"
        "The outcome is published: what we asked, what people said, and what we did.\n\n%(address)s\n\n"
        "Thank you for taking part."
    )
    notify(
        kind="outcome",
        key=f"consultation-{outcome.consultation_id}",
        recipient=email,
        subject=_("What came of “%(title)s”") % {"title": title},
        body=body % {"title": title, "address": outcome.full_url or settings.SITE_URL + outcome.url},
        leave_url=leave_url(row),
        at=at,
    )
