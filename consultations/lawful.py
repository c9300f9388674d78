"""What lawful consultation needs before it is published. Pure: plain values in, what is missing out.

Sources: the Gunning principles (R v Brent LBC ex p Gunning, 1985): a proposal still open, enough information and time,
responses taken into account; the Cabinet Office consultation principles (2018); the public sector equality duty
(Equality Act 2010, s. 149).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: the editor's field it belongs to, and a sentence that says what to write."""

    field: str
    message: Any


class Plan(Protocol):
    """What is looked at: a consultation page, or anything with the same fields."""

    summary: str
    decision: str
    decided_by: str
    decided_on: date | None
    can_change: str
    cannot_change: str
    opens_at: datetime | None
    closes_at: datetime | None
    period_reason: str
    equality_analysis_on: date | None
    equality_analysis: str
    contact_role: str
    contact_email: str
    contact_phone: str


NEEDED = {
    "summary": _("Say in one or two sentences what you are asking."),
    "decision": _("Say which decision is to be taken."),
    "decided_by": _("Say who takes the decision."),
    "decided_on": _("Say when the decision is taken."),
    "can_change": _("Say what can change because of the answers."),
    "cannot_change": _("Say what cannot change, and why."),
    "opens_at": _("Say when it opens."),
    "closes_at": _("Say when it closes."),
    "equality_analysis_on": _("Give the date of the equality analysis. Without one it cannot be published."),
    "equality_analysis": _("Say what the equality analysis found."),
    "contact_role": _("Name the role that people can ask, such as Transport policy team."),
}


def missing_for_publication(plan: Plan, *, short_period_days: int) -> list[Missing]:
    """Return what the plan still needs, in the order of the editor; empty when it may be published.

    Args:
        plan: The consultation as it would be published.
        short_period_days: A window shorter than this many whole days needs a reason.
    """
    missing = [Missing(field, message) for field, message in NEEDED.items() if not _has(getattr(plan, field))]
    return missing + list(_about_the_period(plan, short_period_days)) + list(_about_the_rest(plan))


def _has(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _day(moment: datetime) -> date:
    """The day that people here would call it."""
    return localtime(moment).date()


def _about_the_period(plan: Plan, short_period_days: int) -> Iterator[Missing]:
    if plan.opens_at is None or plan.closes_at is None:
        return
    if plan.closes_at <= plan.opens_at:
        yield Missing("closes_at", _("It must close after it opens. Choose a later closing date."))
        return
    if _has(plan.period_reason):
        return
    if plan.closes_at - plan.opens_at < timedelta(days=short_period_days):
        message = _("The period is shorter than %(days)d days. Say why, in words people can read on the page.")
        yield Missing("period_reason", message % {"days": short_period_days})
    elif holiday := holiday_within(_day(plan.opens_at), _day(plan.closes_at)):
        message = _("The period runs over %(holiday)s. Say why, or move the dates.")
        yield Missing("period_reason", message % {"holiday": holiday})


def _about_the_rest(plan: Plan) -> Iterator[Missing]:
    if not (_has(plan.contact_email) or _has(plan.contact_phone)):
        yield Missing("contact_email", _("Give an e-mail address or a telephone number that people can ask."))
    if plan.decided_on and plan.closes_at and plan.decided_on < _day(plan.closes_at):
        yield Missing(
            "decided_on", _("The decision would be taken before people have answered. Choose a date after closing.")
        )
    if plan.equality_analysis_on and plan.opens_at and plan.equality_analysis_on > _day(plan.opens_at):
        yield Missing(
            "equality_analysis_on", _("The equality analysis must be done before it opens. Choose an earlier date.")
        )


class Record(Protocol):
    """What is looked at: an outcome page, or anything with the same fields."""

    we_asked: str
    you_said: str
    we_did: str
    decided_on: date | None
    decided_by: str


NEEDED_OF_OUTCOME = {
    "we_asked": _("Say what you asked."),
    "you_said": _("Say what people answered."),
    "we_did": _("Say what was decided and what is being done."),
    "decided_on": _("Give the date of the decision."),
    "decided_by": _("Say who took the decision."),
}


def missing_for_outcome(
    record: Record, *, closes_at: datetime | None, cites_results: bool, has_survey: bool, at: datetime
) -> list[Missing]:
    """Return what a decision record still needs before it is published.

    Args:
        record: The outcome as it would be published.
        closes_at: When its consultation closes; an outcome before that would be a decision taken in advance.
        cites_results: Whether the record points at one result at least.
        has_survey: Whether there are results to cite.
        at: The moment of publishing.
    """
    missing = [
        Missing(field, message) for field, message in NEEDED_OF_OUTCOME.items() if not _has(getattr(record, field))
    ]
    if closes_at is None or at < closes_at:
        missing.append(Missing("we_did", _("The consultation is still open. Publish the outcome after it has closed.")))
    if record.decided_on and closes_at and record.decided_on < _day(closes_at):
        missing.append(Missing("decided_on", _("The decision is dated before the consultation closed.")))
    if has_survey and not cites_results:
        missing.append(Missing("record", _("Cite at least one result that the decision rests on.")))
    return missing


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the Meeus/Jones/Butcher rule, Nature, 20 April 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, leap_rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, quarter_rest = divmod(rest, 4)
    weekday = (32 + 2 * leap_rest + 2 * quarter - moon - quarter_rest) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def _christmas(year: int) -> tuple[date, date]:
    return date(year, 12, 24), date(year + 1, 1, 1)


def _easter(year: int) -> tuple[date, date]:
    sunday = easter_sunday(year)
    return sunday - timedelta(days=2), sunday + timedelta(days=1)


def _august(year: int) -> tuple[date, date]:
    return date(year, 8, 1), date(year, 8, 31)


HOLIDAYS: tuple[tuple[Any, Callable[[int], tuple[date, date]]], ...] = (
    (_("Easter"), _easter),
    (_("the summer holidays in August"), _august),
    (_("Christmas and New Year"), _christmas),
)


def holiday_within(opens_on: date, closes_on: date) -> Any | None:
    """Return the name of the first holiday that shares a day with the period, both ends included, or None."""
    for year in range(opens_on.year - 1, closes_on.year + 1):
        for name, days_of in HOLIDAYS:
            first, last = days_of(year)
            if opens_on <= last and first <= closes_on:
                return name
    return None
