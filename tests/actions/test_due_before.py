"""A due date that is put off: what was overdue at the meeting before stays so, in reports and in reviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import DueChange
from actions.models.due import due_before
from actions.services.importing import take_in
from actions.services.plans import save_action
from actions.services.reviews import snapshot_of
from actions.standing import Status
from tests.actions.plans import NOW, make_action, make_plan, say
from tests.actions.test_board import LATER, LONG_AGO, MEETING, PREVIOUS, THEN, changes, make_report
from tests.actions.test_importing import staged

pytestmark = pytest.mark.django_db
BEFORE_THEN, NEXT_YEAR = PREVIOUS - timedelta(days=1), date(2027, 3, 31)


def put_off(action, cast, *, to, at) -> None:
    action.due_on = to
    save_action(action=action, partners=(), by=cast.county_officer, at=at)


@pytest.fixture
def action(cast):
    plan = make_plan(cast.county, published_at=LONG_AGO)
    action = make_action(plan, reference="1", due_on=BEFORE_THEN, created_at=LONG_AGO)
    say(action, Status.ON_TRACK, at=LONG_AGO)
    return action


@pytest.mark.parametrize(
    ("changed_at", "was", "now"),
    [
        (THEN - timedelta(seconds=1), False, False),
        (THEN, True, False),
        (LATER - timedelta(days=1), True, True),  # after the meeting: its report stands as it stood
    ],
)
def test_a_report_reckons_with_the_date_that_held(cast, action, changed_at, was, now):
    put_off(action, cast, to=NEXT_YEAR, at=changed_at)
    change = changes(make_report(cast, action.plan), at=LATER)["1"]
    assert (change.was_overdue, change.is_overdue) == (was, now)


def test_put_off_twice_it_is_the_date_before_the_first_that_held(cast, action):
    put_off(action, cast, to=MEETING, at=THEN + timedelta(days=1))
    put_off(action, cast, to=NEXT_YEAR, at=THEN + timedelta(days=2))
    put_off(action, cast, to=NEXT_YEAR, at=THEN + timedelta(days=3))  # no change
    assert DueChange.objects.count() == 2
    assert changes(make_report(cast, action.plan), at=LATER)["1"].was_overdue


def test_an_import_that_puts_off_is_noted_too(cast, action):
    draft = staged(cast.county, "Ref,Due\n1,31/03/2027\n2,31/03/2027", action.plan)
    take_in(draft=draft, only_right=True, by=None, at=NOW)
    assert DueChange.objects.values_list("action", "due_on", "changed_at").get() == (action.pk, BEFORE_THEN, NOW)


def test_a_review_of_a_past_day_has_the_dates_of_that_day(client, cast, action):
    client.force_login(cast.county_officer)
    sent = {"reference": "1", "title": action.title, "due_on": NEXT_YEAR}
    assert client.post(reverse("officer_plans:action", args=[action.plan_id, action.pk]), sent).status_code == 302
    for number in (1, 2):
        make_action(action.plan, reference=f"x{number}", created_at=LONG_AGO)
        with CaptureQueriesContext(connection) as asked:
            [entry, *_others] = snapshot_of(action.plan, before=THEN)
        assert (entry["due_on"], len(asked)) == (BEFORE_THEN.isoformat(), 2)


def test_days_are_those_of_the_earliest_change_from_the_moment_on():
    noted = [(1, date(2026, 3, 1), LATER), (1, date(2026, 2, 1), THEN), (1, date(2026, 1, 1), LONG_AGO)]
    assert due_before(noted, THEN) == {1: date(2026, 2, 1)}
    assert due_before(noted, LATER + timedelta(seconds=1)) == {}
