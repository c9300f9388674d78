"""What of the draw must happen by the clock, and what of it is personal data: registered in `AppConfig.ready`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.services.rotating import register_sealed
from core.sealing import SealBroken
from juries.draw_reads import own_answers
from juries.models import Applicant, ApplicantFeatures, Draw
from juries.recruit_vault import owner_key
from juries.services.recruiting import erase_applicants, personal_of, withdraw
from juries.tasks import search_draw
from people import ticks
from people.models import User
from people.privacy import PersonalData, Row, register

EVERY: Final = timedelta(minutes=1)


def resume_draws(at: datetime) -> int:
    """Take up searches whose process has died; what they had found is still there."""
    dead = list(Draw.objects.dead_at(at).values_list("pk", flat=True))
    taken = 0
    for draw_id in dead:
        if Draw.objects.dead_at(at).filter(pk=draw_id).update(heard_at=at):
            search_draw.enqueue(draw_id)
            taken += 1
    return taken


def _of(user: User) -> list[Applicant]:
    emails = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    keys = [owner_key(email) for email in emails]
    return list(Applicant.objects.filter(owner_key__in=keys).select_related("recruitment__jury"))


def collect(user: User) -> list[Row]:
    """Return each application made with an address this person has proved to be theirs."""
    rows: list[Row] = []
    for one in _of(user):
        try:
            personal = personal_of(one)
            answers = own_answers(one)
        except SealBroken:
            continue
        rows.append(
            {
                _("Jury"): one.recruitment.jury.title,
                _("Name"): personal.name,
                _("E-mail"): personal.email,
                _("Telephone"): personal.phone,
                _("What you need"): personal.needs,
                _("How it stands"): one.get_standing_display(),
                _("Kept until"): one.kept_until,
                **dict(answers),
            }
        )
    return rows


def erase(user: User, at: datetime) -> int:
    found = _of(user)
    for one in found:
        withdraw(applicant=one, at=at)
    return len(found)


def expire(at: datetime) -> int:
    """Erase applications whose time has come, and what would open the commitments of draws they were in."""
    past = list(Applicant.objects.past_time_at(at))
    erased = erase_applicants(past) + ApplicantFeatures.objects.filter(kept_until__lt=at.date()).delete()[0]
    over = Draw.objects.exclude(secrets=b"").exclude(recruitment__applicants__isnull=False)
    return erased + over.update(secrets=b"")


APPLICATIONS: Final = PersonalData(
    slug="jury-applications",
    label=gettext_lazy("Applications to sit on a citizens’ jury"),
    retention=gettext_lazy(
        "Erased the number of months after the pick that the call names (6 unless it says otherwise), and a year after "
        "the call closed where nobody was picked. Who you are and what you said about yourself go together."
    ),
    explanation=gettext_lazy(
        "Your name and contact are held encrypted and apart from what you said about yourself. Erasing takes you out "
        "of the pool. A draw that is public keeps its pseudonyms and scrambled commitments; nothing can open yours any "
        "more."
    ),
    collect=collect,
    erase=erase,
    expire=expire,
)


def register_draw_room() -> None:
    for model, field in ((Applicant, "content"), (ApplicantFeatures, "content"), (Draw, "secrets")):
        register_sealed(model, field)
    ticks.register("jury-draws", resume_draws, every=EVERY)
    register(APPLICATIONS)
