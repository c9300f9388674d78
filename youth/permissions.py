"""Who may do what in the youth section, asked anew each time. Groups open doors; the check on record decides."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from people.models import User
from people.permissions import has_role
from people.roles import Role
from youth.errors import NotChecked
from youth.models import SafeguardingCheck, Writer


def writer_of(user: Any) -> Writer | None:
    """Return who this account is in the section, whatever their state."""
    if not isinstance(user, User) or not user.is_active:
        return None
    return Writer.objects.select_related("area").filter(user=user).first()


def joined_writer(user: Any) -> Writer | None:
    """Return who this account is in the section, if they may take part now."""
    writer = writer_of(user)
    return writer if writer is not None and writer.is_in else None


def is_young_editor(user: Any) -> bool:
    """Whether this person is of the editorial team: a young person who joined and was given the role."""
    return joined_writer(user) is not None and has_role(user, Role.YOUNG_EDITOR)


def is_checked_adult(user: Any, *, today: date) -> bool:
    """Whether a safeguarding check of this person stands on this day. Nobody is above it, no superuser either."""
    if not (user and user.is_active and user.is_authenticated):
        return False
    return SafeguardingCheck.objects.of(user).standing(today).exists()


def is_safeguarding_lead(user: Any, *, today: date) -> bool:
    """Whether concerns come to this person: the role and a check that stands."""
    return has_role(user, Role.SAFEGUARDING_LEAD) and is_checked_adult(user, today=today)


def is_of_the_team(user: Any, *, today: date) -> bool:
    """Whether this person works on pieces of others: a young editor or a checked adult."""
    return is_young_editor(user) or is_checked_adult(user, today=today)


def may_read_chat(user: Any, *, today: date) -> bool:
    """Whether this person may read the chat: young people who joined, paused ones too, and checked adults."""
    writer = writer_of(user)
    is_inside = writer is not None and writer.state in {Writer.State.IN, Writer.State.PAUSED}
    return is_inside or is_checked_adult(user, today=today)


def refuse_unchecked(by: Any, *, at: datetime) -> None:
    """Refuse whoever has no check that stands today, superusers too.

    Raises:
        NotChecked: They have none.
    """
    if not is_checked_adult(by, today=localdate(at)):
        raise NotChecked
