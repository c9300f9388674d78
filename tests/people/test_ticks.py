"""What happens by the clock, and that one thing that fails keeps none of the others from happening."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from consultations.models import ConsultationPage
from people import ticks
from people.models import Notice, TickRun
from people.notices import letter_of
from people.publishing import publish_due
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    """A clock with nothing on it, put back afterwards."""
    before = dict(ticks._ticks)
    ticks._ticks.clear()
    yield ticks
    ticks._ticks.clear()
    ticks._ticks.update(before)


def test_the_rooms_have_registered_theirs():
    assert {"publish", "notices", "retention"} <= {tick.name for tick in ticks.registered()}


def test_everything_runs_at_every_tick(clock):
    seen = []
    clock.register("one", seen.append)
    assert clock.run_all(at=NOW) == {"one": ""}
    assert clock.run_all(at=NOW + SECOND) == {"one": ""}
    assert seen == [NOW, NOW + SECOND]


def test_what_is_daily_runs_once_a_day(clock):
    seen = []
    clock.register("daily", seen.append, every=DAY)
    for at in (NOW, NOW + SECOND, NOW + DAY - SECOND, NOW + DAY, NOW + DAY + SECOND):
        clock.run_all(at=at)
    assert seen == [NOW, NOW + DAY]


def test_one_that_fails_is_noted_and_the_rest_run(clock):
    def fail(at):
        raise RuntimeError("No paper")

    seen = []
    clock.register("broken", fail)
    clock.register("after", seen.append)
    assert "No paper" in clock.run_all(at=NOW)["broken"]
    assert seen == [NOW]
    assert "No paper" in TickRun.objects.get(name="broken").problem
    clock.register("broken", seen.append)
    clock.run_all(at=NOW + SECOND)
    assert TickRun.objects.get(name="broken").problem == ""


def test_the_command_says_what_failed(clock):
    def fail(at):
        raise RuntimeError("No paper")

    clock.register("broken", fail)
    err = StringIO()
    call_command("tick", stderr=err)
    assert "broken: RuntimeError('No paper')" in err.getvalue()


def test_repeating_the_real_tick_does_no_harm(cast):
    factories.make_consultation(cast.county)
    before = list(ConsultationPage.objects.values())
    call_command("tick")
    call_command("tick")
    assert list(ConsultationPage.objects.values()) == before
    assert mail.outbox == []


def schedule(page, *, at, user=None, **changes):
    """Schedule a draft the way the editor does: a revision with a moment in the future, approved."""
    page.go_live_at = NOW + DAY
    for name, value in changes.items():
        setattr(page, name, value)
    revision = page.save_revision(user=user)
    revision.approved_go_live_at = at
    revision.content["go_live_at"] = at.isoformat()
    revision.save()
    return revision


@pytest.mark.parametrize(("moment", "is_live"), [(NOW - SECOND, False), (NOW, True), (NOW + SECOND, True)])
def test_a_page_is_published_at_its_moment(cast, moment, is_live):
    page = factories.make_consultation(cast.county, live=False)
    schedule(page, at=NOW)
    publish_due(moment)
    page.refresh_from_db()
    assert page.live is is_live


@pytest.mark.parametrize(("moment", "is_live"), [(NOW - SECOND, True), (NOW, False), (NOW + SECOND, False)])
def test_a_page_is_taken_down_at_its_moment(cast, moment, is_live):
    page = factories.make_consultation(cast.county, expire_at=NOW)
    publish_due(moment)
    page.refresh_from_db()
    assert page.live is is_live


def test_a_page_that_refuses_keeps_no_other_back_and_its_author_is_told_once(cast):
    officer = cast.county_officer
    lacking = factories.make_consultation(cast.county, live=False, title="Half a page")
    ready = factories.make_consultation(cast.county, live=False)
    schedule(lacking, at=NOW - DAY, user=officer, decision="", equality_analysis_on=None)
    schedule(ready, at=NOW - SECOND, user=officer)
    assert publish_due(NOW) == 1
    assert publish_due(NOW + SECOND) == 0
    lacking.refresh_from_db()
    ready.refresh_from_db()
    assert (lacking.live, ready.live) == (False, True)
    notice = Notice.objects.get(kind="not-published")
    letter = letter_of(notice)
    assert letter.recipient == officer.email
    assert "Half a page" in letter.subject
    assert f"/cms/pages/{lacking.pk}/edit/" in letter.body


def test_what_was_put_right_goes_out_with_the_next_tick(cast):
    page = factories.make_consultation(cast.county, live=False)
    schedule(page, at=NOW - DAY, decision="")
    publish_due(NOW)
    schedule(page, at=NOW - DAY, decision="Whether to change it.")
    assert publish_due(NOW) == 1
    page.refresh_from_db()
    assert page.live
