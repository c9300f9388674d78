"""Reminders: on which days, to whom, once, and all of a day in one letter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.chasing import due_step, silent_step
from actions.models import Chaser
from actions.services.chasing import chase
from actions.standing import FINISHED, Status
from people.models import Notice
from people.notices import letter_of
from people.services import make_officer
from tests import factories
from tests.actions.plans import local, make_action, make_plan, say

DUE = date(2026, 10, 31)
DAY = timedelta(days=1)


def step(today, **values):
    found = due_step(**({"status": "on_track", "due_on": DUE, "today": today} | values))
    return found and (found.reason.value, found.number)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-15, None),
        (-14, ("due", 0)),
        (-13, ("due", 0)),
        (0, ("due", 0)),
        (1, ("late", 0)),
        (14, ("late", 0)),
        (15, ("late", 1)),
        (28, ("late", 1)),
        (29, ("late", 2)),
        (43, ("late", 3)),
        (57, ("late", 4)),
        (70, ("late", 4)),
        (71, None),
        (3000, None),
    ],
)
def test_before_and_after_a_due_date(days, expected):
    assert step(DUE + timedelta(days=days)) == expected


@pytest.mark.parametrize("status", sorted(FINISHED))
def test_nobody_is_reminded_of_what_is_finished_or_has_no_date(status):
    assert step(DUE, status=status) is None
    assert step(DUE, due_on=None) is None
    assert silent_step(status=status, word_on=date(2020, 1, 1), today=DUE) is None


@pytest.mark.parametrize(
    ("today", "number"),
    [
        (date(2026, 2, 27), None),
        (date(2026, 2, 28), 0),
        (date(2026, 5, 27), 0),
        (date(2026, 5, 28), 1),
        (date(2026, 8, 28), 2),
    ],
)
def test_a_silence_is_named_once_a_quarter(today, number):
    found = silent_step(status="late", word_on=date(2025, 11, 30), today=today)
    assert (found.number if found else None) == number


def letters(**kept):
    """Return what waits to be sent, by address."""
    found = [letter_of(notice) for notice in Notice.objects.filter(kind="actions-due", **kept).order_by("pk")]
    return [(letter.recipient, letter.subject, letter.body) for letter in found]


@pytest.fixture
def plan(cast):
    return make_plan(cast.county, title="Buses", published_at=local(2026, 10, 1, 9))


@pytest.mark.django_db
class TestLetters:
    def test_one_letter_an_officer_with_all_of_the_day_once(self, cast, plan):
        colleague = factories.make_user("colleague@example.org")
        make_officer(user=colleague, organisation=cast.borough)
        gone = factories.make_user("gone@example.org", is_active=False)
        make_officer(user=gone, organisation=cast.borough)
        make_action(plan, reference="1", owner=cast.borough, due_on=DUE)
        make_action(plan, reference="2", owner=cast.borough, due_on=DUE - 15 * DAY)
        make_action(plan, reference="3", owner=cast.county, due_on=DUE)
        make_action(plan, reference="4", owner=cast.borough, due_on=DUE + DAY)
        make_action(plan, reference="5", due_on=DUE)
        make_action(make_plan(cast.county, published_at=None), reference="6", owner=cast.borough, due_on=DUE)
        say(make_action(plan, reference="7", owner=cast.borough, due_on=DUE), Status.DONE)
        at = local(2026, 10, 17, 7, 0)
        assert chase(at=at - timedelta(minutes=1)) == 0
        assert chase(at=at) == 3
        assert chase(at=at) == 0
        assert chase(at=at + timedelta(hours=9)) == 0
        told = {address: body for address, _subject, body in letters()}
        assert set(told) == {"borough_officer@example.org", "colleague@example.org", "county_officer@example.org"}
        body = told["colleague@example.org"]
        assert "Past the day they were due\n- 2 " in body
        assert "1 day late" in body
        assert "Due soon\n- 1 " in body
        assert all(f"- {reference} " not in body for reference in "34567")
        assert "/cms/plans/work/" in body
        assert letters()[0][1] == "1 promise of yours is late"

    def test_the_next_step_comes_on_its_day_and_not_again(self, cast, plan):
        make_action(plan, owner=cast.borough, due_on=DUE)
        days = [chase(at=local(2026, 10, 16, 12) + number * DAY) for number in range(120)]
        assert [number for number, new in enumerate(days) if new] == [1, 16, 30, 44, 58, 72, 77]
        assert Chaser.objects.filter(reason="silent").get().told_at == local(2026, 10, 16, 12) + 77 * DAY

    def test_a_day_on_which_the_clock_stood_still_is_made_up_for(self, cast, plan):
        make_action(plan, owner=cast.borough, due_on=DUE)
        assert chase(at=local(2026, 10, 20, 8)) == 1
        assert chase(at=local(2026, 10, 21, 8)) == 0

    def test_days_are_local_where_the_clocks_change(self, cast, plan):
        """The clocks go back on Sunday 25 October: the day is 25 hours long."""
        make_action(plan, owner=cast.borough, due_on=date(2026, 10, 24))
        assert chase(at=local(2026, 10, 10, 8)) == 1
        assert chase(at=local(2026, 10, 24, 23, 59)) == 0
        assert chase(at=local(2026, 10, 25, 6, 59)) == 0
        assert chase(at=local(2026, 10, 25, 7, 0)) == 1
        assert "1 day late" in letters()[-1][2]

    def test_a_new_due_date_begins_anew_and_a_word_ends_a_silence(self, cast, plan):
        action = make_action(plan, owner=cast.borough, due_on=DUE)
        chase(at=local(2026, 10, 17, 8))
        action.due_on = DUE + 30 * DAY
        action.save()
        assert chase(at=local(2026, 10, 18, 8)) == 0
        assert chase(at=local(2026, 11, 16, 8)) == 1
        say(action, Status.DONE, at=local(2026, 11, 17, 8))
        assert chase(at=local(2027, 2, 20, 8)) == 0

    def test_a_body_without_officers_is_told_once_it_has_one(self, cast, plan):
        alone = factories.make_organisation("A new body")
        make_action(plan, owner=alone, due_on=DUE)
        assert chase(at=local(2026, 10, 17, 8)) == 0
        make_officer(user=cast.outsider, organisation=alone)
        assert chase(at=local(2026, 10, 18, 8)) == 1
