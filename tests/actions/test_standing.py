"""What the calendar says by itself, just before, at and after each date; and the same rules for a set of rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action
from actions.services.updates import add_update
from actions.standing import (
    FINISHED,
    Status,
    Urgency,
    days_overdue,
    is_overdue,
    is_silent,
    quiet_since,
    quiet_until,
    urgency,
)
from actions.words import say_due, say_late, say_silent
from tests.actions.plans import NOW, local, make_action, make_plan, say

DUE = date(2026, 3, 31)
OPEN = [status for status in Status if status not in FINISHED]


class TestOverdue:
    @pytest.mark.parametrize(("today", "late"), [(30, False), (31, False)])
    def test_the_day_itself_is_in_time(self, today, late):
        assert is_overdue(status="on_track", due_on=DUE, today=date(2026, 3, today)) is late

    @pytest.mark.parametrize("status", OPEN)
    def test_the_day_after_is_not(self, status):
        assert is_overdue(status=status, due_on=DUE, today=date(2026, 4, 1))
        assert days_overdue(due_on=DUE, today=date(2026, 4, 1)) == 1

    @pytest.mark.parametrize("status", sorted(FINISHED))
    def test_what_is_finished_or_has_no_date_never_is(self, status):
        assert not is_overdue(status=status, due_on=DUE, today=date(2027, 1, 1))
        assert not is_overdue(status="late", due_on=None, today=date(2027, 1, 1))


class TestSilent:
    @pytest.mark.parametrize(
        ("word", "quiet"),
        [
            (date(2026, 1, 15), date(2026, 4, 15)),
            (date(2025, 11, 28), date(2026, 2, 28)),
            (date(2025, 11, 29), date(2026, 2, 28)),
            (date(2025, 11, 30), date(2026, 2, 28)),
            (date(2025, 12, 1), date(2026, 3, 1)),
            (date(2027, 11, 30), date(2028, 2, 29)),
            (date(2027, 11, 29), date(2028, 2, 29)),
            (date(2027, 11, 28), date(2028, 2, 28)),
            (date(2026, 1, 31), date(2026, 4, 30)),
            (date(2026, 3, 31), date(2026, 6, 30)),
            (date(2026, 10, 31), date(2027, 1, 31)),
            (date(2026, 11, 30), date(2027, 2, 28)),
            (date(2028, 2, 29), date(2028, 5, 29)),
        ],
    )
    def test_a_quarter_is_three_months_of_the_calendar(self, word, quiet):
        day = timedelta(days=1)
        assert quiet_until(word) == quiet
        assert not is_silent(status="on_track", word_on=word, today=quiet - day)
        assert is_silent(status="on_track", word_on=word, today=quiet)
        assert is_silent(status="on_track", word_on=word, today=quiet + day)

    @pytest.mark.parametrize("status", sorted(FINISHED))
    def test_what_is_finished_or_not_published_never_is(self, status):
        assert not is_silent(status=status, word_on=date(2020, 1, 1), today=DUE)
        assert not is_silent(status="late", word_on=None, today=DUE)

    @given(word=st.dates(date(2000, 1, 1), date(2050, 1, 1)), days=st.integers(min_value=0, max_value=200))
    def test_both_ways_round_say_the_same(self, word, days):
        today = word + timedelta(days=days)
        assert (quiet_until(word) <= today) == (word <= quiet_since(today))


@pytest.mark.parametrize(
    ("status", "due_on", "word_on", "is_now"),
    [
        ("done", date(2020, 1, 1), None, Urgency.FINISHED),
        ("dropped", None, date(2020, 1, 1), Urgency.FINISHED),
        ("late", date(2026, 3, 30), DUE, Urgency.OVERDUE),
        ("late", DUE, date(2020, 1, 1), Urgency.LATE),
        ("at_risk", DUE, date(2025, 12, 31), Urgency.SILENT),
        ("at_risk", DUE, date(2026, 1, 1), Urgency.AT_RISK),
        ("on_track", DUE, date(2026, 1, 1), Urgency.OPEN),
        ("not_started", None, None, Urgency.OPEN),
    ],
)
def test_urgency(status, due_on, word_on, is_now):
    assert urgency(status=status, due_on=due_on, word_on=word_on, today=DUE) is is_now


@pytest.mark.django_db
class TestRows:
    """Local days: an hour before midnight in summer is already the next day in Greenwich."""

    @pytest.mark.parametrize(
        ("said_at", "silent_from"),
        [
            (local(2026, 3, 28, 23, 59), date(2026, 6, 28)),
            (local(2026, 3, 29, 0, 0), date(2026, 6, 29)),
            (local(2026, 7, 1, 0, 30), date(2026, 10, 1)),
            (local(2026, 7, 31, 23, 30), date(2026, 10, 31)),
            (local(2026, 10, 25, 0, 30), date(2027, 1, 25)),
            (local(2026, 11, 30, 23, 59), date(2027, 2, 28)),
        ],
    )
    def test_silence_begins_on_a_local_day(self, cast, said_at, silent_from):
        action = make_action(make_plan(cast.county, published_at=said_at - timedelta(days=9)))
        say(action, Status.ON_TRACK, at=said_at)
        for today in (silent_from - timedelta(days=1), silent_from, silent_from + timedelta(days=1)):
            expected = today >= silent_from
            assert Action.objects.silent_on(today).exists() is expected
            assert bool(say_silent(action, today=today)) is expected

    def test_silence_counts_from_the_day_the_public_could_first_read_it(self, cast):
        plan = make_plan(cast.county, published_at=local(2026, 1, 10, 9))
        first = make_action(plan)
        later = make_action(plan, created_at=local(2026, 2, 20, 9))
        make_action(make_plan(cast.county, published_at=None))
        done = make_action(plan)
        say(done, Status.DONE, at=local(2026, 1, 11, 9))
        assert not Action.objects.silent_on(date(2026, 4, 9)).exists()
        assert list(Action.objects.silent_on(date(2026, 4, 10))) == [first]
        assert list(Action.objects.silent_on(date(2026, 5, 20))) == [first, later]

    def test_overdue_rows(self, cast):
        plan = make_plan(cast.county)
        late = make_action(plan, due_on=DUE)
        make_action(plan, due_on=None)
        say(make_action(plan, due_on=DUE), Status.DROPPED, reason="No money.")
        assert not Action.objects.overdue_on(DUE).exists()
        assert list(Action.objects.overdue_on(DUE + timedelta(days=1))) == [late]

    def test_words(self, cast):
        action = make_action(make_plan(cast.county, published_at=local(2025, 12, 1, 9)), due_on=DUE)
        assert say_late(action, today=DUE) == ""
        assert say_late(action, today=date(2026, 4, 1)) == "1 day late"
        assert say_late(action, today=date(2026, 5, 7)) == "37 days late"
        assert say_silent(action, today=date(2026, 2, 28)) == ""
        assert say_silent(action, today=date(2026, 3, 1)) == "Nothing heard since 1 December 2025"
        assert say_due(action, today=DUE) == "By 31 March"
        action.due_words = "Spring 2026"
        assert say_due(action, today=date(2027, 1, 1)) == "Spring 2026 (by 31 March 2026)"
        action.due_words, action.due_on = "", None
        assert say_due(action, today=DUE) == "Date not named yet"

    def test_an_update_typed_in_late_does_not_hide_a_newer_one(self, cast):
        action = make_action(make_plan(cast.county))
        say(action, Status.AT_RISK, at=NOW)
        values = {"text": "From the minutes.", "by": None, "organisation": None}
        add_update(action=action, status=Status.ON_TRACK, at=NOW - timedelta(days=3), **values)
        action.refresh_from_db()
        assert (action.status, action.last_update_at) == (Status.AT_RISK, NOW)
        assert isinstance(action.last_update_at, datetime)
