"""How a consultation stands, at every boundary, and that the database says the same."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import ConsultationPage, OutcomePage
from consultations.status import (
    CLOSED_STATUSES,
    Status,
    days_overdue,
    includes,
    next_moment,
    outcome_due_at,
    status_of,
)
from tests import factories

OPENS = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSES = datetime(2026, 4, 27, 23, 59, tzinfo=UTC)
DUE = CLOSES + timedelta(days=84)
TICK = timedelta(microseconds=1)
ONES = [status for status in Status if status != Status.CLOSED]


@pytest.mark.parametrize(
    ("at", "has_outcome", "status"),
    [
        (OPENS - TICK, False, Status.PLANNED),
        (OPENS, False, Status.OPEN),
        (OPENS + TICK, False, Status.OPEN),
        (CLOSES - TICK, False, Status.OPEN),
        (CLOSES, False, Status.OUTCOME_DUE),
        (CLOSES + TICK, False, Status.OUTCOME_DUE),
        (DUE - TICK, False, Status.OUTCOME_DUE),
        (DUE, False, Status.OVERDUE),
        (DUE + TICK, False, Status.OVERDUE),
        (OPENS - TICK, True, Status.PLANNED),
        (CLOSES - TICK, True, Status.OPEN),
        (CLOSES, True, Status.OUTCOME_PUBLISHED),
        (DUE - TICK, True, Status.OUTCOME_PUBLISHED),
        (DUE, True, Status.OUTCOME_PUBLISHED),
    ],
)
def test_just_before_at_and_after_every_boundary(at, has_outcome, status):
    assert status_of(OPENS, CLOSES, has_outcome, at) == status


@pytest.mark.parametrize(("opens_at", "closes_at"), [(None, None), (OPENS, None), (None, CLOSES)])
def test_planned_while_a_date_is_missing(opens_at, closes_at):
    assert status_of(opens_at, closes_at, has_outcome=False, at=DUE) == Status.PLANNED
    assert next_moment(opens_at, closes_at, has_outcome=False, at=DUE) is None


@pytest.mark.parametrize(
    ("at", "has_outcome", "moment"),
    [
        (OPENS - TICK, False, OPENS),
        (OPENS, False, CLOSES),
        (CLOSES - TICK, True, CLOSES),
        (CLOSES, False, DUE),
        (CLOSES, True, None),
        (DUE, False, None),
    ],
)
def test_the_next_moment_is_the_next_boundary(at, has_outcome, moment):
    assert next_moment(OPENS, CLOSES, has_outcome, at) == moment


moments = st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    opens_at=moments, length=st.timedeltas(min_value=TICK, max_value=timedelta(days=200)), has=st.booleans(), at=moments
)
def test_the_status_holds_until_the_next_moment_and_changes_there(opens_at, length, has, at):
    closes_at = opens_at + length
    status = status_of(opens_at, closes_at, has, at)
    assert status in ONES
    moment = next_moment(opens_at, closes_at, has, at)
    if moment is None:
        assert status_of(opens_at, closes_at, has, at + timedelta(days=9999)) == status
    else:
        assert moment > at
        assert status_of(opens_at, closes_at, has, moment - TICK) == status
        assert status_of(opens_at, closes_at, has, moment) != status


def test_closed_is_the_word_for_all_that_have_closed():
    assert {status for status in ONES if includes(Status.CLOSED, status)} == CLOSED_STATUSES
    assert all(includes(status, other) == (status == other) for status, other in product(ONES, ONES))


def test_days_overdue_are_whole_and_never_none():
    assert days_overdue(CLOSES, DUE) == 1
    assert days_overdue(CLOSES, DUE + timedelta(days=41, hours=3)) == 41


@pytest.mark.django_db
def test_the_database_agrees_with_the_clock_at_every_boundary():
    now = timezone.now().replace(microsecond=0)
    shelf = factories.make_shelf()
    windows = [(now - timedelta(days=days), now - timedelta(days=days - 30)) for days in (-40, 0, 10, 30, 80, 114, 200)]
    for (opens_at, closes_at), outcome in product([*windows, (None, None)], ("none", "draft", "published")):
        page = factories.make_consultation(shelf.organisation, opens_at=opens_at, closes_at=closes_at)
        ConsultationPage.objects.filter(pk=page.pk).update(opens_at=opens_at, closes_at=closes_at)
        if outcome != "none":
            page.add_child(instance=OutcomePage(title="Outcome", live=outcome == "published"))
    pages = list(ConsultationPage.objects.select_related("outcome"))
    boundaries = {
        moment
        for page in pages
        if page.opens_at
        for moment in (page.opens_at, page.closes_at, outcome_due_at(page.closes_at))
    }
    for at, asked in product([b + delta for b in boundaries for delta in (-TICK, TICK * 0, TICK)], Status):
        expected = {
            page.pk
            for page in pages
            if includes(
                asked,
                status_of(
                    page.opens_at, page.closes_at, getattr(page, "outcome", None) is not None and page.outcome.live, at
                ),
            )
        }
        assert set(ConsultationPage.objects.with_status(asked, at).values_list("pk", flat=True)) == expected, (
            asked,
            at,
        )
