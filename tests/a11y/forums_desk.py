"""Forums as those see them who look after one: settings, rules, moderators, assessments, names; what a body owes."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page, expect

from forums.models import Forum, Moderator, NameOpening
from forums.services.keeping import appoint
from forums.services.opening import ask_opening, decide_opening
from people.models import User
from tests.a11y.address import Address
from tests.a11y.forums import OFFICER, RESIDENT, talk
from tests.sites import LiveSite

ADMINISTRATOR = "admin@engage.example"
REASON = "Somebody in the thread was threatened."
BODY = "forums/body_owed.html"


def kept(end: str = "") -> str:
    return talk().forum.get_absolute_url() + f"keep/{end}"


def with_moderators() -> str:
    forum = talk().forum
    resident = User.objects.get(email=RESIDENT)
    if not Moderator.objects.filter(forum=forum, user=resident).exists():
        appoint(forum=forum, email=RESIDENT, by=User.objects.get(email=OFFICER), at=timezone.now())
    return kept("moderators/")


def rule_to_change() -> str:
    """A rule that nothing was decided under."""
    return kept(f"rules/{talk().forum.rules.count() - 1}/")


def may_open(forum: Forum) -> User:
    """The officer, who may take part in opening names here."""
    officer = User.objects.get(email=OFFICER)
    Moderator.objects.filter(forum=forum, user=officer).update(may_open_names=True)
    return officer


def asked_by(*, is_confirmed: bool) -> str:
    """Something asked about a name; where it is confirmed, the officer may see it once."""
    forum, at = talk().forum, timezone.now()
    officer, colleague = may_open(forum), User.objects.get(email=ADMINISTRATOR)
    member = talk().started_by
    NameOpening.objects.filter(member=member, opened_at=None).delete()
    waiting = ask_opening(member=member, reason=REASON, by=colleague, at=at)
    if is_confirmed:
        decide_opening(opening=waiting, is_confirmed=True, by=officer, at=at)
    return forum.get_absolute_url() + "names/"


def name_to_ask() -> str:
    may_open(talk().forum)
    return talk().get_absolute_url() + "posts/1/name/"


def save_wrongly(page: Page, site: LiveSite) -> None:
    page.get_by_label("How many days has a body to answer?").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


def see_who_it_is(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="See who it is, once").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is behind the name")


def ask_without_reason(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


ADDRESSES = [
    Address("forum, settings", kept, "forums/forum_settings.html", as_whom=OFFICER),
    Address(
        "forum, settings refused", kept, "forums/forum_settings.html", save_wrongly, as_whom=OFFICER, is_variant=True
    ),
    Address("forum, rules kept", lambda: kept("rules/"), "forums/forum_rules_keep.html", as_whom=OFFICER),
    Address("forum, rule", rule_to_change, "forums/forum_rule.html", as_whom=OFFICER),
    Address("forum, moderators", with_moderators, "forums/forum_moderators.html", as_whom=OFFICER),
    Address("forum, assessments", lambda: kept("assessments/"), "forums/forum_assessments.html", as_whom=OFFICER),
    Address("name, ask", name_to_ask, "forums/name_ask.html", as_whom=OFFICER),
    Address(
        "name, asked wrongly",
        name_to_ask,
        "forums/name_ask.html",
        ask_without_reason,
        as_whom=OFFICER,
        is_variant=True,
    ),
    Address("names", lambda: asked_by(is_confirmed=False), "forums/name_openings.html", as_whom=OFFICER),
    Address(
        "name, opened", lambda: asked_by(is_confirmed=True), "forums/name_opened.html", see_who_it_is, as_whom=OFFICER
    ),
    Address("questions to a body", lambda: talk() and "/asked/by/county/", BODY),
]
