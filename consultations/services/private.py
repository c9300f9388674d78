"""Writes to what is kept apart from responses: who a respondent is, and what they said about themselves.

Three tables hold a response, its contact and its answers about the person, and no foreign key joins them. Rows carry
a random id and no moment; the day they are kept until is the same for the whole consultation. The content of a contact
names the response (inside the seal), so that somebody who proves an e-mail address can see and erase all that was
given with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from consultations.models import ConsultationPage, Contact, Response, VaultRecord
from consultations.vault import ABOUT_YOU, CONTACT, SealBroken, email_key, row_key, seal, unseal
from people.equality_lists import CURRENT

#: Kept at most this long after closing, if nothing ends it sooner.
KEPT_AT_MOST: Final = timedelta(days=730)
CONTACT_KEPT_AFTER_OUTCOME: Final = timedelta(days=90)
VAULT_KEPT_AFTER_COUNT: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """Name and e-mail as a respondent gave them; either may be blank."""

    name: str = ""
    email: str = ""
    wants_outcome: bool = False
    wants_progress: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.name or self.email)


@transaction.atomic(savepoint=False)
def store_private(
    *,
    response: Response,
    contact: ContactGiven | None,
    about_you: Mapping[str, str],
    at: datetime,
    list_version: str = CURRENT,
) -> None:
    """Put a respondent's contact and answers about themselves where they belong, in place of what was there.

    Two statements, whatever was given; nothing given erases what was kept.
    """
    kept_until = _kept_until(response.consultation, at=at)
    if contact is None or contact.is_blank:
        Contact.objects.filter(key=row_key(response.public_id, CONTACT)).delete()
    else:
        _store_contact(response, contact, kept_until)
    if about_you:
        _store_about_you(response, dict(about_you), list_version, kept_until)
    else:
        VaultRecord.objects.filter(key=row_key(response.public_id, ABOUT_YOU)).delete()


@transaction.atomic
def erase_private(*, response: Response) -> None:
    """Forget who a respondent is and what they said about themselves."""
    erase_private_of([response.public_id])


def erase_private_of(public_ids: Collection[UUID | str]) -> int:
    """Erase the contacts and the vault rows of these responses; return how many rows went."""
    contacts, _ = Contact.objects.filter(key__in=[row_key(one, CONTACT) for one in public_ids]).delete()
    records, _ = VaultRecord.objects.filter(key__in=[row_key(one, ABOUT_YOU) for one in public_ids]).delete()
    return contacts + records


def contact_of(response: Response) -> ContactGiven | None:
    """Return who sent a response, or None when they did not say or it is no longer kept."""
    row = Contact.objects.filter(key=row_key(response.public_id, CONTACT)).first()
    return None if row is None else opened_contact(row)


def about_you_of(response: Response) -> dict[str, str]:
    """Return what a respondent said about themselves, to show it to them when they change their response."""
    row = VaultRecord.objects.filter(key=row_key(response.public_id, ABOUT_YOU)).first()
    return {} if row is None else unseal(row.content)


def names_of(public_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names given with these responses, where one was, in one statement."""
    by_key = {row_key(one, CONTACT): one for one in public_ids}
    rows = Contact.objects.filter(key__in=list(by_key))
    names = ((by_key[row.key], opened_contact(row)) for row in rows)
    return {public_id: given.name for public_id, given in names if given and given.name}


def opened_contact(row: Contact) -> ContactGiven | None:
    """Decrypt one contact; None when the secret it was sealed under is lost."""
    try:
        content = unseal(row.content)
    except SealBroken:
        return None
    return ContactGiven(
        name=content.get("name", ""),
        email=content.get("email", ""),
        wants_outcome=row.wants_outcome,
        wants_progress=row.wants_progress,
    )


def contacts_of_emails(emails: Iterable[str]) -> Iterator[tuple[Contact, dict[str, Any]]]:
    """Yield each contact given with one of these addresses, with its content; `content["response"]` is a public id.

    Call it only with addresses the person has proved to be theirs.
    """
    keys = [email_key(email) for email in emails]
    for row in Contact.objects.filter(email_key__in=keys).select_related("consultation"):
        try:
            yield row, unseal(row.content)
        except SealBroken:
            continue


def _store_contact(response: Response, contact: ContactGiven, kept_until: date) -> None:
    row = Contact(
        key=row_key(response.public_id, CONTACT),
        consultation_id=response.consultation_id,
        email_key=email_key(contact.email) if contact.email else "",
        content=seal({"name": contact.name, "email": contact.email, "response": str(response.public_id)}),
        wants_outcome=contact.wants_outcome and bool(contact.email),
        wants_progress=contact.wants_progress and bool(contact.email),
        kept_until=kept_until,
    )
    Contact.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["email_key", "content", "wants_outcome", "wants_progress", "kept_until"],
    )


def _store_about_you(response: Response, answers: dict[str, str], list_version: str, kept_until: date) -> None:
    row = VaultRecord(
        key=row_key(response.public_id, ABOUT_YOU),
        consultation_id=response.consultation_id,
        list_version=list_version,
        content=seal(answers),
        kept_until=kept_until,
    )
    VaultRecord.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["list_version", "content", "kept_until"],
    )


def _kept_until(consultation: ConsultationPage, *, at: datetime) -> date:
    """One day for all respondents of a consultation, so that it does not tell when somebody answered."""
    return ((consultation.closes_at or at) + KEPT_AT_MOST).date()
