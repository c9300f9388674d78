"""Who is told of a concern, and when again. A letter says that there is one and where; never what was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.sealing import seal
from people.models import User
from people.notices import notify
from people.roles import Role
from youth.models import Concern, ConcernStep, SafeguardingCheck

KIND: Final = "concern"
NO_LEAD: Final = "concern-no-lead"
#: A concern nobody has taken on is told again after this long.
AGAIN: Final = timedelta(hours=1)
#: And from the third time on, where nobody is in danger, not more often than this.
DAILY: Final = timedelta(days=1)


def standing_adults(today: date) -> list[User]:
    """Return everybody whose check stands today."""
    checks = SafeguardingCheck.objects.standing(today).values("user")
    return list(User.objects.filter(pk__in=checks, is_active=True).order_by("pk"))


def standing_leads(today: date) -> list[User]:
    leads = set(User.objects.filter(groups__name=Role.SAFEGUARDING_LEAD.value).values_list("pk", flat=True))
    return [one for one in standing_adults(today) if one.pk in leads]


@transaction.atomic
def tell(concern: Concern, *, at: datetime) -> int:
    """Tell the safeguarding leads now; every checked adult too, where there is no lead or nobody came the first time.

    Returns:
        How many were told.
    """
    today = localdate(at)
    leads = _but_author(standing_leads(today), concern)
    times = concern.steps.filter(kind=ConcernStep.Kind.TOLD).count()
    told = leads if leads and not times else _but_author(standing_adults(today), concern)
    for user in told:
        _write_to(user, concern, times, at=at)
    if not leads:
        _tell_administrators(today, at=at)
    if told:
        concern.told_at = at
        concern.save(update_fields=["told_at"])
        words = {"leads": len(leads), "others": len(told) - len(leads)}
        ConcernStep.objects.create(concern=concern, kind=ConcernStep.Kind.TOLD, sealed=seal(words), made_at=at)
    return len(told)


def tell_due(at: datetime) -> int:
    """Tell again what nobody has taken on within the hour; return how many concerns."""
    done = _give_up(at)
    for pk in Concern.objects.filter(state=Concern.State.NEW).values_list("pk", flat=True):
        with transaction.atomic():
            held = Concern.objects.select_for_update(of=("self",)).filter(pk=pk, state=Concern.State.NEW).first()
            if held is not None and is_due(held, at=at):
                done += bool(tell(held, at=at))
    return done


@transaction.atomic
def _give_up(at: datetime) -> int:
    """Tell everybody of what was taken on by somebody who looks into nothing any more: gone, or with no check now."""
    adults = [one.pk for one in standing_adults(localdate(at))]
    left = Concern.objects.filter(state=Concern.State.TAKEN).exclude(taken_by__in=adults)
    done = 0
    for held in left.select_for_update(of=("self",)):
        held.state, held.taken_by = Concern.State.NEW, None
        held.save(update_fields=["state", "taken_by"])
        done += bool(tell(held, at=at))
    return done


def is_due(concern: Concern, *, at: datetime) -> bool:
    """Whether it is told again now: an hour after the last time, in the end a day where nobody is in danger."""
    if concern.told_at is None:
        return True
    times = concern.steps.filter(kind=ConcernStep.Kind.TOLD).count()
    return at >= concern.told_at + (AGAIN if concern.is_worrying or times < 2 else DAILY)


def about(concern: Concern) -> str:
    return f"concern:{concern.pk}"


def _write_to(user: User, concern: Concern, times: int, *, at: datetime) -> None:
    address = settings.SITE_URL + reverse("youth:concern", args=[concern.pk])
    body = [_("Somebody in the youth section has told us about something."), ""]
    body.append(_("What they chose: %(reason)s") % {"reason": concern.get_reason_display()})
    if concern.is_worrying:
        body += ["", _("Somebody may be in danger. Look at it now. If it cannot wait, ring 999 first.")]
    if times:
        body += ["", _("Nobody is looking into it, so every checked adult is told.")]
    body += ["", _("Sign in to read it and to take it on:"), address]
    subject = _("Look at this now: a concern") if concern.is_worrying else _("A concern in the youth section")
    notify(
        kind=KIND,
        key=f"{concern.pk}.{times}",
        recipient=user.email,
        subject=subject,
        body="\n".join(body),
        at=at,
        about=about(concern),
    )


def _tell_administrators(today: date, *, at: datetime) -> None:
    """Say once a day that nobody leads, without a word of what came in."""
    entitled = Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value)
    for user in User.objects.filter(entitled, is_active=True).distinct():
        notify(
            kind=NO_LEAD,
            key=today.isoformat(),
            recipient=user.email,
            subject=_("The youth section has no safeguarding lead"),
            body=_(
                "A concern came in, and there is no safeguarding lead whose check stands today. Every checked adult "
                "was told instead.\n\nGive somebody with a standing check the role of safeguarding lead, today."
            ),
            at=at,
        )


def _but_author(users: Iterable[User], concern: Concern) -> list[Any]:
    """Leave out the adult who wrote what it is about."""
    return [one for one in users if one.pk != concern.about_adult_id]
