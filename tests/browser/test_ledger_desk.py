"""The ledger in Chromium: an import that is put right on the screen; somebody follows, is told, and leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from actions.digest import DELAY, digest_moment
from actions.models import Action, ActionPlan, DigestRun, Follow
from actions.services.digests import send_digest
from actions.services.updates import add_update
from actions.standing import Status
from people.notices import send_waiting
from tests.actions.tables import FAULTY
from tests.journeys import be_signed_in, inside
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

OFFICER = "county@engage.example"
CORRECTIONS = {
    "3-reference": "2",
    "4-reference": "3",
    "5-reference": "4",
    "6-title": "A title",
    "11-reason": "No money",
}


def test_an_import_with_ten_kinds_of_fault_is_put_right_and_taken_in(
    page: Page, live_site: LiveSite, tmp_path: Path
) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(FAULTY.replace("borough", "charnwood"))
    be_signed_in(page.context, live_site, OFFICER)
    page.goto(f"{live_site.url}/cms/plans/import/")
    page.get_by_label("Title of the new plan").fill("Open doors")
    page.get_by_label("A file").set_input_files(file)
    page.get_by_role("button", name="Go on: check it").click()
    expect(page.get_by_role("heading", name=re.compile("^Line "))).to_have_count(10)
    expect(page.get_by_role("button", name="Take all of it in")).to_have_count(0)
    page.get_by_label("The Jitty").select_option(label="None of these: not named yet")
    page.get_by_role("group", name="31/02/2027").get_by_label("Day", exact=True).fill("2027-02-28")
    for name, text in CORRECTIONS.items():
        page.locator(f"#cell-{name}").fill(text)
    page.locator("#cell-10-status").select_option(label="At risk")
    page.get_by_label("Leave out what stands beyond the last heading").check()
    page.get_by_role("button", name="Check again with this").click()
    page.get_by_role("button", name="Take all of it in").click()
    expect(page.get_by_text("12 actions added, 0 changed.")).to_be_visible()
    with live_site.data():
        found = Action.objects.get(plan__title="Open doors", reference="7")
        assert (found.due_on.isoformat(), found.due_words) == ("2027-05-31", "Spring 2027")


def letter(site: LiveSite, start: str, *, at: datetime) -> str:
    """Have what waits sent, from this process, and return the newest letter with this subject."""
    with inside(site):
        send_waiting(at=at)
    return next(one.body for one in reversed(mail.outbox) if one.subject.startswith(start))


def test_somebody_follows_a_plan_is_told_in_the_digest_and_leaves(
    page: Page, live_site: LiveSite, assert_accessible: Callable[[Page], None]
) -> None:
    page.goto(f"{live_site.url}/plans/peer-challenge/follow/")
    page.get_by_label("Your e-mail address").fill("walker@post.example")
    page.get_by_role("button", name="Follow it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    now = timezone.now()
    page.goto(path_in(letter(live_site, "Confirm", at=now), live_site, "confirm"))
    page.get_by_role("button", name="Yes, I follow it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You follow it")
    assert_accessible(page)
    due = digest_moment(timezone.now(), zone=ZoneInfo(settings.TIME_ZONE)) + timedelta(days=7)
    with inside(live_site):
        Follow.objects.exclude(follower__pk=Follow.objects.latest("pk").follower_id).delete()
        action = ActionPlan.objects.get(slug="peer-challenge").actions.get(reference="9")
        at = timezone.now()
        add_update(action=action, status=Status.ON_TRACK, text="The list is made.", at=at, by=None, organisation=None)
        DigestRun.objects.filter(until__gte=due).delete()
        send_digest(at=due + DELAY)
    told = letter(live_site, "What moved", at=due + DELAY)
    assert "The list is made." in told
    page.goto(path_in(told, live_site, "leave"))
    page.get_by_role("button", name="Write to me no more").click()
    expect(page.get_by_text("Done. You follow nothing any more")).to_be_visible()
    with live_site.data():
        assert not Follow.objects.exists()


def path_in(text: str, site: LiveSite, kind: str) -> str:
    found = re.search(rf"/follow/{kind}/\S+", text)
    assert found is not None
    return site.url + found[0]
