"""Safeguarding checks: recorded by one administrator, confirmed by another, neither of them the adult.

A check that was confirmed opens the admin's door to the adult. It shuts on the day of the next look, by the clock: what
may be published is asked of the check itself at every moment.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.sealing import SealBroken, seal, unseal
from people.access_log import log_look
from people.models import User
from people.notices import notify
from people.permissions import is_administrator
from people.protection import without_protected
from people.roles import Role
from people.services import administrators, give_role
from youth.ages import years_on
from youth.clocks import CHECK_NOTICE
from youth.errors import MovedOn, NotChecked
from youth.joining_errors import (
    CheckDates,
    CheckNumber,
    ChecksAreForAdministrators,
    CheckWaits,
    NotOver18,
    OwnCheck,
    ReasonMissing,
    SecondPersonNeeded,
)
from youth.models import SafeguardingCheck, YouthPage
from youth.permissions import is_checked_adult
from youth.services.section import let_checked_adults_in

#: A check is looked at again within so many years.
LONGEST_YEARS: Final = 3
SOON: Final = "youth-check-soon"
LAPSED: Final = "youth-check-lapsed"
#: Lines in the history of the site.
RECORDED: Final = "youth.check_recorded"
CONFIRMED: Final = "youth.check_confirmed"
ENDED: Final = "youth.check_ended"
LEAD_GIVEN: Final = "youth.lead_given"
LEAD_TAKEN: Final = "youth.lead_taken"
ADULTS_ROLES: Final = (Role.CHECKED_ADULT, Role.SAFEGUARDING_LEAD)


@transaction.atomic
def record_check(
    *, email: str, number: str, checked_on: date, look_again_on: date, by: Any, at: datetime
) -> SafeguardingCheck:
    """Put a check on record. It counts when a second administrator has confirmed it.

    Raises:
        ChecksAreForAdministrators: Somebody else tries.
        NotOver18: No account of an adult has this address.
        OwnCheck: It is their own.
        CheckWaits: One of this adult waits already.
        CheckDates, CheckNumber: What is wrong with it.
    """
    _refuse_others(by)
    user = without_protected(User.objects.filter(email__iexact=email.strip(), is_active=True)).first()
    if user is None:
        raise NotOver18
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.pk == by.pk:
        raise OwnCheck(field="email")
    if SafeguardingCheck.objects.of(held).filter(confirmed_at=None, ended_at=None).exists():
        raise CheckWaits
    if not (checked_on <= localdate(at) < look_again_on <= years_on(checked_on, LONGEST_YEARS)):
        raise CheckDates
    check = SafeguardingCheck.objects.create(
        user=held,
        sealed_number=_sealed(number),
        checked_on=checked_on,
        look_again_on=look_again_on,
        recorded_by=by,
        recorded_at=at,
    )
    _note(check, RECORDED, by)
    return check


@transaction.atomic
def confirm_check(*, check: SafeguardingCheck, by: Any, at: datetime) -> SafeguardingCheck:
    """Confirm a check somebody else recorded: from now on the adult is a checked one.

    Raises:
        ChecksAreForAdministrators: Somebody else tries.
        OwnCheck: It is their own.
        SecondPersonNeeded: They recorded it themselves, or who did is gone and cannot be told from them.
        MovedOn: It was confirmed or ended meanwhile.
        CheckDates: Its day of the next look has come before it was confirmed.
    """
    _refuse_others(by)
    held = _hold(check)
    if held.user_id == by.pk:
        raise OwnCheck
    if held.recorded_by_id in {by.pk, None}:
        raise SecondPersonNeeded
    if held.confirmed_at is not None or held.ended_at is not None:
        raise MovedOn
    if held.look_again_on <= localdate(at):
        raise CheckDates(_("The day of the next look has come. End this one and record a new check."))
    held.confirmed_by, held.confirmed_at = by, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    give_role(user=held.user, role=Role.CHECKED_ADULT)
    front = YouthPage.objects.first()
    if front is not None:
        let_checked_adults_in(front)
    _note(held, CONFIRMED, by)
    return held


@transaction.atomic
def end_check(*, check: SafeguardingCheck, reason: str, by: Any, at: datetime) -> SafeguardingCheck:
    """End a check at once, for good. Without another one that stands, the adult is out of the section's work.

    Raises:
        ChecksAreForAdministrators: Somebody else tries.
        ReasonMissing: They do not say why.
        MovedOn: It was ended meanwhile.
    """
    _refuse_others(by)
    words = reason.strip()
    if not words:
        raise ReasonMissing
    held = _hold(check)
    if held.ended_at is not None:
        raise MovedOn
    held.ended_by, held.ended_at, held.ended_reason = by, at, words
    held.save(update_fields=["ended_by", "ended_at", "ended_reason"])
    _drop_roles(User.objects.filter(pk=held.user_id), today=localdate(at))
    _note(held, ENDED, by)
    return held


@transaction.atomic
def show_number(*, check: SafeguardingCheck, by: Any) -> str:
    """Return the number of a check, and write down who looked; empty where it was erased.

    Raises:
        ChecksAreForAdministrators: Somebody else tries.
    """
    _refuse_others(by)
    log_look(by, _("number of a safeguarding check"), check)
    return number_of(check)


def number_of(check: SafeguardingCheck) -> str:
    """Return the number; empty where it was erased or no secret opens it."""
    try:
        return unseal(check.sealed_number)["number"] if bytes(check.sealed_number) else ""
    except SealBroken:
        return ""


@transaction.atomic
def give_lead(*, check: SafeguardingCheck, by: Any, at: datetime) -> None:
    """Make an adult whose check stands a safeguarding lead.

    Raises:
        ChecksAreForAdministrators: Somebody else tries.
        OwnCheck: It is themselves.
        NotChecked: No check of the adult stands today.
    """
    _refuse_others(by)
    user = _hold(check).user
    if user.pk == by.pk:
        raise OwnCheck(_("Nobody makes themselves a safeguarding lead. Ask another administrator."))
    if not is_checked_adult(user, today=localdate(at)):
        raise NotChecked
    give_role(user=user, role=Role.SAFEGUARDING_LEAD)
    _note(check, LEAD_GIVEN, by)


@transaction.atomic
def take_lead(*, check: SafeguardingCheck, by: Any) -> None:
    """Take the role of safeguarding lead from somebody.

    Raises:
        ChecksAreForAdministrators: Somebody else tries.
    """
    _refuse_others(by)
    check.user.groups.remove(*Group.objects.filter(name=Role.SAFEGUARDING_LEAD.value))
    _note(check, LEAD_TAKEN, by)


def look_at_clock(at: datetime) -> None:
    """By the clock: tell of checks that lapse within 30 days, and of those that have; shut the admin's door behind."""
    today = localdate(at)
    leads = list(_leads())
    in_force = SafeguardingCheck.objects.filter(confirmed_at__isnull=False, ended_at=None).select_related("user")
    for check in in_force.filter(look_again_on__gt=today, look_again_on__lte=today + CHECK_NOTICE):
        _tell(check, SOON, leads, at=at)
    for check in in_force.filter(look_again_on__lte=today, look_again_on__gt=today - CHECK_NOTICE):
        _tell(check, LAPSED, leads, at=at)
    with transaction.atomic():
        _drop_roles(User.objects.filter(groups__name__in=[role.value for role in ADULTS_ROLES]), today=today)


