"""Reminding owners: one letter to each officer, with all of that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2s
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions import words
from actions.chasing import DAYS_BEFORE, DAYS_BETWEEN, TIMES_AGAIN, Reason, Step, steps
from actions.models import Action, Chaser
from people.models import User
from people.notices import notify

KIND: Final = "actions-due"
#: Letters are written from this time of the local day on: nobody is woken.
FROM: Final = time(7)


@dataclass(frozen=True, slots=True)
class Chase:
    """An action whose owner is reminded today, with every reason why."""

    action: Action
    steps: tuple[Step, ...]


@transaction.atomic
def chase(*, at: datetime) -> int:
    """Write to the officers of every organisation that owes something today; return how many letters were new.

    Repeated, it writes nothing twice. An organisation without an active officer is written to once it has one.
    """
    local = timezone.localtime(at)
    if local.time() < FROM:
        return 0
    chases = _due(today=local.date())
    officers = _officers({one.action.owner_id for one in chases if one.action.owner_id is not None})
    told = [one for one in chases if one.action.owner_id in officers]
    _note(told, at=at)
    letters: dict[User, list[Chase]] = defaultdict(list)
    for one in told:
        for officer in officers[one.action.owner_id or 0]:
            letters[officer].append(one)
    return sum(_write(officer, mine, today=local.date(), at=at) for officer, mine in letters.items())


def _due(*, today: date) -> list[Chase]:
    """Return whose owners are to be reminded and have not been; three statements."""
    near = Q(due_on__range=(today - timedelta(DAYS_BETWEEN * (TIMES_AGAIN + 1)), today + timedelta(DAYS_BEFORE)))
    silent = Q(pk__in=Action.objects.silent_on(today).values("pk"))
    owed = Action.objects.published().unfinished().filter(near | silent, owner__isnull=False)
    found = []
    for action in owed.select_related("plan", "owner").order_by("due_on", "plan", "order", "pk"):
        heard = words.word_on(action.word_at())
        due = steps(status=action.status, due_on=action.due_on, word_on=heard, today=today)
        if due:
            found.append((action, due))
    told = set(
        Chaser.objects.filter(action__in=[action.pk for action, _steps in found]).values_list(
            "action_id", "reason", "number", "about_on"
        )
    )
    return [
        Chase(action, new)
        for action, due in found
        if (new := tuple(one for one in due if (action.pk, one.reason.value, one.number, one.about_on) not in told))
    ]


def _officers(organisation_ids: Iterable[int]) -> dict[int, list[User]]:
    """Return the active officers of each organisation that has any."""
    users = User.objects.filter(is_active=True, groups__organisation__in=list(organisation_ids)).exclude(email="")
    found: dict[int, list[User]] = defaultdict(list)
    for user in users.annotate(officer_of=F("groups__organisation")).order_by("pk"):
        found[user.officer_of].append(user)
    return found


def _note(chases: Sequence[Chase], *, at: datetime) -> None:
    """Note what is told, in the transaction of the letters. What a second process noted first stays as it is."""
    rows = [
        Chaser(action=one.action, reason=step.reason, number=step.number, about_on=step.about_on, told_at=at)
        for one in chases
        for step in one.steps
    ]
    Chaser.objects.bulk_create(rows, ignore_conflicts=True)


def _write(officer: User, chases: Sequence[Chase], *, today: date, at: datetime) -> bool:
    """Write one letter. Its key names what it tells: a second process that found the same writes none."""
    told = sorted((one.action.pk, step.reason, step.number, step.about_on) for one in chases for step in one.steps)
    return notify(
        kind=KIND,
        key=blake2s(repr(told).encode(), digest_size=20).hexdigest(),
        recipient=officer.email,
        subject=_subject(chases),
        body=_body(chases, today=today),
        at=at,
    )


def _subject(chases: Sequence[Chase]) -> str:
    late = sum(one.steps[0].reason is Reason.LATE for one in chases)
    if late:
        return ngettext("%d promise of yours is late", "%d promises of yours are late", late) % late
    number = len(chases)
    return ngettext("%d promise of yours needs a word", "%d promises of yours need a word", number) % number


def _body(chases: Sequence[Chase], *, today: date) -> str:
    headings = {
        Reason.LATE: _("Past the day they were due"),
        Reason.DUE: _("Due soon"),
        Reason.SILENT: _("Nothing heard for three months: the public page says so"),
    }
    parts = [_("Your organisation answers for these. Please say how they stand.")]
    for reason, heading in headings.items():
        mine = [one.action for one in chases if one.steps[0].reason is reason]
        if mine:
            parts.append("\n".join([heading, *(_line(action, today=today) for action in mine)]))
    work = settings.WAGTAILADMIN_BASE_URL + reverse("officer_plans:work")
    parts.append(_("Say it for all of them on one screen: %(address)s") % {"address": work})
    return "\n\n".join(parts)


def _line(action: Action, *, today: date) -> str:
    marks = [words.say_late(action, today=today), words.say_silent(action, today=today)]
    said = "; ".join([words.say_due(action, today=today), *(mark for mark in marks if mark)])
    return f"- {action.reference} {action.title} ({action.plan.title}): {said}"
