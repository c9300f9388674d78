"""What the jury's room tells 'my data' and the retention clock. Found by e-mail address, once its owner proved it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juries.models import DraftNote, DraftStatement, DraftVersion, Juror, MakeUpAnswer
from juries.models.jurors import KEPT_AFTER_CLOSING, KEPT_UNCLOSED
from juries.services.jurors import about, contact_of, email_key
from juries.services.leaving import end_place, forget
from juries.services.make_up import own_answers, take_back
from juries.services.talking import forget_talk
from juries.talk_reads import written_by
from people.models import User
from people.notices import cancel
from people.privacy import PersonalData, Row, register


def places_of(user: User) -> list[Juror]:
    """Return the places in juries given to addresses this person has proved to be theirs."""
    emails = list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
    juries = Juror.objects.exclude(email_key="").order_by().values_list("jury_id", flat=True).distinct()
    keys = {email_key(jury, email) for jury in juries for email in emails}
    return list(Juror.objects.filter(email_key__in=keys).select_related("jury").order_by("pk"))


def collect(user: User) -> list[Row]:
    rows: list[Row] = []
    for juror in places_of(user):
        contact = contact_of(juror) or {}
        rows.append(
            {
                _("Jury"): juror.jury.title,
                _("Name"): contact.get("name", ""),
                _("E-mail"): contact.get("email", ""),
                _("Name in the room"): juror.display_name,
                _("Invited"): juror.invited_at,
                _("Left"): juror.left_at,
                **_written(juror),
                **own_answers(juror),
            }
        )
    return rows


def _written(juror: Juror) -> dict[str, Any]:
    return {
        _("Versions of drafts you saved"): DraftVersion.objects.filter(written_by=juror).count(),
        _("Notes"): [note.text for note in DraftNote.objects.filter(juror=juror)],
        _("Statements"): [one.text for one in DraftStatement.objects.filter(juror=juror)],
        _("What you wrote in discussions"): written_by(juror),
    }


@transaction.atomic
def erase(user: User, at: datetime) -> int:
    """Forget who these jurors are, and give up places they still have. What they wrote stays under a number."""
    places = places_of(user)
    for juror in places:
        end_place(juror=juror, at=at)
        forget(juror)
    forget_talk(places)
    return len(places)


def expire(at: datetime) -> int:
    """Forget who jurors were half a year after their jury closed; the name they chose stays."""
    past = list(Juror.objects.past_time_at(at))
    for juror in past:
        cancel(about=[about(juror)])
        take_back(juror=juror)
    changes: dict[str, Any] = {"contact": b"", "email_key": "", "token_hash": ""}
    Juror.objects.filter(pk__in=[juror.pk for juror in past]).update(**changes)
    return len(past)


def expire_make_up(at: datetime) -> int:
    """Erase what jurors agreed to have counted and nobody published, with the jury's other personal data."""
    closed = MakeUpAnswer.objects.filter(jury__closed_on__lte=at.date() - KEPT_AFTER_CLOSING)
    unclosed = MakeUpAnswer.objects.filter(jury__closed_on=None, jury__ends_on__lte=at.date() - KEPT_UNCLOSED)
    return closed.delete()[0] + unclosed.delete()[0]


JURORS = PersonalData(
    slug="jurors",
    label=gettext_lazy("Your place in a citizens’ jury"),
    retention=gettext_lazy(
        "Name and e-mail address are erased half a year after the jury closed, or two years after its last day where "
        "nobody closed it."
    ),
    explanation=gettext_lazy(
        "So that we can send you your link and tell you what came of the jury. Kept encrypted; every look is written "
        "down. What you wrote with the others stays; when you erase this, under a number instead of the name you "
        "chose. How you voted is kept by nobody."
    ),
    collect=collect,
    erase=erase,
    expire=expire,
)
MAKE_UP = PersonalData(
    slug="jury-make-up",
    label=gettext_lazy("What jurors agreed to have counted"),
    retention=gettext_lazy("Destroyed when the make-up is published, and at the latest with the juror’s name."),
    explanation=gettext_lazy("Kept encrypted, without a name. It is shown with your place in the jury."),
    expire=expire_make_up,
)


def register_room() -> None:
    register(JURORS)
    register(MAKE_UP)
