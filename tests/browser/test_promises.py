"""An officer makes and publishes a plan; the owner, another organisation, says how its actions stand on one screen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from actions.models import Action
from tests.journeys import be_signed_in
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

TITLE = "Library vans: what we promised"


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def test_a_plan_is_published_and_its_owner_updates_several_actions(
    browser: Browser, page: Page, own_site: LiveSite
) -> None:
    site = own_site
    be_signed_in(page.context, site, "county@engage.example")
    page.goto(f"{site.url}/cms/plans/new/")
    fill(page, title=TITLE, lead_organisation="Leicestershire County Council", summary="Three mornings, three stops.")
    page.get_by_role("button", name="Make the plan").click()
    long_ago = (timezone.localdate() - timedelta(days=37)).isoformat()
    for reference, what, due in (
        ("1", "A level stop in Oadby", long_ago),
        ("2", "Large print on board", ""),
        ("3", "A ramp", ""),
    ):
        page.get_by_role("link", name="Add an action").click()
        fill(page, reference=reference, title=what, owner="Harborough District Council", due_on=due)
        page.get_by_role("button", name="Put it into the plan").click()
    page.get_by_role("button", name="Down 1").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Large print on board")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("everybody can read it")).to_be_visible()

    theirs = browser.new_context()
    be_signed_in(theirs, site, "harborough@engage.example")
    owner = theirs.new_page()
    owner.goto(f"{site.url}/cms/plans/work/")
    owner.get_by_label("Show").select_option(label=TITLE)
    owner.get_by_role("button", name="Show").click()
    rows = owner.locator(".ledger-row")
    expect(rows.nth(0)).to_contain_text("37 days late")
    late, print_, ramp = (
        owner.locator(".ledger-row", has_text=words) for words in ("level stop", "Large print", "A ramp")
    )
    late.get_by_label("Status").select_option(label="On track")
    late.get_by_label("What was done").fill("The kerb is ordered.")
    print_.get_by_label("Status").select_option(label="Will not be done")
    ramp.get_by_label("Status").select_option(label="Done")
    ramp.get_by_text("Add something one can look at").click()
    ramp.get_by_label("What it is").fill("A photograph")
    ramp.get_by_label("Its address").fill("https://example.org/ramp")
    owner.get_by_role("button", name="Save what I wrote").click()
    expect(owner.get_by_text("2 updates are saved and published.")).to_be_visible()
    expect(print_.get_by_text("Say why it will not be done")).to_be_visible()
    print_.get_by_label("why").fill("Screens on board do the same.")
    owner.get_by_role("button", name="Save what I wrote").click()
    expect(owner.get_by_text("1 update is saved and published.")).to_be_visible()
    theirs.close()

    visitor = browser.new_context(java_script_enabled=False)
    anybody = visitor.new_page()
    anybody.goto(f"{site.url}/plans/library-vans-what-we-promised/")
    expect(anybody.get_by_text("1 of 3 is done. 1 is overdue.")).to_be_visible()
    anybody.get_by_text("Filter the actions").click()
    anybody.get_by_label("Only overdue").check()
    anybody.get_by_role("button", name="Show these").click()
    expect(anybody).to_have_url(re.compile(r"overdue=1"))
    expect(anybody.get_by_role("heading", name="1 action found")).to_be_visible()
    anybody.get_by_role("link", name="A level stop in Oadby").click()
    expect(anybody.get_by_text("The kerb is ordered.")).to_be_visible()
    visitor.close()
    with site.data():
        assert {one.status for one in Action.objects.filter(plan__title=TITLE)} == {"on_track", "dropped", "done"}
