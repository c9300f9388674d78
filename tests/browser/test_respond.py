"""Answering in a real browser: with script and without, in one tab and in two, now and later."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from consultations.models import Draft, Response
from tests.browsers import without_script
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

TITLE = "Evening buses: which routes matter to you?"
START = "/consultations/county/evening-buses/respond/"
MISSED = "What would you miss?"
Check = Callable[[Page], None]


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def start(page: Page, site: LiveSite) -> None:
    page.goto(site.url + START)
    page.get_by_role("button", name="Start now").click()
    heading(page, "Where you travel")


def to_second_section(page: Page, site: LiveSite) -> None:
    start(page, site)
    page.get_by_label("No", exact=True).check()
    save(page)
    heading(page, "How you would manage")


def write_what_i_would_miss(page: Page, words: str) -> None:
    page.get_by_label("I would not go", exact=True).check()
    page.get_by_label(MISSED).fill(words)


def from_second_section_to_check(page: Page, look: Check = lambda page: None) -> None:
    save(page)
    heading(page, "What we could try")
    save(page)
    heading(page, "Publishing and contact")
    look(page)
    page.get_by_label("For myself").check()
    page.get_by_role("group", name="Are you under 18?").get_by_label("No").check()
    page.get_by_label("Publish my words without my name").check()
    save(page)
    heading(page, "About you")
    look(page)
    save(page)
    heading(page, "Check your answers")


def code_of(page: Page) -> str:
    heading(page, "Your answers have arrived")
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.locator(".panel").inner_text())
    assert found
    return found[0]


def walk_to_receipt(page: Page, site: LiveSite, look: Check) -> str:
    page.goto(f"{site.url}/consultations/?q=evening+buses")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Give your views").first.click()
    look(page)
    page.get_by_role("button", name="Start now").click()
    save(page)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    look(page)
    page.get_by_label("No", exact=True).check()
    save(page)
    heading(page, "How you would manage")
    look(page)
    write_what_i_would_miss(page, "My evening class")
    from_second_section_to_check(page, look)
    look(page)
    expect(page.get_by_text("My evening class")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    look(page)
    return code_of(page)


def change_then_withdraw(page: Page, site: LiveSite, code: str, look: Check) -> None:
    receipt = page.url
    page.get_by_role("button", name="Change my answers").click()
    page.get_by_role("link", name=f"Change {MISSED}").click()
    expect(page.get_by_label(MISSED)).to_have_value("My evening class")
    page.get_by_label(MISSED).fill("My sister")
    from_second_section_to_check(page)
    page.get_by_role("button", name="Send my changed answers").click()
    assert code_of(page) == code
    with site.data():
        response = Response.objects.get(code=code)
        assert list(response.answers.exclude(text="").values_list("text", flat=True)) == ["My sister"]
    page.get_by_role("link", name="Take my answers back").click()
    look(page)
    page.get_by_role("button", name="Yes, erase my answers").click()
    heading(page, "You have taken your answers back")
    assert page.url == receipt
    with site.data():
        response.refresh_from_db()
        assert response.withdrawn_at
        assert response.code != code
        assert not response.answers.exists()


def test_find_respond_receipt_change_withdraw(page: Page, live_site: LiveSite, assert_accessible: Check) -> None:
    code = walk_to_receipt(page, live_site, assert_accessible)
    change_then_withdraw(page, live_site, code, assert_accessible)


def test_the_same_without_script_on_a_small_phone(
    plain_page: Page, live_site: LiveSite, assert_accessible: Check
) -> None:
    code = walk_to_receipt(plain_page, live_site, assert_accessible)
    with live_site.data():
        assert not Response.objects.get(code=code).has_proof
    change_then_withdraw(plain_page, live_site, code, assert_accessible)


def test_save_and_return_on_another_device(
    page: Page, live_site: LiveSite, browser: Browser, assert_accessible: Check
) -> None:
    to_second_section(page, live_site)
    write_what_i_would_miss(page, "The cinema")
    page.get_by_role("button", name="Save and come back later").click()
    heading(page, "Come back later")
    assert_accessible(page)
    link = page.get_by_label("Your private link").input_value()
    other = browser.new_context()
    returned = without_script(other.new_page())
    returned.goto(link)
    heading(returned, "What we could try")
    returned.get_by_role("link", name="Back", exact=True).click()
    expect(returned.get_by_label(MISSED)).to_have_value("The cinema")
    other.close()


def test_the_link_comes_by_email(page: Page, own_site: LiveSite) -> None:
    to_second_section(page, own_site)
    page.get_by_role("button", name="Save and come back later").click()
    link = page.get_by_label("Your private link").input_value()
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_role("button", name="E-mail me the link").click()
    expect(page.get_by_text("on its way")).to_be_visible()
    own_site.manage("tick")
    (mail,) = [mail for mail in own_site.mails() if mail["To"] == "ada@example.org"]
    assert link in mail.get_content()


def test_what_is_typed_is_saved_as_one_goes(page: Page, live_site: LiveSite) -> None:
    to_second_section(page, live_site)
    write_what_i_would_miss(page, "Typed and never sent")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    page.get_by_label(MISSED).fill("Typed and then left by a link")
    page.locator(".steps").get_by_role("link", name="Check and send").click()
    heading(page, "Check your answers")
    expect(page.get_by_text("Typed and then left by a link")).to_be_visible()


def test_two_tabs_show_both_versions_and_lose_neither(
    page: Page, live_site: LiveSite, assert_accessible: Check
) -> None:
    to_second_section(page, live_site)
    second = page.context.new_page()
    second.goto(page.url)
    write_what_i_would_miss(page, "From the first tab")
    save(page)
    heading(page, "What we could try")
    write_what_i_would_miss(second, "From the second tab")
    save(second)
    heading(second, "Two versions of this page")
    assert_accessible(second)
    expect(second.get_by_text("From the first tab")).to_be_visible()
    expect(second.get_by_text("From the second tab")).to_be_visible()
    second.get_by_role("button", name="Keep what I typed here").click()
    heading(second, "What we could try")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_label(MISSED)).to_have_value("From the second tab")


def test_a_double_click_on_send_is_one_response(page: Page, live_site: LiveSite) -> None:
    to_second_section(page, live_site)
    from_second_section_to_check(page)
    page.get_by_role("button", name="Send my answers").dblclick()
    code = code_of(page)
    page.go_back()
    assert code_of(page) == code


def test_the_browser_does_its_proof_of_work(page: Page, live_site: LiveSite) -> None:
    page.goto(live_site.url + START)
    expect(page.locator("[data-proof]")).not_to_have_value("", timeout=60_000)
    page.get_by_role("button", name="Start now").click()
    heading(page, "Where you travel")
    with live_site.data():
        assert Draft.objects.order_by("-pk")[0].has_proof


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/respond/cut-short/", "There is nothing at this address."),
        ("/consultations/county/safe-routes-to-school/respond/", "This consultation has not opened yet."),
        ("/consultations/county/how-we-talk/respond/", "This consultation has closed. It takes no more answers."),
    ],
)
def test_refusals_are_plain_and_accessible(
    plain_page: Page, live_site: LiveSite, assert_accessible: Check, path: str, name: str
) -> None:
    plain_page.goto(live_site.url + path)
    heading(plain_page, name)
    assert_accessible(plain_page)
