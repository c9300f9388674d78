"""The youth section's front, what young people are asked, competitions; and the team's desks for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import User
from tests.a11y.address import Address
from tests.sites import LiveSite
from youth.models import Competition, Entry, HelpLink, WeekPoll, Writer
from youth.services.asking import suggest_poll
from youth.services.competing import Work, send_in
from youth.services.judging import name_judge

EDITOR, CHECKED, YOUNG = "editor1@engage.example", "checked@engage.example", "young@engage.example"
PROBLEM = "There is a problem"


def competition(slug: str, **fields: Any) -> Competition:
    """Return an open competition for stories with one entry, made on first use."""
    at = timezone.now()
    values = {
        "title": f"Stories of {slug}",
        "summary": "Tell it short.",
        "rules": "Up to fifty words. Your own.",
        "takes": "text",
        "word_limit": 50,
        "opens_at": at - timedelta(days=2),
        "closes_at": at + timedelta(days=5),
        "announce_on": timezone.localdate(at) + timedelta(days=9),
        "erase_on": timezone.localdate(at) + timedelta(days=90),
        "published_at": at - timedelta(days=3),
    }
    found, is_new = Competition.objects.get_or_create(slug=slug, defaults=values)
    if is_new:
        work = Work(title="The gate", text="It was open all along.")
        send_in(competition=found, writer=Writer.objects.get(user__email=YOUNG), work=work, at=at)
    Competition.objects.filter(pk=found.pk).update(**fields)
    return found


def to_enter() -> str:
    return f"/youth/competitions/{competition('gates').slug}/enter/"


def to_write() -> str:
    return f"/youth/team/competitions/{competition('drafts', published_at=None).pk}/"


def to_judge() -> str:
    found = competition("judged", closes_at=timezone.now() - timedelta(hours=1))
    adult = User.objects.get(email=CHECKED)
    name_judge(competition=found, user=adult, by=adult, at=timezone.now())
    return f"/youth/team/competitions/{found.pk}/judging/"


def judges() -> str:
    return to_judge().replace("judging", "judges")


def result() -> str:
    return to_judge().replace("judging", "result")


def poll() -> str:
    found = WeekPoll.objects.filter(published_at=None).first()
    if found is None:
        day = timezone.localdate() + timedelta(days=30)
        editor = User.objects.get(email=EDITOR)
        found = suggest_poll(
            question="Which way home?",
            answers="The long one\nThe short one",
            starts_on=day,
            ends_on=day,
            by=editor,
            at=timezone.now(),
        )
    return f"/youth/team/asking/polls/{found.pk}/"


def words() -> str:
    from consultations.models import ConsultationPage

    found = ConsultationPage.objects.live().filter(is_for_young_people=True, closes_at__gt=timezone.now()).first()
    assert found
    return f"/youth/team/asking/consultations/{found.pk}/"


def help_link() -> str:
    found = HelpLink.objects.first()
    assert found
    return f"/youth/team/help-links/{found.pk}/"


def with_problem(page: Page, site: LiveSite) -> None:
    page.get_by_role("main").locator(".btn.go").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def too_long(page: Page, site: LiveSite) -> None:
    page.get_by_label("Your words").fill("word " * 51)
    with_problem(page, site)


def without_place(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Tell who won").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def won() -> str:
    found = Competition.objects.filter(announced_at__isnull=False).first()
    assert found
    return found.get_absolute_url()


def entered() -> str:
    assert Entry.objects.filter(competition=competition("gates")).exists()
    return "/youth/competitions/gates/"


ONE = "youth/competitions/competition.html"
ADDRESSES = [
    Address("youth, front", "/youth/", "youth/front.html"),
    Address("youth, have your say", "/youth/have-your-say/", "youth/have_your_say.html"),
    Address("youth, not found", "/youth/nowhere/", "youth/not_found.html", status=404),
    Address("youth, help", "/youth/help/", "youth/help.html"),
    Address("youth, privacy", "/youth/privacy/", "youth/privacy.html"),
    Address("youth, competitions", "/youth/competitions/", "youth/competitions/list.html"),
    Address("youth, competition entered", entered, ONE, as_whom=YOUNG),
    Address("youth, competition won", won, ONE, is_variant=True),
    Address("youth, enter, too long", to_enter, "youth/competitions/enter.html", too_long, as_whom=YOUNG),
    Address("youth, enter, not joined", to_enter, "youth/competitions/join_first.html", as_whom=CHECKED, status=403),
    Address("youth, team, asking", "/youth/team/asking/", "youth/team/asking.html", as_whom=EDITOR),
    Address("youth, team, words", words, "youth/team/asking_words.html", as_whom=CHECKED),
    Address("youth, team, poll", poll, "youth/team/poll.html", as_whom=CHECKED),
    Address(
        "youth, team, poll with problem",
        "/youth/team/asking/polls/new/",
        "youth/team/poll.html",
        with_problem,
        as_whom=EDITOR,
        is_variant=True,
    ),
    Address("youth, team, help links", "/youth/team/help-links/", "youth/team/help_links.html", as_whom=CHECKED),
    Address("youth, team, help link", help_link, "youth/team/help_link.html", as_whom=CHECKED),
    Address("youth, team, competitions", "/youth/team/competitions/", "youth/team/competitions.html", as_whom=CHECKED),
    Address("youth, team, competition", to_write, "youth/team/competition.html", as_whom=CHECKED),
    Address("youth, team, judges", judges, "youth/team/judges.html", as_whom=CHECKED),
    Address("youth, team, judging", to_judge, "youth/team/judge.html", as_whom=CHECKED),
    Address("youth, team, result", result, "youth/team/result.html", without_place, as_whom=CHECKED),
]
