"""How a jury stands: read off its dates and its answers, never stored. Pure: no ORM, no clock.

Every jury stands in exactly one of six ways. The later one wins where several would be true:

    closed       closed_on <= today
    responded    report_on <= today, at least one answer was asked for, and every one has been given
    reported     report_on <= today
    sitting      starts_on <= today; after its last day it writes its report
    recruiting   opens_at <= at < closes_at of its open call
    planned      otherwise

Days are those of the local calendar; `today` is the day of `at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from core.windows import Window


class State(StrEnum):
    PLANNED = "planned"
    RECRUITING = "recruiting"
    SITTING = "sitting"
    REPORTED = "reported"
    RESPONDED = "responded"
    CLOSED = "closed"


#: What each is called, and the kind of tag it wears (static/css/components/tag.css).
LABELS: Final = {
    State.PLANNED: _("Planned"),
    State.RECRUITING: _("Looking for jurors"),
    State.SITTING: _("Sitting"),
    State.REPORTED: _("Reported, answers to come"),
    State.RESPONDED: _("Answered"),
    State.CLOSED: _("Closed"),
}
TAGS: Final = {
    State.PLANNED: "planned",
    State.RECRUITING: "open",
    State.SITTING: "open",
    State.REPORTED: "due",
    State.RESPONDED: "done",
    State.CLOSED: "closed",
}


@dataclass(frozen=True, slots=True)
class Course:
    """All that says how a jury stands.

    Attributes:
        call: When its open call takes applications; None where there is no call.
        asked: How many answers bodies were asked for.
        answered: How many of them were given.
    """

    starts_on: date | None = None
    ends_on: date | None = None
    report_on: date | None = None
    closed_on: date | None = None
    call: Window | None = None
    asked: int = 0
    answered: int = 0


def state_of(course: Course, *, at: datetime, today: date) -> State:
    """Return the one way a jury of this course stands at the moment `at`, on the local day `today`."""
    if _has_come(course.closed_on, today):
        return State.CLOSED
    if _has_come(course.report_on, today):
        return State.RESPONDED if course.asked and course.asked == course.answered else State.REPORTED
    if _has_come(course.starts_on, today):
        return State.SITTING
    if course.call is not None and course.call.contains(at):
        return State.RECRUITING
    return State.PLANNED


def has_sat(course: Course, *, today: date) -> bool:
    """Whether its last day is over and its report has not come: it sits no more, it writes."""
    return course.ends_on is not None and course.ends_on < today and not _has_come(course.report_on, today)


def days_late(*, due_on: date, today: date) -> int:
    """Whole days since the last day on which an answer was in time; 0 up to and on that day."""
    return max(0, (today - due_on).days)


def share_for(votes_for: int | None, votes_against: int | None) -> int | None:
    """Return the share of those who voted for or against it that voted for it, in whole per cent rounded down."""
    if votes_for is None or votes_against is None or votes_for + votes_against == 0:
        return None
    return votes_for * 100 // (votes_for + votes_against)


def has_passed(votes_for: int | None, votes_against: int | None, threshold: int | None) -> bool | None:
    """Whether it reached the share it needed; None where no vote was taken. Exactly the share is enough."""
    if votes_for is None or votes_against is None or threshold is None or votes_for + votes_against == 0:
        return None
    return votes_for * 100 >= threshold * (votes_for + votes_against)


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today
