"""What is held about adults whose safeguarding check is on record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from people.privacy import PersonalData, Row, register
from youth import clocks
from youth.models import SafeguardingCheck
from youth.models.adults import SafeguardingCheckQuerySet
from youth.services.checks import number_of

SHOWN: Final = 4


def collect_checks(user: User) -> list[Row]:
    """Return one's checks, and how the number of each ends: a session left open gives away no more."""
    return [
        {
            _("Number ends in"): number_of(check)[-SHOWN:],
            _("Date of the check"): check.checked_on,
            _("To be looked at again on"): check.look_again_on,
            _("Recorded"): check.recorded_at,
            _("Confirmed"): check.confirmed_at,
            _("Ended"): check.ended_at,
            _("Why it ended"): check.ended_reason,
        }
        for check in SafeguardingCheck.objects.of(user)
    ]


def erase_checks(user: User, at: datetime) -> int:
    return SafeguardingCheck.objects.of(user).delete()[0]


def expire_checks(at: datetime) -> int:
    """Erase the number half a year after a check ended or lapsed, the rest after two years."""
    numbers = _over(at, clocks.CHECK_NUMBER).exclude(sealed_number=b"").update(sealed_number=b"")
    return numbers + _over(at, clocks.CHECK).delete()[0]


def _over(at: datetime, kept: timedelta) -> SafeguardingCheckQuerySet:
    """Return the checks that ended or lapsed so long ago."""
    return SafeguardingCheck.objects.filter(Q(ended_at__lte=at - kept) | Q(look_again_on__lte=localdate(at) - kept))


CHECKS: Final = PersonalData(
    slug="youth-checks",
    label=gettext_lazy("Your safeguarding check"),
    retention=gettext_lazy(
        "The number is erased half a year after the check ended or lapsed, that there was one after two years."
    ),
    explanation=gettext_lazy(
        "Only adults whose check was recorded by two people work with young people here. If you delete your account"
        " the record goes, and you are a checked adult no longer."
    ),
    collect=collect_checks,
    erase=erase_checks,
    expire=expire_checks,
)


def register_checks() -> None:
    register(CHECKS)
