"""The young people's writers' group: joining it, a guardian's page, one's own page, going."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from forums.likeness import likeness_of
from people.models import Notice, User
from people.notices import letter_of
from tests.a11y.address import Address, Walk
from tests.sites import LiveSite
from youth.clocks import GUARDIAN_LINK
from youth.models import Band, GuardianRequest, Writer
from youth.services.guardians import ASK, ask

RESIDENT, WAITING, PAUSED = "resident@engage.example", "waiting@engage.example", "paused@engage.example"
GONE, LEAVING = "gone@engage.example", "leaving@engage.example"
JOIN, ME = "/youth/join/", "/youth/me/"
PROBLEM = "There is a problem"


def young(email: str, *, state: str, band: str = Band.OLDER, **fields: Any) -> Writer:
    """Return a young person of the demonstration in one state, made anew where they are not in it."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    name = f"Paper {email.partition('@')[0].capitalize()}"
    today = timezone.localdate()
    values = {"pen_name": name, "likeness": likeness_of(name), "band": band, "state": state, "joined_in": today}
    values |= {"band_ends_on": today + timedelta(days=700), "waits_since": today if state == "waiting" else None}
    values["guardian_agreed_on"] = None
    return Writer.objects.update_or_create(user=user, defaults=values | fields)[0]


def waiting(*, is_asked: bool, days_ago: int = 0) -> Writer:
    writer = young(WAITING, state=Writer.State.WAITING, band=Band.YOUNGER)
    GuardianRequest.objects.filter(writer=writer).delete()
    Notice.objects.filter(kind=ASK).delete()
    if is_asked:
        ask(writer=writer, email="parent@example.org", at=timezone.now() - timedelta(days=days_ago))
    return writer


def asked() -> str:
    waiting(is_asked=True)
    return "/youth/join/guardian/"


def not_asked() -> str:
    waiting(is_asked=False)
    return "/youth/join/guardian/"


def waits() -> str:
    waiting(is_asked=True)
    return ME


def guardian_link(*, days_ago: int = 0) -> str:
    waiting(is_asked=True, days_ago=days_ago)
    letter = letter_of(Notice.objects.get(kind=ASK))
    assert letter
    return "/youth/guardian/" + letter.body.split("/youth/guardian/")[1].split("/")[0] + "/"


def paused() -> str:
    young(PAUSED, state=Writer.State.PAUSED, paused_reason="Talk first")
    return ME


def gone() -> str:
    young(GONE, state=Writer.State.LEFT, left_on=timezone.localdate())
    return "/youth/me/after/"


def leaving() -> str:
    young(LEAVING, state=Writer.State.IN)
    return "/youth/me/leave/"


def send(page: Page, button: str, heading: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def without_age(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def of_age(age: str, heading: str) -> Walk:
    def walk(page: Page, site: LiveSite) -> None:
        page.get_by_label("How old are you?").fill(age)
        send(page, "Go on", heading)

    return walk


def with_bad_name(page: Page, site: LiveSite) -> None:
    of_age("14", "Choose a pen name")(page, site)
    page.get_by_label("Your pen name").fill("Moderator 2011")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def without_address(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Send them the letter").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def without_tick(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Yes, they may").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def said_yes(page: Page, site: LiveSite) -> None:
    page.get_by_label("I am their parent or guardian").check()
    send(page, "Yes, they may", "You have said yes")


def said_no(page: Page, site: LiveSite) -> None:
    send(page, "No", "You have said no")


def without_name(page: Page, site: LiveSite) -> None:
    page.get_by_label("Your pen name").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name=PROBLEM)).to_be_visible()


def leave(page: Page, site: LiveSite) -> None:
    send(page, "Leave", "You have left")


ANSWER = "youth/join/guardian_answer.html"
ADDRESSES = [
    Address("youth, join", JOIN, "youth/join/join.html"),
    Address("youth, join without age", JOIN, "youth/join/join.html", without_age, is_variant=True),
    Address("youth, too young", JOIN, "youth/join/not_now.html", of_age("12", "Not just yet")),
    Address("youth, grown up", JOIN, "youth/join/not_now.html", of_age("20", "This is for 13 to 19"), is_variant=True),
    Address("youth, account", JOIN, "youth/join/account.html", of_age("14", "Now an account")),
    Address("youth, name", JOIN, "youth/join/name.html", of_age("17", "Choose a pen name"), as_whom=RESIDENT),
    Address("youth, name refused", JOIN, "youth/join/name.html", with_bad_name, as_whom=RESIDENT, is_variant=True),
    Address("youth, guardian to ask", not_asked, "youth/join/guardian.html", as_whom=WAITING),
    Address(
        "youth, guardian missing",
        not_asked,
        "youth/join/guardian.html",
        without_address,
        as_whom=WAITING,
        is_variant=True,
    ),
    Address("youth, guardian asked", asked, "youth/join/guardian.html", as_whom=WAITING, is_variant=True),
    Address("youth, guardian answers", guardian_link, ANSWER),
    Address("youth, guardian without tick", guardian_link, ANSWER, without_tick, is_variant=True),
    Address("youth, guardian said yes", guardian_link, ANSWER, said_yes, is_variant=True),
    Address("youth, guardian said no", guardian_link, ANSWER, said_no, is_variant=True),
    Address("youth, guardian's link gone", "/youth/guardian/gone/", "youth/join/guardian_gone.html", status=410),
    Address(
        "youth, guardian's link too old",
        lambda: guardian_link(days_ago=GUARDIAN_LINK.days),
        "youth/join/guardian_gone.html",
        status=410,
        is_variant=True,
    ),
    Address("youth, me", ME, "youth/me/me.html", as_whom="young@engage.example"),
    Address("youth, me waiting", waits, "youth/me/me.html", as_whom=WAITING, is_variant=True),
    Address("youth, me paused", paused, "youth/me/me.html", without_name, as_whom=PAUSED, is_variant=True),
    Address("youth, leave", "/youth/me/leave/", "youth/me/leave.html", as_whom="young@engage.example"),
    Address("youth, left", leaving, "youth/me/left.html", leave, as_whom=LEAVING),
    Address("youth, afterwards", gone, "youth/me/after.html", as_whom=GONE),
    Address("youth, link of a letter gone", "/youth/me/after/gone/", "youth/me/after_gone.html", status=410),
]
