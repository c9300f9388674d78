"""From nine in the evening to seven in the morning, by the clock on the wall, in nights of 9 and 11 hours too."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from people.quiet_hours import is_quiet, opens_again

LONDON = ZoneInfo("Europe/London")
MOMENT = timedelta(microseconds=1)


def wall(year: int, month: int, day: int, hour: int, minute: int = 0, **fields) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON, **fields).astimezone(UTC)


def morning_after(day: tuple[int, int, int]) -> datetime:
    after = date(*day) + timedelta(days=1)
    return wall(after.year, after.month, after.day, 7)


#: Two plain days, the night in which an hour is left out, the night which has one twice, and the turn of a year.
EVENINGS = [(2026, 1, 14), (2026, 7, 14), (2026, 3, 28), (2026, 10, 24), (2026, 12, 31)]


@pytest.mark.parametrize("day", EVENINGS)
def test_quiet_from_nine_until_seven(day):
    evening = wall(*day, 21)
    morning = morning_after(day)
    assert not is_quiet(evening - MOMENT)
    assert is_quiet(evening)
    assert is_quiet(evening + MOMENT)
    assert is_quiet(morning - MOMENT)
    assert not is_quiet(morning)
    assert not is_quiet(morning + MOMENT)


@pytest.mark.parametrize("day", EVENINGS)
def test_what_waits_leaves_at_seven(day):
    evening = wall(*day, 21)
    morning = morning_after(day)
    at = evening
    while at < morning:
        assert opens_again(at) == morning, at
        at += timedelta(minutes=30)
    assert opens_again(morning - MOMENT) == morning
    for free in (evening - MOMENT, morning, wall(*day, 12)):
        assert opens_again(free) == free


def test_the_two_nights_in_which_the_clock_is_turned():
    assert opens_again(wall(2026, 3, 28, 21)) - wall(2026, 3, 28, 21) == timedelta(hours=9)
    assert opens_again(wall(2026, 10, 24, 21)) - wall(2026, 10, 24, 21) == timedelta(hours=11)
    for first_or_second in (0, 1):
        twice = wall(2026, 10, 25, 1, 30, fold=first_or_second)
        assert is_quiet(twice)
        assert opens_again(twice) == datetime(2026, 10, 25, 7, tzinfo=UTC)
