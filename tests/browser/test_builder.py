"""An officer builds a survey in Chromium: kinds, choices, routing, order by keyboard and by pointer, preview."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from consultations.models import ConsultationPage
from engage.demo.sign_ins import PASSWORD
from questions.models import Question
from tests.browsers import AXE_RULES
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

DRAFT = "How neighbourhoods are heard (working draft)"


def sign_in(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.url}/accounts/login/?next=/cms/")
    page.get_by_label(re.compile("^E-?mail")).fill("county@engage.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/cms/")


def survey_url(site: LiveSite) -> str:
    with site.data():
        return f"{site.url}/cms/consultations/{ConsultationPage.objects.get(title=DRAFT).pk}/survey/"


def asked(site: LiveSite) -> list[str]:
    with site.data():
        mine = Question.objects.filter(section__questionnaire__survey__consultation__title=DRAFT)
        return list(mine.order_by("section__sort_order", "sort_order").values_list("text", flat=True))


@pytest.fixture(scope="module")
def check() -> Callable[[Page], None]:
    """Return a function that fails where the builder's own part of a screen breaks a rule or scrolls sideways."""
    axe = Axe()

    def run(page: Page) -> None:
        page.wait_for_load_state()
        results = axe.run(page, context=".builder", options=AXE_RULES)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than the window"

    return run


def write_first_questions(page: Page, check: Callable[[Page], None]) -> None:
    """From the empty survey to three questions, the second of which depends on the first."""
    page.get_by_label("What is the first section about?").fill("Where you live")
    page.get_by_role("button", name="Begin the survey").click()
    expect(page.get_by_role("heading", name="Add a question").last).to_be_visible()
    check(page)
    page.get_by_role("link", name="Yes or no").click()
    page.get_by_label("Question").fill("Do you know your parish councillor?")
    page.get_by_role("button", name="Add, then another").click()
    page.get_by_role("link", name="Several choices").click()
    page.get_by_label("Question").fill("How did you meet?")
    lines = page.get_by_role("textbox", name="Text", exact=True)
    lines.first.click()
    for words in ("At a meeting", "At the door", "On line", "Another way"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(lines).to_have_count(5)
    page.get_by_label("Asks for their own words").nth(3).check()
    page.get_by_label("Ask it", exact=True).select_option(
        label="Only after some answers to 1. Do you know your parish councillor?"
    )
    page.get_by_role("group", name="1. Do you know your parish councillor?").get_by_label("Yes").check()
    check(page)
    page.get_by_role("button", name="Add, then another").click()
    page.get_by_role("link", name="Long text").click()
    page.get_by_label("Question").fill("What should they know?")
    page.get_by_role("button", name="Add the question").click()


def test_an_officer_builds_a_survey_and_sees_it_as_the_public_will(page: Page, own_site: LiveSite, check):
    sign_in(page, own_site)
    page.goto(survey_url(own_site).replace("/consultations/", "/pages/").replace("/survey/", "/edit/"))
    page.get_by_role("link", name="Write the survey").click()
    expect(page.get_by_role("heading", name="Nothing is asked yet")).to_be_visible()
    check(page)
    write_first_questions(page, check)
    expect(page.get_by_text("Asked only if the answer to question 1 is “Yes”")).to_be_visible()
    check(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Preview").first.click()
    preview = opened.value
    expect(preview.get_by_text("nothing is stored")).to_be_visible()
    preview.get_by_label("Yes").check()
    preview.get_by_label("At the door").check()
    preview.get_by_label("What should they know?").fill("That the hall leaks.")
    preview.get_by_role("button", name="Save and continue").click()
    expect(preview.get_by_role("heading", name="The preview ends here")).to_be_visible()
    expect(preview.get_by_text("At the door")).to_be_visible()


def test_questions_are_put_in_order_by_keyboard_alone_and_by_pointer(page: Page, own_site: LiveSite, check):
    sign_in(page, own_site)
    page.goto(survey_url(own_site))
    write_first_questions(page, check)
    know, meet, say = "Do you know your parish councillor?", "How did you meet?", "What should they know?"
    up = page.get_by_role("button", name=f"Move up: {say}")
    up.focus()
    page.keyboard.press("Enter")
    said = page.locator("[data-announce]")
    expect(said).to_have_text(f"“{say}” is now 2 of 3 in “Where you live”.")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text(f"“{say}” is now 1 of 3 in “Where you live”.")
    assert asked(own_site) == [say, know, meet]
    page.keyboard.press("Enter")
    expect(said).to_have_text("It cannot go any further that way.")
    page.get_by_role("button", name=f"Move up: {meet}").press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("depends on")
    assert asked(own_site) == [say, know, meet]
    held = page.locator("[data-question]", has_text=say).locator("[data-grip]").bounding_box()
    below = page.locator("[data-question]", has_text=meet).bounding_box()
    page.mouse.move(held["x"] + 8, held["y"] + 8)
    page.mouse.down()
    page.mouse.move(held["x"] + 8, held["y"] + 40, steps=4)
    page.mouse.move(held["x"] + 8, below["y"] + below["height"] - 4, steps=8)
    page.mouse.up()
    expect(said).to_have_text(f"“{say}” is now 3 of 3 in “Where you live”.")
    expect(page.locator("[data-refusal]")).to_have_count(0)
    assert asked(own_site) == [know, meet, say]
    page.reload()
    expect(page.locator("[data-question] .builder-item__text a")).to_have_text([know, meet, say])


def test_all_of_it_works_on_a_small_screen_without_javascript(plain_page: Page, own_site: LiveSite):
    sign_in(plain_page, own_site)
    plain_page.goto(survey_url(own_site))
    plain_page.get_by_label("What is the first section about?").fill("Where you live")
    plain_page.get_by_role("button", name="Begin the survey").click()
    for kind, words in (("One choice", "How do you hear from us?"), ("Short text", "Anything else?")):
        plain_page.get_by_role("link", name=kind).click()
        plain_page.get_by_label("Question").fill(words)
        lines = plain_page.get_by_role("textbox", name="Text", exact=True)
        if kind == "One choice":
            for place, text in enumerate(("Letter", "Parish notice board", "Radio")):
                lines.nth(place).fill(text)
            plain_page.get_by_role("button", name="Add a choice").click()
            lines.nth(3).fill("Not at all")
            plain_page.get_by_role("button", name="Move up: Radio").click()
            expect(lines.nth(1)).to_have_value("Radio")
        plain_page.get_by_role("button", name="Add, then another").click()
    plain_page.goto(survey_url(own_site))
    wide = plain_page.locator("main").evaluate("main => main.scrollWidth - main.clientWidth")
    assert wide <= 0
    plain_page.get_by_role("button", name="Move down: How do you hear from us?").click()
    expect(plain_page.get_by_role("status").first).to_contain_text(
        re.compile("“How do you hear from us\\?” is now 2 of 2")
    )
    assert asked(own_site) == ["Anything else?", "How do you hear from us?"]
