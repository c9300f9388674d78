"""Results in Chromium: a reader finds them, opens a table, reads what people wrote; an officer publishes words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from consultations.models import Answer, ConsultationPage, TextRelease
from engage.demo.sign_ins import PASSWORD
from tests.browsers import AXE_RULES
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

HALLS = "/consultations/county/community-buildings/"
STILL_OPEN = "/consultations/county/evening-buses/"


def sign_in(page: Page, site: LiveSite, path: str) -> None:
    page.goto(f"{site.url}/accounts/login/?next={path}")
    page.get_by_label(re.compile("^E-?mail")).fill("county@engage.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{path}")


def page_id(site: LiveSite, path: str) -> int:
    with site.data():
        return ConsultationPage.objects.get(slug=path.rstrip("/").rsplit("/", 1)[-1]).pk


def test_a_reader_looks_at_results(page: Page, live_site: LiveSite, assert_accessible: Callable[[Page], None]) -> None:
    page.goto(f"{live_site.url}{HALLS}results/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Results")
    expect(page.get_by_text("not a sample of all residents")).to_be_visible()
    first = page.locator("#question-1")
    first.get_by_text("Show as a table").click()
    expect(first.get_by_role("rowheader").first).to_be_visible()
    first.get_by_text("Answers by channel").click()
    expect(first.get_by_role("columnheader", name="On paper")).to_be_visible()
    assert_accessible(page)
    first.get_by_role("link", name=re.compile("Who gave which answer")).click()
    expect(page.get_by_role("heading", name="Who gave which answer")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Back to all results").click()
    expect(page).to_have_url(re.compile("#question-1$"))


def test_results_read_without_script_on_a_small_phone(
    plain_page: Page, live_site: LiveSite, assert_accessible: Callable[[Page], None]
) -> None:
    plain_page.goto(f"{live_site.url}{HALLS}results/")
    assert_accessible(plain_page)
    plain_page.get_by_role("link", name=re.compile("in people’s own words")).first.click()
    expect(plain_page.get_by_role("heading", name="In people’s own words")).to_be_visible()
    assert_accessible(plain_page)
    plain_page.goto(f"{live_site.url}{STILL_OPEN}results/")
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Results come after closing")
    assert_accessible(plain_page)


def test_an_officer_publishes_words_and_takes_them_back(page: Page, own_site: LiveSite) -> None:
    number = page_id(own_site, HALLS)
    screen = f"/cms/results/{number}/texts/"
    sign_in(page, own_site, screen)
    row = page.locator(".officer-text").first
    words = row.locator("blockquote").inner_text()
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="1 answer is public now")).to_be_visible()
    with own_site.data():
        release = TextRelease.objects.order_by("-released_at").first()
        assert release is not None
        assert release.text == words
        answer = Answer.objects.get(pk=release.answer_id)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="Taken back")).to_be_visible()
    with own_site.data():
        assert not TextRelease.objects.filter(answer=answer).exists()


def test_officers_screens_break_no_rule(page: Page, live_site: LiveSite) -> None:
    number = page_id(live_site, HALLS)
    sign_in(page, live_site, f"/cms/results/{number}/")
    axe = Axe()
    for ending in ("", "texts/", "responses/?mark=any", "equality/", "equality/1/"):
        page.goto(f"{live_site.url}/cms/results/{number}/{ending}")
        page.wait_for_load_state()
        results = axe.run(page, context=".officer", options=AXE_RULES)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def test_an_officer_sees_results_while_it_is_open(page: Page, live_site: LiveSite) -> None:
    sign_in(page, live_site, f"{STILL_OPEN}results/")
    expect(page.get_by_text("Only you and your partners see this")).to_be_visible()
    expect(page.locator("#question-1")).to_be_visible()
