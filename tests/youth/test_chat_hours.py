"""Opening hours: just before, at and after, across days, weeks and the change to summer time."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from youth.chat_hours import Hours, opening_at, say_clock, say_opening, say_week

LONDON = ZoneInfo("Europe/London")
TUESDAY = Hours(1, time(16), time(20))
FRIDAY = Hours(4, time(15, 30), time(18))


def at(day: int, hour: int, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    """A moment of November 2026, in which the 3rd is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, second, micro, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        (at(3, 15, 59, 59, 999_999), False, "Opens today at 4 pm"),
        (at(3, 16), True, "Open today 4 pm to 8 pm"),
        (at(3, 19, 59, 59, 999_999), True, "Open today 4 pm to 8 pm"),
        (at(3, 20), False, "Opens Friday at 3:30 pm"),
        (at(2, 23, 59), False, "Opens tomorrow at 4 pm"),
        (at(3, 0), False, "Opens today at 4 pm"),
        (at(6, 18), False, "Opens Tuesday at 4 pm"),
        (at(6, 17, 59), True, "Open today 3:30 pm to 6 pm"),
    ],
)
def test_a_room_is_open_from_its_first_moment_up_to_its_last(moment, is_open, words):
    found = opening_at([FRIDAY, TUESDAY], moment)
    assert (found.is_open, say_opening(found)) == (is_open, words)


def test_a_week_ahead_is_said_with_its_date_and_no_hours_are_said_plainly():
    assert say_opening(opening_at([TUESDAY], at(3, 20))) == "Opens Tuesday 10 November at 4 pm"
    closed = opening_at([], at(3, 16))
    assert (closed.is_open, closed.window) == (False, None)
    assert "No opening hours" in say_opening(closed)


def test_two_windows_of_a_day_are_two():
    noon = Hours(1, time(12), time(13))
    assert say_opening(opening_at([TUESDAY, noon], at(3, 13))) == "Opens today at 4 pm"
    assert say_opening(opening_at([TUESDAY, noon], at(3, 12, 30))) == "Open today midday to 1 pm"
    assert say_week([TUESDAY, noon])[:2] == [("Monday", "closed"), ("Tuesday", "midday to 1 pm, 4 pm to 8 pm")]


@pytest.mark.parametrize(("month", "day", "utc_hour"), [(3, 28, 16), (3, 29, 15), (10, 24, 15), (10, 25, 16)])
def test_four_on_the_wall_is_four_on_both_sides_of_summer_time(month, day, utc_hour):
    """The clocks go on at 1 am on 29 March 2026 and back on 25 October: both are Sundays."""
    weekend = [Hours(5, time(16), time(17)), Hours(6, time(16), time(17))]
    opens = datetime(2026, month, day, utc_hour, tzinfo=UTC).astimezone(LONDON)
    before = datetime(2026, month, day, utc_hour - 1, 59, 59, tzinfo=UTC).astimezone(LONDON)
    assert opening_at(weekend, opens).is_open
    assert not opening_at(weekend, before).is_open


def test_clocks_are_said_as_people_say_them():
    assert [say_clock(time(*one)) for one in ((7,), (12,), (12, 30), (20, 5))] == [
        "7 am",
        "midday",
        "12:30 pm",
        "8:05 pm",
    ]
