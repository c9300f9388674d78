"""Every step of answering, as it opens and with everything wrong, and what one holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.access import find_draft
from consultations.models import ConsultationPage, Draft
from consultations.services.drafting import Seen, save_section
from consultations.services.responding import submit_response, withdraw_response
from questions.asked import Given
from tests.a11y.address import Address
from tests.consultations.respondents import answered, begun, choice, questions_of, sections_of, sent
from tests.journeys import inside
from tests.sites import LiveSite

OPEN = "/consultations/county/evening-buses/"
OFFICER = "county@engage.example"
SUMMARY = "There is a problem"
SECTION = "consultations/respond_section.html"


def consultation(slug: str) -> ConsultationPage:
    return ConsultationPage.objects.get(slug=slug)


def first_answer(page: ConsultationPage) -> dict[int, Given]:
    """Answer the first question, which must be answered, so that nothing else is asked because of it."""
    first = questions_of(page)[0]
    return {first.pk: Given(choice(first, 1))}


def section(number: int, slug: str = "evening-buses", **wording: str) -> Callable[[], str]:
    def made() -> str:
        page = consultation(slug)
        _draft, token = begun(page, **wording)
        return f"/respond/{token}/{sections_of(page)[number - 1].id}/"

    return made


def step(name: str, *, is_answered: bool = True) -> Callable[[], str]:
    """Return what begins an answer and leads to one of its later pages."""

    def made() -> str:
        page = consultation("evening-buses")
        _draft, token = answered(page, first_answer(page)) if is_answered else begun(page)
        return f"/respond/{token}/{name}"

    return made


def receipt(name: str = "", *, is_withdrawn: bool = False) -> Callable[[], str]:
    def made() -> str:
        page = consultation("evening-buses")
        response, token = sent(page, first_answer(page))
        if is_withdrawn:
            withdraw_response(response=response, at=timezone.now())
        return f"/receipt/{token}/{name}"

    return made


def closed_meanwhile() -> str:
    page = consultation("community-buildings")
    first = questions_of(page)[0]
    draft, token = begun(page)
    given = {first.pk: Given(choice(first))}
    save_section(draft=draft, section=sections_of(page)[0], given=given, seen=Seen(0), is_done=True, at=timezone.now())
    return f"/respond/{token}/"


def paper_section() -> str:
    page = consultation("evening-buses")
    officer: Any = page.owner
    _draft, token = begun(page, channel=Draft.Channel.PAPER, entered_by=officer)
    return f"/respond/{token}/{sections_of(page)[0].id}/"


def save(page: Page, site: LiveSite) -> None:
    """Send the page, and expect to be told what is wrong."""
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("group", name=SUMMARY)).to_be_visible()


def save_with_words(page: Page, site: LiveSite) -> None:
    page.get_by_label("I would not go", exact=True).check()
    page.get_by_label("What would you miss?").fill("The last bus home. " * 600)
    save(page, site)


def save_with_number(page: Page, site: LiveSite) -> None:
    page.locator("main input[inputmode]").first.fill("a lot")
    save(page, site)


def save_with_date(page: Page, site: LiveSite) -> None:
    page.get_by_label("Yes", exact=True).check()
    for part, typed in (("Day", "31"), ("Month", "2"), ("Year", "27")):
        page.get_by_label(part, exact=True).fill(typed)
    save(page, site)


def save_with_wrong_address(page: Page, site: LiveSite) -> None:
    page.get_by_label("e-mail", exact=False).last.fill("nobody")
    page.get_by_role("button", name="E-mail me").last.click()
    expect(page.get_by_role("group", name=SUMMARY)).to_be_visible()


def _elsewhere(page: Page, site: LiveSite) -> Draft:
    draft = find_draft(page.url.split("/")[4])
    assert draft is not None
    return draft


def save_over_another_window(page: Page, site: LiveSite) -> None:
    with inside(site):
        draft = _elsewhere(page, site)
        given, at = first_answer(draft.consultation), timezone.now()
        shown = sections_of(draft.consultation)[0]
        save_section(draft=draft, section=shown, given=given, seen=Seen(draft.revision), is_done=True, at=at)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two versions of this page")


def save_after_sending(page: Page, site: LiveSite) -> None:
    with inside(site):
        draft = _elsewhere(page, site)
        submit_response(draft=draft, sections=sections_of(draft.consultation), at=timezone.now())
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have sent your answers already.")


def show_answers(page: Page, site: LiveSite) -> None:
    page.get_by_text("Show my answers").click()


def first_section_sent() -> str:
    page = consultation("evening-buses")
    _draft, token = answered(page, first_answer(page))
    return f"/respond/{token}/{sections_of(page)[0].id}/"


STEPS = [
    Address("begin", f"{OPEN}respond/", "consultations/respond_start.html"),
    Address(
        "begin, in several wordings",
        "/consultations/health/information-we-can-use/respond/",
        "consultations/respond_start.html",
        is_variant=True,
    ),
    Address("yes or no, several", section(1), SECTION, save),
    Address("one choice, grid", section(2), SECTION, save_with_words),
    Address("agree, ranking, number", section(3), SECTION, save_with_number),
    Address("rating, short text", section(2, "leicestershires-voice"), SECTION),
    Address("date", section(1, "leicestershires-voice"), SECTION, save_with_date),
    Address("in another language", section(1, language="pl"), SECTION, save, is_variant=True),
    Address("easy read", section(1, "information-we-can-use", style="easy"), SECTION, save, is_variant=True),
    Address("as it opens", section(1), SECTION, is_variant=True),
    Address("long text", section(1, "somewhere-to-go"), SECTION, is_variant=True),
    Address("publishing and contact", step("publishing/", is_answered=False), "consultations/respond_reply.html", save),
    Address("about you", step("about-you/"), "consultations/respond_about_you.html"),
    Address("check", step("check/"), "consultations/respond_check.html"),
    Address(
        "check, unfinished",
        step("check/", is_answered=False),
        "consultations/respond_check.html",
        is_variant=True,
    ),
    Address("later", step("later/"), "consultations/respond_later.html", save_with_wrong_address),
    Address("paper", f"{OPEN}paper/", "consultations/paper.html", as_whom=OFFICER),
    Address("paper, first section", paper_section, SECTION, as_whom=OFFICER, is_variant=True),
]

TROUBLE = [
    Address("two windows", section(1), "consultations/respond_conflict.html", save_over_another_window),
    Address("sent already", first_section_sent, "consultations/respond_retry.html", save_after_sending),
    Address("closed meanwhile", closed_meanwhile, "consultations/respond_refused.html", status=410),
    Address(
        "not open yet",
        "/consultations/county/safe-routes-to-school/respond/",
        "consultations/respond_refused.html",
        status=403,
        is_variant=True,
    ),
    Address("wrong link", "/respond/nothing/", "consultations/respond_refused.html", status=404, is_variant=True),
]

AFTERWARDS = [
    Address("receipt", receipt(), "consultations/receipt.html", show_answers),
    Address(
        "receipt, wrong address", receipt(), "consultations/receipt.html", save_with_wrong_address, is_variant=True
    ),
    Address("take back", receipt("withdraw/"), "consultations/receipt_withdraw.html"),
    Address("taken back", receipt(is_withdrawn=True), "consultations/receipt.html", is_variant=True),
]

ADDRESSES = [*STEPS, *TROUBLE, *AFTERWARDS]
