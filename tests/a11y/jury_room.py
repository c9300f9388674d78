"""The private room of a jury: the door, drafts, versions, votes, one's own place."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page, expect

from engage.demo.jury_words import FACILITATOR_LINK, JUROR_LINK, SECOND_LINK
from juries.models import Draft, Paper
from tests.a11y.address import Address, Walk
from tests.journeys import inside
from tests.sites import LiveSite

DOOR = "/juries/room/enter/{}/"
PLAIN = "Say it in words that people use"
BEING_WRITTEN = "Name somebody to ask"


def draft(name: str, title: str) -> str:
    return reverse(name, args=[Draft.objects.get(title=title).pk])


def then(path: str = "", *, name: str = "", title: str = "") -> Walk:
    """Return a walk through the door and on to an address of the room."""

    def walk(page: Page, site: LiveSite) -> None:
        page.get_by_role("button", name="Enter", exact=True).click()
        expect(page.get_by_role("button", name="Leave the room")).to_be_visible()
        with inside(site):
            on = path or draft(name, title)
        page.goto(site.url + on)

    return walk


def to_paper(page: Page, site: LiveSite) -> None:
    with inside(site):
        paper = reverse("juries:room_paper", args=[Paper.objects.earliest("pk").pk])
    then(paper)(page, site)


def to_quit(page: Page, site: LiveSite) -> None:
    then("/juries/room/me/")(page, site)
    page.get_by_role("button", name="Give up my place").click()


def leave(page: Page, site: LiveSite) -> None:
    then("/juries/room/")(page, site)
    page.get_by_role("button", name="Leave the room").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have left the room")


def saved_meanwhile(page: Page, site: LiveSite) -> None:
    """Save what was written on a version that is not the newest any more."""
    then(name="juries:room_draft_edit", title=BEING_WRITTEN)(page, site)
    page.get_by_label("Reasons").fill("A letter with nobody’s name on it feels like a wall.")
    with inside(site):
        found = Draft.objects.get(title=BEING_WRITTEN)
        theirs = found.versions.get(number=found.version)
        theirs.pk, theirs.number, theirs.text = None, found.version + 1, f"{found.text} Somebody else wrote this."
        theirs.save()
        Draft.objects.filter(pk=found.pk).update(text=theirs.text, version=theirs.number)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Yours")).to_be_visible()


JUROR = DOOR.format(JUROR_LINK)
ADDRESSES = [
    Address("jury room, door", JUROR, "juries/room_door.html"),
    Address("jury room, not in it", "/juries/room/", "juries/room_closed.html", status=403),
    Address(
        "jury room, old link",
        DOOR.format("old"),
        "juries/room_closed.html",
        status=404,
        is_variant=True,
    ),
    Address("jury room", JUROR, "juries/room.html", then("/juries/room/")),
    Address("jury room, paper", JUROR, "juries/room_paper.html", to_paper),
    Address(
        "jury room, draft being voted on", JUROR, "juries/room_draft.html", then(name="juries:room_draft", title=PLAIN)
    ),
    Address(
        "jury room, draft for the facilitator",
        DOOR.format(FACILITATOR_LINK),
        "juries/room_draft.html",
        then(name="juries:room_draft", title=BEING_WRITTEN),
        is_variant=True,
    ),
    Address(
        "jury room, versions",
        JUROR,
        "juries/room_versions.html",
        then(name="juries:room_versions", title="Answer everybody within twelve weeks"),
    ),
    Address("jury room, new draft", JUROR, "juries/room_draft_form.html", then("/juries/room/drafts/new/")),
    Address("jury room, two saved", JUROR, "juries/room_draft_form.html", saved_meanwhile, is_variant=True),
    Address("jury room, own place", JUROR, "juries/room_me.html", then("/juries/room/me/")),
    Address("jury room, make-up", JUROR, "juries/room_about.html", then("/juries/room/me/make-up/")),
    Address("jury room, giving up", JUROR, "juries/room_quit.html", to_quit),
    Address("jury room, left", DOOR.format(SECOND_LINK), "juries/room_left.html", leave),
]
