"""A jury's public pages: index, story, sessions, recommendations, report, what bodies owe, a question."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page, expect

from juries.letters import leave_token
from juries.models import ResidentQuestion, SessionPage
from juries.services.residents import ask_question
from tests.a11y.address import Address
from tests.sites import LiveSite

DISABLED = "/juries/county/disabled-peoples-jury/"
OVERDUE = "/juries/county/black-and-minority-ethnic-jury/"
TEXT = "Who reads the letters?"


def session_ahead() -> SessionPage:
    """A session of the demonstration that has not started."""
    found = SessionPage.objects.live().filter(starts_at__gt=timezone.now(), takes_questions=True)
    return found.order_by("starts_at")[0]


def ask() -> str:
    return f"{session_ahead().url}ask/"


def leave() -> str:
    question = ResidentQuestion.objects.first() or ask_question(
        session=session_ahead(), text=TEXT, email="ann@post.example", follows=True, at=timezone.now()
    )
    return f"/juries/letters/{leave_token(question.pk)}/"


def send_nothing(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


def send(page: Page, site: LiveSite) -> None:
    page.get_by_label("Your question").fill(TEXT)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your question has arrived")


ADDRESSES = [
    Address("juries", "/juries/", "juries/jury_index.html"),
    Address("juries of one body", "/juries/county/", "juries/jury_shelf.html"),
    Address("juries of a body without any", "/juries/police/", "juries/jury_shelf.html", is_variant=True),
    Address("jury, answers overdue", OVERDUE, "juries/jury_detail.html"),
    Address("jury, answered", DISABLED, "juries/jury_detail.html", is_variant=True),
    Address("session of a jury", f"{DISABLED}care-and-support/", "juries/session_detail.html"),
    Address("session of a jury, ahead", lambda: session_ahead().url, "juries/session_detail.html", is_variant=True),
    Address("recommendations of a jury", f"{OVERDUE}recommendations/", "juries/recommendations.html"),
    Address("recommendation of a jury", f"{DISABLED}recommendations/1/", "juries/recommendation.html"),
    Address("recommendation, overdue", f"{OVERDUE}recommendations/2/", "juries/recommendation.html", is_variant=True),
    Address("report of a jury", f"{DISABLED}report/", "juries/report.html"),
    Address("easy read of a jury", f"{DISABLED}easy-read/", "juries/easy_read.html"),
    Address("what bodies owe", "/juries/answers/", "juries/answers.html"),
    Address("question for a jury", ask, "juries/ask.html", send_nothing),
    Address("question for a jury, sent", ask, "juries/asked.html", send),
    Address("leave letters about a question", leave, "juries/leave.html"),
]
