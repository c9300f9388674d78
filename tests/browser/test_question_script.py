"""What script adds to questions (static/js/question.js), and the same page without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from consultations.models import ConsultationPage, Draft, Survey
from consultations.services.drafting import begin_draft
from people.models import Organisation
from questions.asked import Given
from questions.models import Question
from questions.services import ChoiceDraft, add_question, add_section, create_questionnaire
from tests import factories
from tests.sites import LiveSite, running_site

pytestmark = pytest.mark.browser

WAYS = "How do you come?"
WORDS = "Your words for ‘Another way’"
LEADER = "Do you come in the evening?"
LED = "What keeps you out so late?"
RANKED = "What matters most?"
MOST = 50


@dataclass(frozen=True)
class AskingSite:
    """A site with one consultation that asks a question of each kind that script helps with, all on one page."""

    site: LiveSite
    consultation: ConsultationPage

    def open(self, page: Page) -> Draft:
        """Open the questions for somebody new, and return what is kept of their answers."""
        with self.site.data():
            draft, token = begin_draft(consultation=self.consultation, at=timezone.now())
        page.goto(f"{self.site.url}/respond/{token}/")
        return draft

    def given(self, draft: Draft) -> dict[str, Given]:
        """Return what was stored, by the text of the question."""
        with self.site.data():
            draft.refresh_from_db()
            texts = dict(Question.objects.values_list("pk", "text"))
            return {texts[pk]: one for pk, one in draft.given().items()}

    def choice(self, text: str) -> int:
        with self.site.data():
            mine = Question.objects.filter(section__questionnaire=self.consultation.survey.questionnaire)
            return next(one.pk for question in mine for one in question.choices.all() if one.text == text)


def write_consultation() -> ConsultationPage:
    now = timezone.now()
    consultation = factories.make_consultation(Organisation.objects.get(slug="county"), title="How people come")
    questionnaire = create_questionnaire(title=consultation.title, at=now)
    section = add_section(questionnaire=questionnaire, title="Coming and going")
    ways = [
        ChoiceDraft("By bus"),
        ChoiceDraft("On foot"),
        ChoiceDraft("Another way", is_other=True),
        ChoiceDraft("I never come", is_exclusive=True),
    ]
    add_question(section=section, kind="multiple", text=WAYS, choices=ways)
    leader = add_question(
        section=section, kind="single", text=LEADER, choices=[ChoiceDraft("Often"), ChoiceDraft("Never")]
    )
    often = leader.choices.get(text="Often")
    config = {"max_length": MOST}
    add_question(section=section, kind="long_text", text=LED, config=config, show_if=[often])
    things = [ChoiceDraft("Price"), ChoiceDraft("Warmth"), ChoiceDraft("Company")]
    add_question(section=section, kind="ranking", text=RANKED, choices=things)
    Survey.objects.create(consultation=consultation, questionnaire=questionnaire)
    return consultation


@pytest.fixture(scope="module")
def asking(django_db_blocker: DjangoDbBlocker) -> Iterator[AskingSite]:
    with django_db_blocker.unblock(), running_site() as site:
        with site.data():
            consultation = write_consultation()
        yield AskingSite(site, consultation)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publishing and contact")


def test_a_choice_that_excludes_the_others_unticks_them(page: Page, asking: AskingSite) -> None:
    draft = asking.open(page)
    page.get_by_label("By bus").check()
    page.get_by_label("Another way", exact=True).check()
    page.get_by_label(WORDS).fill("By boat")
    page.get_by_label("I never come").check()
    expect(page.get_by_label("By bus")).not_to_be_checked()
    expect(page.get_by_label(WORDS)).to_be_hidden()
    page.get_by_label("On foot").check()
    expect(page.get_by_label("I never come")).not_to_be_checked()
    save(page)
    assert asking.given(draft)[WAYS] == Given([asking.choice("On foot")])


def test_the_words_for_other_show_once_other_is_chosen_and_are_kept(page: Page, asking: AskingSite) -> None:
    draft = asking.open(page)
    words = page.get_by_label(WORDS)
    expect(words).to_be_hidden()
    page.get_by_label("Another way", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(words).to_be_focused()
    page.keyboard.type("By boat")
    page.get_by_label("Another way", exact=True).uncheck()
    expect(words).to_be_hidden()
    page.get_by_label("Another way", exact=True).check()
    expect(words).to_have_value("By boat")
    save(page)
    assert asking.given(draft)[WAYS] == Given([asking.choice("Another way")], "By boat")


def test_a_question_that_depends_on_another_shows_when_it_is_asked(
    page: Page, asking: AskingSite, assert_accessible: Callable[[Page], None]
) -> None:
    draft = asking.open(page)
    led = page.get_by_label(LED)
    expect(led).to_be_hidden()
    assert_accessible(page)
    page.get_by_label("Often").check()
    expect(led).to_be_visible()
    expect(page.get_by_text("Answer this only if you chose")).to_be_hidden()
    led.fill("Choir")
    page.get_by_label("Never", exact=True).check()
    expect(led).to_be_hidden()
    page.get_by_label("Often").check()
    expect(led).to_have_value("Choir")
    page.get_by_label("Never", exact=True).check()
    save(page)
    assert LED not in asking.given(draft)


def test_how_many_characters_are_left_is_seen_and_said(page: Page, asking: AskingSite) -> None:
    asking.open(page)
    page.get_by_label("Often").check()
    led, notes = page.get_by_label(LED), page.locator("textarea ~ p")
    expect(notes.first).to_have_text(f"Characters left: {MOST}")
    led.fill("Choir 🎶")
    expect(notes.first).to_have_text(f"Characters left: {MOST - 7}")
    expect(page.locator("textarea ~ p[aria-live]")).to_have_text(f"Characters left: {MOST - 7}")
    led.fill("x" * (MOST + 2))
    expect(notes.first).to_have_text("Characters too many: 2")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label(LED)).to_have_value("x" * (MOST + 2))


def test_answers_are_ranked_with_the_keyboard_alone(
    page: Page, asking: AskingSite, assert_accessible: Callable[[Page], None]
) -> None:
    draft = asking.open(page)
    said = page.locator(".ranking + [aria-live]")
    for name in ("Warmth", "Company"):
        page.get_by_role("button", name=f"Move up: {name}").focus()
        page.keyboard.press("Enter")
    expect(said).to_have_text("Company, position 2")
    up = page.get_by_role("button", name="Move up: Company")
    expect(up).to_be_focused()
    page.keyboard.press("Space")
    expect(said).to_have_text("Company, position 1")
    expect(up).to_be_focused()
    expect(page.get_by_label("Warmth, position")).to_have_value("2")
    expect(page.locator(".ranking label span:first-child")).to_have_text(["Company", "Warmth", "Price"])
    page.get_by_label("Price, position").select_option("1")
    expect(page.get_by_label("Company, position")).to_have_value("")
    expect(page.locator(".ranking label span:first-child")).to_have_text(["Price", "Warmth", "Company"])
    page.get_by_label("Company, position").select_option("3")
    assert_accessible(page)
    save(page)
    expected = [asking.choice(text) for text in ("Price", "Warmth", "Company")]
    assert asking.given(draft)[RANKED] == Given(expected)


def test_the_same_page_takes_the_same_answers_without_script(
    plain_page: Page, asking: AskingSite, assert_accessible: Callable[[Page], None]
) -> None:
    page = plain_page
    draft = asking.open(page)
    expect(page.get_by_label(WORDS)).to_be_visible()
    expect(page.get_by_text("Answer this only if you chose ‘Often’")).to_be_visible()
    expect(page.get_by_role("button", name="Move up")).to_have_count(0)
    page.get_by_label("By bus").check()
    page.get_by_label("I never come").check()
    page.get_by_label("Never", exact=True).check()
    page.get_by_label(LED).fill("Choir")
    for name, place in (("Company", "1"), ("Price", "1")):
        page.get_by_label(f"{name}, position").select_option(place)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.locator(".errors-list a")).to_have_count(2)
    expect(page.get_by_label(LED)).to_have_value("Choir")
    assert_accessible(page)

    page.get_by_label("I never come").uncheck()
    page.get_by_label("Another way", exact=True).check()
    page.get_by_label(WORDS).fill("By boat")
    page.get_by_label("Price, position").select_option("2")
    page.get_by_label("Warmth, position").select_option("3")
    save(page)
    ways = sorted(asking.choice(text) for text in ("By bus", "Another way"))
    assert asking.given(draft) == {
        WAYS: Given(ways, "By boat"),
        LEADER: Given(asking.choice("Never")),
        RANKED: Given([asking.choice(text) for text in ("Company", "Price", "Warmth")]),
    }
