"""How a consultation stands: read off the clock and what is published, never stored.

Every consultation stands in exactly one of five ways, and each lasts from one moment up to, not including, the next:

    planned             until `opens_at`, and while a date is still missing
    open                opens_at <= at < closes_at
    outcome_due         closes_at <= at < closes_at + OUTCOME_DUE_DAYS, no outcome published
    overdue             closes_at + OUTCOME_DUE_DAYS <= at, no outcome published
    outcome_published   closes_at <= at, an outcome is published

`closed` is not a sixth: it is the word for the last three together, what somebody means who looks for all that have
closed. `status_of` never returns it; filters and the API accept it. An outcome that is published before closing does
not close anything: while responses are taken, the consultation is open.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    OUTCOME_DUE = "outcome_due", _("Closed, outcome due")
    OVERDUE = "overdue", _("Outcome overdue")
    OUTCOME_PUBLISHED = "outcome_published", _("Outcome published")


CLOSED_STATUSES: Final = frozenset({Status.OUTCOME_DUE, Status.OVERDUE, Status.OUTCOME_PUBLISHED})


def outcome_due_at(closes_at: datetime) -> datetime:
    """The moment from which a missing outcome is overdue."""
    return closes_at + timedelta(days=settings.OUTCOME_DUE_DAYS)


def status_of(opens_at: datetime | None, closes_at: datetime | None, has_outcome: bool, at: datetime) -> Status:
    """Return the one way it stands at the moment `at`; never `Status.CLOSED`."""
    if opens_at is None or closes_at is None or at < opens_at:
        return Status.PLANNED
    if at < closes_at:
        return Status.OPEN
    if has_outcome:
        return Status.OUTCOME_PUBLISHED
    return Status.OUTCOME_DUE if at < outcome_due_at(closes_at) else Status.OVERDUE


def includes(asked: Status, status: Status) -> bool:
    """Whether somebody who asks for `asked` means one that stands as `status`."""
    return asked == status or (asked == Status.CLOSED and status in CLOSED_STATUSES)


def next_moment(
    opens_at: datetime | None, closes_at: datetime | None, has_outcome: bool, at: datetime
) -> datetime | None:
    """Return the first moment after `at` at which the clock alone changes the status, or None if none will."""
    match status_of(opens_at, closes_at, has_outcome, at):
        case Status.PLANNED:
            return opens_at if closes_at is not None else None
        case Status.OPEN:
            return closes_at
        case Status.OUTCOME_DUE:
            return outcome_due_at(closes_at) if closes_at is not None else None
    return None


def days_overdue(closes_at: datetime, at: datetime) -> int:
    """Whole days since the outcome was due, at least 1; only meaningful once it is overdue."""
    return max(1, (at - outcome_due_at(closes_at)).days)
