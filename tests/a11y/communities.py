"""Communities of interest: all of them, one open and one closed, the form to write, easy read."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from wagtail.rich_text import RichText

from consultations.models import ConsultationPage
from engage.models import CommunityPage
from people.models import Organisation
from tests.a11y import forums
from tests.a11y.address import Address
from tests.engage.communities import (
    day_item,
    line_item,
    make_community_index,
    make_file,
    make_picture,
    media_item,
    news_item,
    page_of_forum,
)
from tests.sites import LiveSite


def full() -> CommunityPage:
    """The page of an open community with something of everything."""
    forum = forums.talk().forum
    found = CommunityPage.objects.filter(community=forum.community).first()
    if found is not None:
        return found
    consultation = ConsultationPage.objects.get(slug="evening-buses")
    consultation.communities.add(forum.community)
    consultation.save()
    page = page_of_forum(
        forum,
        lead=Organisation.objects.get(slug="county"),
        summary="People who walk by rivers, and those who would like to.",
        who_for="<p>Anybody who walks, wheels or is pushed along a river.</p>",
        picture=make_picture(),
        picture_alt="A bridge over a river.",
        body=[("heading", "How it began"), ("text", RichText("<p>With a flood.</p>")), ("picture", make_picture())],
        news=[news_item(f"News number {number}", days_ago=number) for number in range(5)],
        days=[day_item("Forum day")],
        easy_read=[("heading", "Who we are"), line_item("We walk by rivers.", make_picture(alt="Two boots."))],
        media=[
            media_item(file=make_file("film.webm"), captions=make_file("words.vtt", b"WEBVTT\n")),
            media_item(title="Our song", kind="audio", file=make_file("song.ogg")),
        ],
    )
    page.save_revision().publish()
    return page


def closed() -> str:
    forum = forums.community(forums.CLOSED, is_closed=True)
    found = CommunityPage.objects.filter(community=forum.community).first()
    return (found or page_of_forum(forum)).get_url()


def index() -> str:
    full()
    closed()
    return make_community_index().get_url()


def send_nothing(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


def send_something(page: Page, site: LiveSite) -> None:
    page.get_by_label("Your message").fill("The gate is stuck.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your message is on its way")


def open_all(page: Page, site: LiveSite) -> None:
    summaries = page.locator("main details:not([open]) > summary")
    for place in reversed(range(summaries.count())):
        summaries.nth(place).click()


def beside(end: str) -> str:
    return f"{full().get_url()}{end}"


ADDRESSES = [
    Address("all communities", index, "engage/community_index.html"),
    Address("community’s page", lambda: beside(""), "engage/community.html", open_all),
    Address("community’s page, closed", closed, "engage/community.html", is_variant=True),
    Address(
        "community’s page, for a member",
        lambda: beside(""),
        "engage/community.html",
        as_whom=forums.RESIDENT,
        is_variant=True,
    ),
    Address("community, write", lambda: beside("contact/"), "engage/community_contact.html"),
    Address(
        "community, write nothing",
        lambda: beside("contact/"),
        "engage/community_contact.html",
        send_nothing,
        is_variant=True,
    ),
    Address("community, written", lambda: beside("contact/"), "engage/community_contacted.html", send_something),
    Address("community, easy read", lambda: beside("easy-read/"), "engage/community_easy_read.html"),
]
