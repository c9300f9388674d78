"""Times the way people say them, at their boundaries."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import moments

HERE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=HERE)


def on(day: int, hour: int = 17, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("closes_at", "said"),
    [
        (on(22), "Closes today · Sunday 22 November, 5 pm"),
        (on(23), "Closes tomorrow · Monday 23 November, 5 pm"),
        (on(27, 23, 59), "Closes in 5 days · Friday 27 November, 11:59 pm"),
        (on(12, month=12), "Closes in 20 days · Saturday 12 December, 5 pm"),
        (on(13, month=12), "Closes in 3 weeks · Sunday 13 December, 5 pm"),
        (on(4, month=1, year=2027), "Closes in 6 weeks · Monday 4 January 2027, 5 pm"),
        (on(1, month=6, year=2027), "Closes Tuesday 1 June 2027, 5 pm"),
    ],
)
def test_closing_is_said_by_days_then_weeks_then_the_date_alone(closes_at, said):
    assert moments.say_closing(closes_at, at=NOW) == said


def test_what_closes_at_midnight_closes_on_the_day_before():
    assert moments.say_closing(on(28, 0), at=NOW) == "Closes in 5 days · Friday 27 November, 11:59 pm"
    assert moments.say_closing(on(23, 0), at=NOW) == "Closes today · Sunday 22 November, 11:59 pm"


def test_closed_and_opening():
    assert moments.say_closed(on(21), at=NOW) == "Closed yesterday · Saturday 21 November, 5 pm"
    assert moments.say_closed(on(20), at=NOW) == "Closed 2 days ago · Friday 20 November, 5 pm"
    assert moments.say_closed(on(1, month=10), at=NOW) == "Closed 7 weeks ago · Thursday 1 October, 5 pm"
    assert moments.say_opening(on(24, 0), at=NOW) == "Opens in 2 days · Tuesday 24 November, midnight"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (on(1, 0), "midnight"),
        (on(1, 12), "midday"),
        (on(1, 9), "9 am"),
        (on(1, 14, 30), "2:30 pm"),
        (on(1, 0, 5), "12:05 am"),
    ],
)
def test_times_of_day(moment, said):
    assert moments.say_time(moment) == said


def test_days_are_those_of_the_county_and_not_of_greenwich():
    """Half past eleven at night in Greenwich is already tomorrow here in summer."""
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert moments.say_closing(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), at=at).startswith(
        "Closes tomorrow · Thursday 2 July"
    )


@given(
    at=st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    ahead=st.integers(0, 200 * 24 * 60),
)
def test_words_hold_until_the_moment_they_are_said_to(at, ahead):
    closes_at = at + timedelta(minutes=ahead)
    change = moments.words_change_at(at)
    assert at < change <= at + timedelta(hours=25)
    before = change - timedelta(microseconds=1)
    assert moments.say_closing(closes_at, at=before) == moments.say_closing(closes_at, at=at)
