"""Joining the young people's writers' group in Chromium, with a phone and without script."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from playwright.sync_api import Page, expect

from people.models import Notice
from people.notices import letter_of
from tests.browser.visiting import Visit, fits, press
from tests.journeys import inside
from tests.sites import LiveSite
from youth.models import GuardianRequest, Writer

pytestmark = pytest.mark.browser
PASSWORD = "kites over the hill 9"
YOUNG, PARENT = "blue.sky@example.org", "parent@example.org"
WRITTEN_BY_THE_CLOCK = ("people.TickRun", "people.RetentionRun", "django_tasks_db.DBTaskResult")


def counts(site: LiveSite) -> dict[str, int]:
    with inside(site):
        models = [model for model in apps.get_models() if model._meta.managed]
        found = {model._meta.label: model._base_manager.count() for model in models}
    return {label: number for label, number in found.items() if label not in WRITTEN_BY_THE_CLOCK}


def say_age(page: Page, age: str) -> None:
    page.goto("/youth/join/")
    assert fits(page)
    page.get_by_label("How old are you?").fill(age)
    press(page, "Go on")
    assert fits(page)


def test_a_child_of_twelve_is_turned_away_and_nothing_is_kept(forum_site: LiveSite, visit: Visit) -> None:
    child = visit(has_phone=True, has_script=False)
    before = counts(forum_site)
    say_age(child, "12")
    expect(child.get_by_role("heading", level=1)).to_have_text("Not just yet")
    expect(child.get_by_role("link", name="0800 1111")).to_be_visible()
    assert counts(forum_site) == before
    assert child.context.cookies() == []
    assert "12" not in child.url


def make_account(page: Page, site: LiveSite) -> None:
    """Make an account from the page that asks for one, prove the address, and sign in."""
    page.get_by_role("main").get_by_role("link", name="Make an account").click()
    page.get_by_label("E-mail address", exact=True).fill(YOUNG)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password once more").fill(PASSWORD)
    press(page, "Make my account")
    letter = next(mail for mail in site.mails() if mail["To"] == YOUNG)
    link = re.search(r"/accounts/confirm-email/\S+", letter.get_content())
    assert link
    page.goto(link[0])
    press(page, "Yes, it is mine")
    page.get_by_label("E-mail address", exact=True).fill(YOUNG)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page.get_by_role("main"), re.compile("^Sign in$"))


def choose_name(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a pen name")
    page.get_by_label("Your pen name").fill("Sky Blue")
    page.get_by_label("I made this name up").check()
    press(page, "Go on")
    expect(page.get_by_role("group", name="There is a problem")).to_contain_text("tells who you are")
    assert fits(page)
    page.get_by_label("Your pen name").fill("Paper Boat")
    press(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("A yes from your parent or guardian")


def link_in_the_letter(site: LiveSite) -> str:
    with inside(site):
        bodies = [letter_of(notice).body for notice in Notice.objects.filter(kind="youth-guardian-asked")]  # type: ignore[union-attr]
    [link] = [found[0] for body in bodies if (found := re.search(r"/youth/guardian/\S+/", body))]
    return link


def test_somebody_of_fourteen_joins_when_a_parent_says_yes(forum_site: LiveSite, visit: Visit) -> None:
    young = visit(has_phone=True, has_script=False)
    say_age(young, "14")
    make_account(young, forum_site)
    choose_name(young)
    young.get_by_label("E-mail address of your parent").fill(PARENT)
    press(young, "Send them the letter")
    expect(young.get_by_text("The letter is on its way.")).to_be_visible()
    young.goto("/youth/me/")
    expect(young.get_by_text("We are waiting for your parent’s or guardian’s yes")).to_be_visible()
    assert fits(young)

    parent = visit(has_phone=True, has_script=False)
    parent.goto(link_in_the_letter(forum_site))
    expect(parent.get_by_role("main")).to_contain_text("Paper Boat")
    assert fits(parent)
    press(parent, "Yes, they may")
    expect(parent.get_by_role("group", name="There is a problem")).to_contain_text("Tick that you are their parent")
    parent.get_by_label("I am their parent or guardian").check()
    press(parent, "Yes, they may")
    expect(parent.get_by_role("heading", name="You have said yes")).to_be_visible()

    young.reload()
    expect(young.get_by_text("You are in.")).to_be_visible()
    with inside(forum_site):
        writer = Writer.objects.get(pen_name="Paper Boat")
        assert (writer.state, writer.band) == ("in", "younger")
        assert bytes(GuardianRequest.objects.get(writer=writer).sealed) == b""
