"""An officer publishes a jury with a recommendation and asks a body; the body answers in part; everybody sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from juries.models import JuryPage, JuryShelfPage
from tests.journeys import be_signed_in, inside
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

TITLE, ADVICE = "Citizens’ jury on footpaths", "Mend the stiles"
REASONS = "We mend the stiles on our own land. The others are not ours."


def publish_jury(page: Page, site: LiveSite) -> int:
    """Write a jury on the county's shelf, publish it, and return its number."""
    with inside(site):
        shelf = JuryShelfPage.objects.get(organisation__slug="county").pk
    page.goto(f"{site.url}/cms/pages/add/juries/jurypage/{shelf}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Twelve people walked every path of the county.")
    page.locator("#id_question").fill("What keeps people off our paths?")
    page.get_by_role("button", name="More actions").last.click()
    page.locator("[name=action-publish]").first.click()
    expect(page.get_by_text("created and published")).to_be_visible()
    with inside(site):
        return JuryPage.objects.get(title=TITLE).pk


def recommend(page: Page, site: LiveSite, jury: int) -> None:
    """Write a recommendation down, publish it and ask Harborough."""
    page.goto(f"{site.url}/cms/juries/{jury}/")
    page.get_by_role("link", name="Add a recommendation").click()
    page.get_by_label("Title", exact=True).fill(ADVICE)
    page.get_by_label("What the jury recommends").fill("Every stile in the county can be climbed by 2030.")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_label("Harborough District Council").check()
    page.get_by_label("Answer due").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Ask these bodies").click()
    expect(page.get_by_text("The officers of these bodies get a letter.")).to_be_visible()


def answer(page: Page, site: LiveSite) -> None:
    """Answer in part, as the body that is asked."""
    page.goto(f"{site.url}/cms/juries/answers/")
    page.get_by_role("link", name=f"1. {ADVICE}").click()
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_text("Choose whether you accept it")).to_be_visible()
    page.get_by_label("Accepted in part").check()
    page.get_by_label("Your reasons").fill(REASONS)
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_text("Your answer is published.")).to_be_visible()


def test_a_body_answers_a_jury_in_public(browser: Browser, own_site: LiveSite) -> None:
    county, harborough, anybody = (browser.new_context(locale="en-GB") for _ in range(3))
    try:
        be_signed_in(county, own_site, "county@engage.example")
        page = county.new_page()
        jury = publish_jury(page, own_site)
        recommend(page, own_site, jury)
        reader = anybody.new_page()
        address = f"{own_site.url}/juries/county/citizens-jury-on-footpaths/"
        reader.goto(address)
        expect(reader.get_by_text("Not answered yet")).to_be_visible()
        be_signed_in(harborough, own_site, "harborough@engage.example")
        answer(harborough.new_page(), own_site)
        reader.goto(address)
        expect(reader.get_by_text("Answers given so far: 1 of 1.")).to_be_visible()
        reader.get_by_role("link", name=ADVICE).click()
        expect(reader.get_by_text(REASONS)).to_be_visible()
        expect(reader.get_by_text("Accepted in part")).to_be_visible()
    finally:
        for context in (county, harborough, anybody):
            context.close()
