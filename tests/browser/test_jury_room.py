"""The room of a jury in Chromium: written by two, voted on by three, adopted by an officer, read by everybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from engage.demo.jury_words import FACILITATOR_LINK, JUROR_LINK, SECOND_LINK, SLUG
from juries.models import JuryPage
from juries.services.jurors import make_link
from juries.services.recommending import publish_recommendation
from tests.journeys import be_signed_in, inside
from tests.sites import LiveSite

pytestmark = pytest.mark.browser
DOOR = "/juries/room/enter/"
TITLE = "Ring people back"


def enter(browser: Browser, site: LiveSite, link: str) -> Page:
    """Come in by a personal link in a browser of one's own."""
    page = browser.new_context(locale="en-GB", timezone_id="Europe/London").new_page()
    page.goto(f"{site.url}{DOOR}{link}/")
    expect(page).to_have_url(f"{site.url}{DOOR}")
    page.get_by_role("button", name="Enter", exact=True).click()
    expect(page.get_by_role("button", name="Leave the room")).to_be_visible()
    return page


def vote_for(page: Page) -> None:
    page.reload()
    page.get_by_label("For it").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Your vote is in.")).to_be_visible()


def test_a_recommendation_from_the_first_word_to_the_public_page(own_site: LiveSite, browser: Browser) -> None:
    with inside(own_site):
        jury = JuryPage.objects.get(slug=SLUG)
        third = make_link(juror=jury.jurors.get(display_name="Clover"), at=timezone.now())
    first, second, helper = (enter(browser, own_site, link) for link in (JUROR_LINK, SECOND_LINK, FACILITATOR_LINK))
    first.get_by_role("link", name="Begin a draft").click()
    first.get_by_label("Title").fill(TITLE)
    first.get_by_label("What we recommend").fill("Bodies should ring people back.")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_role("heading", level=1)).to_have_text(TITLE)
    draft = first.url

    second.goto(draft)
    second.get_by_role("link", name="Write on").click()
    first.get_by_role("link", name="Write on").click()
    second.get_by_label("What we recommend").fill("Bodies should ring people back within a week.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("2 versions and what changed")).to_be_visible()
    first.get_by_label("What we recommend").fill("Bodies should always ring people back.")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_role("heading", name=re.compile("Bashir saved version 2 meanwhile"))).to_be_visible()
    first.get_by_label("What we recommend").fill("Bodies should always ring people back within a week.")
    first.get_by_role("button", name="Save mine over theirs").click()
    expect(first.get_by_text("3 versions and what changed")).to_be_visible()

    helper.goto(draft)
    helper.get_by_text("Put it to the vote").click()
    closes = timezone.localtime() + timedelta(days=1)
    helper.get_by_label("The vote closes").fill(closes.strftime("%Y-%m-%dT%H:%M"))
    helper.get_by_role("button", name="Open the vote").click()
    expect(helper.get_by_text("0 votes so far")).to_be_visible()
    others = enter(browser, own_site, third)
    others.goto(draft)
    for page in (first, second, others):
        vote_for(page)

    officer = browser.new_context(locale="en-GB").new_page()
    be_signed_in(officer.context, own_site, "county@engage.example")
    officer.goto(f"{own_site.url}/cms/juries/{jury.pk}/room/")
    officer.get_by_role("link", name=TITLE).click()
    officer.get_by_text("Close the vote now").click()
    officer.get_by_role("button", name="Close the vote and count").click()
    expect(officer.get_by_text("Agreed by the jury")).to_be_visible()
    officer.get_by_role("button", name="Adopt").click()
    expect(officer.get_by_text("Adopted as recommendation 2.")).to_be_visible()
    with inside(own_site):
        made = jury.recommendations.get(number=2)
        publish_recommendation(recommendation=made, by=None, at=timezone.now())
        address = made.get_absolute_url()
    reader = browser.new_context(locale="en-GB").new_page()
    reader.goto(f"{own_site.url}{address}")
    expect(reader.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(reader.get_by_text("3 jurors for it, 0 against")).to_be_visible()
    first.get_by_role("button", name="Leave the room").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("You have left the room")
    first.goto(draft)
    expect(first.get_by_role("heading", level=1)).to_have_text("You are not in the room")
