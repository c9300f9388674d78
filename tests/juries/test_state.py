"""How a jury stands, and which reminder is due: just before, at and just after every date."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.windows import Window
from juries.chasing import reminder
from juries.state import Course, State, days_late, has_passed, has_sat, share_for, state_of

DAY = timedelta(days=1)
START, END, REPORT, CLOSED = date(2026, 5, 4), date(2026, 5, 6), date(2026, 7, 1), date(2027, 1, 4)
OPENS, CLOSES = datetime(2026, 2, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
WHOLE = Course(
    starts_on=START, ends_on=END, report_on=REPORT, closed_on=CLOSED, call=Window(OPENS, CLOSES), asked=2, answered=1
)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def stands(course: Course, day: date) -> State:
    return state_of(course, at=at_noon(day), today=day)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (START - DAY, State.PLANNED),
        (START, State.SITTING),
        (END + DAY, State.SITTING),
        (REPORT - DAY, State.SITTING),
        (REPORT, State.REPORTED),
        (CLOSED - DAY, State.REPORTED),
        (CLOSED, State.CLOSED),
        (CLOSED + DAY, State.CLOSED),
    ],
)
def test_every_day_turns_the_state(day, state):
    assert stands(WHOLE, day) == state


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - timedelta(seconds=1), State.PLANNED),
        (OPENS, State.RECRUITING),
        (CLOSES - timedelta(seconds=1), State.RECRUITING),
        (CLOSES, State.PLANNED),
    ],
)
def test_an_open_call_lasts_up_to_its_end(at, state):
    assert state_of(WHOLE, at=at, today=at.date()) == state


def test_a_jury_that_sits_looks_for_nobody():
    assert (
        state_of(Course(starts_on=OPENS.date(), call=Window(OPENS, CLOSES)), at=OPENS, today=OPENS.date()) == "sitting"
    )


@pytest.mark.parametrize(
    ("asked", "answered", "state"),
    [(0, 0, State.REPORTED), (2, 1, State.REPORTED), (2, 2, State.RESPONDED)],
)
def test_it_is_answered_once_every_answer_is_given(asked, answered, state):
    course = Course(report_on=REPORT, asked=asked, answered=answered)
    assert stands(course, REPORT) == state
    assert stands(course, REPORT - DAY) == State.PLANNED


def test_after_its_last_day_it_writes():
    assert not has_sat(WHOLE, today=END)
    assert has_sat(WHOLE, today=END + DAY)
    assert not has_sat(WHOLE, today=REPORT)


def test_the_due_day_itself_is_in_time():
    assert [days_late(due_on=START, today=START + n * DAY) for n in (-1, 0, 1, 30)] == [0, 0, 1, 30]


@pytest.mark.parametrize(
    ("votes_for", "against", "threshold", "share", "passed"),
    [
        (6, 4, 60, 60, True),
        (59, 41, 60, 59, False),
        (2, 1, 67, 66, False),
        (0, 0, 60, None, None),
        (None, None, 60, None, None),
        (5, 5, None, 50, None),
    ],
)
def test_exactly_the_share_is_enough(votes_for, against, threshold, share, passed):
    assert share_for(votes_for, against) == share
    assert has_passed(votes_for, against, threshold) is passed


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (-15, ""),
        (-14, "ahead-14"),
        (-4, "ahead-14"),
        (-3, "ahead-3"),
        (0, "ahead-3"),
        (1, "late-0"),
        (28, "late-0"),
        (29, "late-1"),
        (57, "late-2"),
    ],
)
def test_bodies_are_reminded_around_the_due_day(days, stage):
    assert reminder(asked_on=START - 60 * DAY, due_on=START, today=START + days * DAY) == stage


@pytest.mark.parametrize(("asked", "stage"), [(-15, "ahead-14"), (-14, ""), (-13, "")])
def test_who_was_asked_late_is_not_reminded_at_once(asked, stage):
    assert reminder(asked_on=START + asked * DAY, due_on=START, today=START - 10 * DAY) == stage
