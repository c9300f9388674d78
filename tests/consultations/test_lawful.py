"""What lawful consultation needs, rule by rule."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from consultations.lawful import NEEDED, easter_sunday, holiday_within, missing_for_publication

OPENS = datetime(2026, 9, 7, 9, tzinfo=UTC)


def plan(**changes):
    values = {
        "summary": "What we ask.",
        "decision": "Whether to change it.",
        "decided_by": "The cabinet",
        "decided_on": date(2027, 1, 20),
        "can_change": "The times.",
        "cannot_change": "The budget.",
        "opens_at": OPENS,
        "closes_at": OPENS + timedelta(days=42),
        "period_reason": "",
        "equality_analysis_on": date(2026, 8, 1),
        "equality_analysis": "Nobody is worse off.",
        "contact_role": "Policy team",
        "contact_email": "policy@example.org",
        "contact_phone": "",
    }
    return SimpleNamespace(**(values | changes))


def fields(**changes):
    return [item.field for item in missing_for_publication(plan(**changes), short_period_days=42)]


def test_nothing_is_missing_from_a_whole_plan():
    assert fields() == []


@pytest.mark.parametrize("field", sorted(NEEDED))
def test_each_needed_field_is_named_when_blank(field):
    blank = None if field.endswith(("_on", "_at")) else "  "
    assert field in fields(**{field: blank})


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(days=42) - timedelta(seconds=1), ["period_reason"]),
        (timedelta(days=42), []),
        (timedelta(days=42, seconds=1), []),
    ],
)
def test_a_short_period_needs_a_reason(length, expected):
    assert fields(closes_at=OPENS + length) == expected
    assert fields(closes_at=OPENS + length, period_reason="The grant ends in March.") == []


@pytest.mark.parametrize(
    ("closes_on", "expected"),
    [(date(2026, 12, 23), []), (date(2026, 12, 24), ["period_reason"]), (date(2026, 12, 25), ["period_reason"])],
)
def test_a_period_over_christmas_needs_a_reason(closes_on, expected):
    closes = datetime(closes_on.year, closes_on.month, closes_on.day, 12, tzinfo=UTC)
    assert fields(opens_at=OPENS, closes_at=closes) == expected


def test_christmas_is_seen_from_both_years():
    assert holiday_within(date(2027, 1, 1), date(2027, 2, 20)) is not None
    assert holiday_within(date(2027, 1, 2), date(2027, 2, 20)) is None


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1961, date(1961, 4, 2)), (2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter_falls_where_the_almanac_says(year, sunday):
    assert easter_sunday(year) == sunday


def test_closing_before_opening_is_told_at_the_closing_date():
    assert fields(closes_at=OPENS) == ["closes_at"]


def test_a_decision_before_closing_is_refused():
    closes = OPENS + timedelta(days=42)
    assert fields(decided_on=closes.date() - timedelta(days=1)) == ["decided_on"]
    assert fields(decided_on=closes.date()) == []


def test_an_equality_analysis_after_opening_is_refused():
    assert fields(equality_analysis_on=OPENS.date()) == []
    assert fields(equality_analysis_on=OPENS.date() + timedelta(days=1)) == ["equality_analysis_on"]


def test_one_way_to_ask_is_enough():
    assert fields(contact_email="", contact_phone="0116 496 0000") == []
    assert fields(contact_email="") == ["contact_email"]
