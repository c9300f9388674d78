"""The private room of a jury: the door, drafts, versions, votes, one's own place."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.tokens import hash_token
from engage.demo.jury_words import FACILITATOR_LINK, JUROR_LINK, SECOND_LINK
from forums.models import Post
from juries.models import Draft, Juror, JurySessionThread, Paper
from juries.services.talking import open_discussion, report, say
from juries.talk_reads import sessions_with_talk
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


def talk(*, seen: str = JUROR_LINK) -> Callable[[], str]:
    """Return what makes a discussion with posts of both, one of them held and reported."""

    def made() -> str:
        juror = Juror.objects.get(token_hash=hash_token(JUROR_LINK))
        helper = Juror.objects.get(token_hash=hash_token(FACILITATOR_LINK))
        session = sessions_with_talk(juror.jury)[-1]  # nothing was said about it yet
        at = timezone.now()
        discussion = open_discussion(jury=juror.jury, session=session, at=at)
        words = ("I would **begin** with the letters.", "Ring me on 07700 900123 about it.")
        mine = [say(discussion=discussion, juror=juror, source=one, at=at) for one in words]
        say(discussion=discussion, juror=helper, source="Who has had one lately?", at=at)
        Post.objects.filter(pk=mine[0].pk).update(written_at=at)
        if not mine[0].reports.exists():
            report(discussion=discussion, post=mine[0], juror=helper, reason="other", words="Look", at=at)
        return DOOR.format(seen)

    return made


def then_talk(end: str = "", *, number: int = 0) -> Walk:
    def walk(page: Page, site: LiveSite) -> None:
        with inside(site):
            discussion = JurySessionThread.objects.latest("session__starts_at")
        middle = f"posts/{number}/" if number else ""
        then(f"/juries/room/sessions/{discussion.session_id}/{middle}{end}")(page, site)

    return walk


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
    Address("jury room, discussion", talk(), "juries/room_talk.html", then_talk()),
    Address(
        "jury room, discussion for the facilitator",
        talk(seen=FACILITATOR_LINK),
        "juries/room_talk.html",
        then_talk(),
        is_variant=True,
    ),
    Address("jury room, own post", talk(), "juries/room_talk_post.html", then_talk(number=1)),
    Address("jury room, report", talk(), "juries/room_talk_report.html", then_talk("report/", number=3)),
    Address(
        "jury room, look after",
        talk(seen=FACILITATOR_LINK),
        "juries/room_talk_look.html",
        then_talk("look/", number=1),
    ),
    Address("jury room, giving up", JUROR, "juries/room_quit.html", to_quit),
    Address("jury room, left", DOOR.format(SECOND_LINK), "juries/room_left.html", leave),
]
