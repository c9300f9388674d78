"""Writes to the pool of a call for jurors: applications and their end."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.tokens import hash_token, make_token
from core.sealing import SealBroken, seal, unseal
from juries.draw_errors import AnswersIncomplete, AppliedOnPaper, CallClosed, CallNotOpen, CallUnfinished
from juries.models import Applicant, ApplicantFeatures, Draw, Recruitment
from juries.recruit_vault import Personal, email_key, features_key, opened, owner_key
from juries.services.calling import asked_of, note, unpicked_until
from juries.services.draw_secrets import forget_in_draws
from juries.services.leaving import leave_room
from people.equality_lists import PREFER_NOT
from people.notices import notify

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Applied:
    """An application that is in the pool; `token` is the secret of its private link, None where it was there before."""

    applicant: Applicant
    token: str | None


@transaction.atomic
def apply(
    *,
    call: Recruitment,
    personal: Personal,
    features: Mapping[str, str],
    at: datetime,
    has_proof: bool = False,
    by: Any = None,
) -> Applied:
    """Put somebody into the pool and send them their private link. `by`: an officer who types in a paper form.

    Who has applied with this address already is told by e-mail alone, with a fresh link, so that the page tells nobody
    who has applied.

    Raises:
        CallNotOpen, CallClosed: It is not the time. An officer may add paper until the draw is made.
        CallUnfinished: Nothing is sought yet.
        AnswersIncomplete: A feature is not answered with one of its values.
        AppliedOnPaper: An officer types in somebody who is there already.
    """
    call = Recruitment.objects.select_for_update(of=("self",)).select_related("jury").get(pk=call.pk)
    _refuse_untimely(call, at=at, by=by)
    kept = _kept_answers(call, features)
    token = make_token()
    try:
        with transaction.atomic():
            applicant = _stored(call, personal, token, has_proof=has_proof, by=by)
    except IntegrityError:
        return _already(call, personal, token, at=at, by=by)
    ApplicantFeatures.objects.create(
        recruitment=call, key=features_key(applicant.public_id), content=seal(kept), kept_until=applicant.kept_until
    )
    if personal.email:
        _mail_link(call, personal.email, token, at=at, is_again=False)
    if by is not None:
        note(call.jury, _("An applicant was added from paper."), by=by)
    return Applied(applicant, token)


def _refuse_untimely(call: Recruitment, *, at: datetime, by: Any) -> None:
    if at < call.opens_at:
        raise CallNotOpen
    is_drawn = Draw.objects.filter(recruitment=call, state=Draw.State.MADE).exists()
    if (by is None and not call.is_open_at(at)) or is_drawn:
        raise CallClosed


def _kept_answers(call: Recruitment, features: Mapping[str, str]) -> dict[str, str]:
    asked = asked_of(call)
    if not asked:
        raise CallUnfinished
    kept = {slug: features.get(slug, "") for slug in asked}
    if any(code not in (*asked[slug], PREFER_NOT) for slug, code in kept.items()):
        raise AnswersIncomplete
    return kept


def _stored(call: Recruitment, personal: Personal, token: str, *, has_proof: bool, by: Any) -> Applicant:
    return Applicant.objects.create(
        recruitment=call,
        token_hash=hash_token(token),
        email_key=email_key(call.pk, personal.email) if personal.email else "",
        owner_key=owner_key(personal.email) if personal.email else "",
        content=personal.sealed(),
        channel=Applicant.Channel.ONLINE if by is None else Applicant.Channel.PAPER,
        has_proof=has_proof,
        kept_until=unpicked_until(call),
    )


def _already(call: Recruitment, personal: Personal, token: str, *, at: datetime, by: Any) -> Applied:
    if by is not None:
        raise AppliedOnPaper
    found = Applicant.objects.select_for_update().get(recruitment=call, email_key=email_key(call.pk, personal.email))
    Applicant.objects.filter(pk=found.pk).update(token_hash=hash_token(token))
    _mail_link(call, personal.email, token, at=at, is_again=True)
    return Applied(found, None)


def own_link(token: str) -> str:
    return settings.SITE_URL + reverse("juries:application", args=[token])


def _mail_link(call: Recruitment, email: str, token: str, *, at: datetime, is_again: bool) -> None:
    first = (
        _("Somebody applied again with this e-mail address. Nothing has changed: your first application counts.")
        if is_again
        else _("Thank you for applying. You are in the pool from which the jury is drawn.")
    )
    words = _(
        "%(first)s\n\nWith this private link you can see what we hold, and take your application back. After the draw "
        "is published you can see your chance there. It takes the place of any link we sent before:\n\n%(link)s\n\n"
        "Keep it to yourself."
    )
    notify(
        kind="jury-application",
        key=hash_token(token),
        recipient=email,
        subject=_("Your application: %(jury)s") % {"jury": call.jury.title},
        body=words % {"first": first, "link": own_link(token)},
        at=at,
    )


@transaction.atomic
def withdraw(*, applicant: Applicant, at: datetime, by: Any = None) -> None:
    """Take an application back at any time: everything about this person is erased, also in sealed draws.

    Who has a place in the jury's room gives it up and is forgotten there too.
    """
    call = applicant.recruitment
    try:
        leave_room(jury=call.jury, email=personal_of(applicant).email, at=at, is_erased=True)
    except SealBroken:
        logger.warning("An application was erased that no secret opens.")
    forget_in_draws(call_id=call.pk, public_ids=[applicant.public_id])
    erase_applicants([applicant])
    if by is not None:
        note(call.jury, _("An application was taken back for somebody."), by=by)


def erase_applicants(applicants: Collection[Applicant]) -> int:
    """Erase who these people are and what they said about themselves."""
    keys = [features_key(one.public_id) for one in applicants]
    gone, _by_model = ApplicantFeatures.objects.filter(key__in=keys).delete()
    return gone + Applicant.objects.filter(pk__in=[one.pk for one in applicants]).delete()[0]


def answers_of(applicant: Applicant) -> dict[str, str]:
    """Return what an applicant said about themselves, to show it to them."""
    row = ApplicantFeatures.objects.filter(key=features_key(applicant.public_id)).first()
    return {} if row is None else unseal(row.content)


def personal_of(applicant: Applicant) -> Personal:
    return opened(applicant.content)
