"""What is said of an action beside its status: whose it is, when it is due, how late it is, since when it is silent."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.models import Action
from actions.standing import days_overdue, is_overdue, is_silent


def say_date(day: date, *, today: date) -> str:
    """Say a day: 3 March, with the year where it is not this one."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def say_due(action: Action, *, today: date) -> str:
    """Say when it is due, the plan's own words first: 'Spring 2007 (by 31 May 2007)'."""
    day = _("by %s") % say_date(action.due_on, today=today) if action.due_on else ""
    if action.due_words:
        return f"{action.due_words} ({day})" if day else action.due_words
    return f"{day[0].upper()}{day[1:]}" if day else _("Date not named yet")


def say_owner(action: Action) -> str:
    """Say who answers for it: the organisation, and the role there where one is named."""
    if action.owner is None:
        return action.owner_role or _("Owner not named yet")
    return f"{action.owner.name}, {action.owner_role}" if action.owner_role else action.owner.name


def word_on(said_at: datetime | None) -> date | None:
    """Return the local day of an action's last word."""
    return said_at and timezone.localdate(said_at)


def say_late(action: Action, *, today: date) -> str:
    """Say by how many days it is overdue; nothing where it is not."""
    if action.due_on is None or not is_overdue(status=action.status, due_on=action.due_on, today=today):
        return ""
    days = days_overdue(due_on=action.due_on, today=today)
    return ngettext("%d day late", "%d days late", days) % days


def say_silent(action: Action, *, today: date) -> str:
    """Say since when nothing was heard of it; nothing where that is no quarter."""
    day = word_on(action.word_at())
    if day is None or not is_silent(status=action.status, word_on=day, today=today):
        return ""
    return _("Nothing heard since %s") % say_date(day, today=today)
