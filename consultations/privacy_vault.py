"""What the vault tells 'my data' and the retention clock. Found by e-mail address, once its owner has proved it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Contact, VaultRecord
from consultations.services.private import contacts_of_emails, erase_private_of
from consultations.vault import ABOUT_YOU, SealBroken, row_key, unseal
from core.generation import raise_generation
from people.equality_lists import LISTS, get_list
from people.models import User
from people.privacy import PersonalData, Row, register


def verified_emails(user: User) -> list[str]:
    """Return the addresses this person has proved to be theirs."""
    return list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))


def collect(user: User) -> list[Row]:
    """Return each contact given with a verified address, and what was answered about oneself beside it."""
    found = list(contacts_of_emails(verified_emails(user)))
    keys = {row_key(content["response"], ABOUT_YOU) for _row, content in found if content.get("response")}
    records = {record.key: record for record in VaultRecord.objects.filter(key__in=keys)}
    rows: list[Row] = []
    for contact, content in found:
        record = records.get(row_key(content.get("response", ""), ABOUT_YOU))
        rows.append(
            {
                _("Consultation"): contact.consultation.title,
                _("Name"): content.get("name", ""),
                _("E-mail"): content.get("email", ""),
                _("Told about the outcome"): _("Yes, once it is published") if contact.wants_outcome else _("No"),
                _("Told while it is being done"): _("Yes, once a week at most") if contact.wants_progress else _("No"),
                _("Kept until"): contact.kept_until,
                **(_said(record) if record else {}),
            }
        )
    return rows


def erase(user: User, at: datetime) -> int:
    """Forget the contacts given with this person's addresses, and what they answered about themselves."""
    erased = erase_by_emails(verified_emails(user))
    if erased:
        raise_generation()  # a name may stand under published words
    return erased


def erase_by_emails(emails: Iterable[str]) -> int:
    found = list(contacts_of_emails(emails))
    erased = erase_private_of([content["response"] for _row, content in found if content.get("response")])
    return erased + Contact.objects.filter(pk__in=[row.pk for row, _content in found]).delete()[0]


def expire_contacts(at: datetime) -> int:
    return Contact.objects.filter(kept_until__lt=at.date()).delete()[0]


def expire_vault(at: datetime) -> int:
    return VaultRecord.objects.filter(kept_until__lt=at.date()).delete()[0]


def _said(record: VaultRecord) -> dict[str, Any]:
    """Return question and answer in words for one record of the vault."""
    if record.list_version not in LISTS:
        return {}
    try:
        answers = unseal(record.content)
    except SealBroken:
        return {}
    features = get_list(record.list_version).features
    return {str(one.title): str(one.label_of(answers[one.slug])) for one in features if one.slug in answers}


CONTACTS = PersonalData(
    slug="consultation-contacts",
    label=gettext_lazy("Names and e-mail addresses given with consultation responses"),
    retention=gettext_lazy(
        "Kept until 90 days after you were told about the outcome, or longer if you asked to be told while it is "
        "being done, and at most 2 years after the consultation closed; then erased."
    ),
    explanation=gettext_lazy(
        "Held encrypted and apart from the answers. Erasing also erases the equality answers given with the "
        "same response. The response itself stays, and nothing leads from it to you any more."
    ),
    collect=collect,
    erase=erase,
    expire=expire_contacts,
)
EQUALITY = PersonalData(
    slug="equality-answers",
    label=gettext_lazy("Answers to the equality questions"),
    retention=gettext_lazy(
        "Kept until 1 year after they were counted, and at most 2 years after the consultation closed; then "
        "erased. Only the counts stay."
    ),
    explanation=gettext_lazy(
        "Held encrypted, without a name, and apart from the answers. If you gave an e-mail address with your "
        "response, they are shown beside it. If you gave none, your receipt is the way to them."
    ),
    expire=expire_vault,
)


def register_vault() -> None:
    register(CONTACTS)
    register(EQUALITY)