def _sealed(number: str) -> bytes:
    """Seal a number as it stands on a certificate.

    Raises:
        CheckNumber: It cannot be one.
    """
    digits = "".join(number.split()).upper()
    if not re.fullmatch(r"[A-Z0-9]{6,20}", digits):
        raise CheckNumber
    return seal({"number": digits})


def _leads() -> QuerySet[User]:
    """Return whom the letters go to beside the adult: the safeguarding leads, or administrators where there is none."""
    leads = User.objects.filter(groups__name=Role.SAFEGUARDING_LEAD.value, is_active=True)
    return leads if leads.exists() else administrators()


def _tell(check: SafeguardingCheck, kind: str, leads: list[User], *, at: datetime) -> None:
    """Write to the adult and to the leads, once for each day; not where a later check is confirmed already."""
    later = SafeguardingCheck.objects.of(check.user).filter(confirmed_at__isnull=False, ended_at=None)
    if later.filter(look_again_on__gt=check.look_again_on).exists():
        return
    day = date_format(check.look_again_on, "j F Y")
    to_lead = settings.SITE_URL + reverse("officer_checks:check", args=[check.pk])
    named = {"who": check.user.get_full_name() or check.user.email, "day": day, "link": to_lead}
    for person in {check.user, *leads}:
        subject, body = _to_adult(kind) if person == check.user else _to_lead(kind)
        key = f"{check.pk}.{check.look_again_on}"
        recipient = person.email
        notify(kind=kind, key=key, recipient=recipient, subject=subject % named, body=body % named, at=at)


def _to_adult(kind: str) -> tuple[str, str]:
    if kind == SOON:
        return _("Your safeguarding check has to be looked at again by %(day)s"), _(
            "Your safeguarding check counts until the day before %(day)s. Bring your certificate to two administrators"
            " before then. Without a new record you cannot publish or read the chat from %(day)s on."
        )
    return _("Your safeguarding check no longer counts"), _(
        "Your safeguarding check had to be looked at again by %(day)s. Until a new one is on record you cannot publish,"
        " read the chat or look after concerns. Ask two administrators to record it."
    )


def _to_lead(kind: str) -> tuple[str, str]:
    if kind == SOON:
        return _("A safeguarding check lapses on %(day)s: %(who)s"), _(
            "The check of %(who)s counts until the day before %(day)s. Have a new one recorded and confirmed:\n%(link)s"
        )
    return _("A safeguarding check has lapsed: %(who)s"), _(
        "The check of %(who)s had to be looked at again by %(day)s. They can no longer publish or read the chat:\n"
        "%(link)s"
    )


def _drop_roles(people: QuerySet[User], *, today: date) -> None:
    """Take the roles of a checked adult from all of these of whom no check stands today."""
    standing = SafeguardingCheck.objects.standing(today).values("user")
    groups = list(Group.objects.filter(name__in=[role.value for role in ADULTS_ROLES]))
    for user in people.exclude(pk__in=standing).distinct():
        user.groups.remove(*groups)


def _hold(check: SafeguardingCheck) -> SafeguardingCheck:
    return SafeguardingCheck.objects.select_for_update(of=("self",)).select_related("user").get(pk=check.pk)


def _refuse_others(by: Any) -> None:
    if not is_administrator(by):
        raise ChecksAreForAdministrators


def _note(check: SafeguardingCheck, action: str, by: Any) -> None:
    log(instance=check, action=action, user=by, title=f"{check._meta.verbose_name} {check.pk}")
