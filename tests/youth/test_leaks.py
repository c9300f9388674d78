"""No young person's address, district, name or guardian is on any page, and their words only where they may stand.

Every address the site knows is asked for, with what was planted put into it, by everybody there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from django.test import Client

from core.sealing import unseal
from people.models import Notice
from people.notices import letter_of
from people.roles import Role
from people.services import give_role, make_officer
from tests.forums.addresses import all_addresses
from tests.youth.factories import make_checked
from tests.youth.planted import (
    AREAS,
    CHAT,
    CONCERN,
    DRAFT,
    ENTRY,
    GROWN,
    PAUSE,
    TALK,
    UNREAD,
    WORDS,
    Section,
    plant,
)
from youth.services.growing import after_link

pytestmark = pytest.mark.django_db

ANYBODY = "anybody"
#: What may stand where, for whom. Nobody comes across anything else anywhere; no address and no guardian's is here.
MAY_SHOW = (
    # Young people who joined read the chat, once a checked adult has read it.
    (("young", "editor", "checked"), r"/youth/(chat|report)/", CHAT),
    # The team works on pieces and talks about them together.
    (("editor", "checked"), r"/youth/(team|write)/", (*DRAFT, *TALK)),
    # Checked adults read what waits, what somebody worries about, why somebody is paused, and what was sent in.
    (("checked",), r"/youth/(looking-after|chat|report)/", (*CHAT, *UNREAD, *CONCERN)),
    (("checked",), r"/youth/team/people/", PAUSE),
    (("checked",), r"/youth/team/competitions/", ENTRY),
    # An article is a page of the tree from its first draft on: whoever may edit the tree may edit it.
    (("administrator", "checked"), r"/cms/", DRAFT),
    # Districts are names of places too: where one chooses among all of them they tell nothing of anybody.
    ((ANYBODY,), r"/youth/(join/|me/|team/whats-on/|whats-on/)", AREAS),
    (("administrator",), r"/cms/area/", AREAS),
    # Who has grown out of the section is an adult, with an account like any other.
    (("administrator",), r"/cms/users/", GROWN),
)
#: What differs from one person to another is asked by all; what everybody reads alike by nobody in particular.
NEAR = re.compile(r"^/$|^/(youth|whats-new)/|^/cms/(youth/.*)?$")
ALIKE = re.compile(r"^/youth/(help|privacy|figures|whats-on|have-your-say|read/new\.atom)")
#: Wagtail's own: one is there to break, one takes no bare question.
BREAKS = ("/failwhale/", "/set_position/")
SEARCHES = (
    *(f"{listed}?q={word}" for listed in ("/forums/", "/youth/read/", "/consultations/") for word in ("wombat", "Pen")),
    *(f"/cms/users/?q={word}" for word in ("quokka", "Waitina")),
    *(f"/cms/pages/search/?q={word}" for word in ("wombat", "bilby")),
    "/cms/reports/site_history/?label=quokka",
)


@pytest.fixture
def section(cast, settings, tmp_path) -> Section:
    settings.YOUTH_ENTRIES = settings.FORUM_PICTURES = tmp_path
    return plant()


def client_of(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def everybody(cast, section: Section) -> dict[str, Client]:
    """Return who asks, by what they are. One person works for both bodies and in both roles: rights only add up."""
    worker = cast.facilitator
    give_role(user=worker, role=Role.MODERATOR)
    for organisation in (cast.county, cast.borough):
        make_officer(user=worker, organisation=organisation)
    people = {
        "young": section.another.user,
        "waiting": section.waiting.user,
        "grown": section.alumnus.user,
        "editor": section.editor.user,
        "officer, facilitator and moderator": worker,
        "administrator": cast.administrator,
        "adult whose check has lapsed": make_checked(ends_in_days=-1),
        "checked": section.checked,
    }
    return {name: client_of(user) for name, user in people.items()}


def addresses(section: Section, **taken: tuple[str, ...]) -> list[str]:
    """Return every address of the site with what was planted in it, and searches for it."""
    read, unread = (post.pk for post in section.posts)
    people = [writer.pk for writer in section.young()]
    planted = {
        "youth/chat slug": [section.room.slug],
        "youth/chat/own pk": [read, unread],
        "youth/chat number": [section.posts[0].thread.number],
        "youth/competitions slug": [section.competition.slug],
        "youth/guardian token": [unseal(section.waiting.guardian_requests.get().sealed)["token"]],
        "youth/me/after token": [after_link(section.alumnus).rstrip("/").rpartition("/")[2]],
        "youth/looking-after/posts pk": [unread],
        "youth/looking-after/concerns pk": [section.concern.pk],
        "youth/looking-after/rooms pk": [section.room.pk],
        "youth/read slug": [section.piece.page.slug, section.article.slug],
        "youth/report kind": ["post"],
        "youth/report pk": [read, unread],
        "youth/team/competitions pk": [section.competition.pk],
        "youth/team/people pk": people,
        "youth/team/pieces pk": [section.piece.pk],
        "youth/team/publish pk": [section.piece.pk],
        "youth/write pk": [section.piece.pk],
        "cms/users pk": [writer.user.pk for writer in section.young()],
        "cms/pages page_id": [section.piece.page_id],
        "cms/pages parent_page_id": [section.article.get_parent().pk],
        "cms/pages revision_id": [section.piece.page.latest_revision_id],
    }
    return [*all_addresses(planted, **taken), *SEARCHES, f"/youth/read/{section.piece.page.slug}/"]


def told(response) -> str:
    """Return all that an answer tells, headers too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {content.decode(errors='replace')}".lower()


def may_show(who: str, url: str) -> set[str]:
    return {
        word
        for people, place, words in MAY_SHOW
        if {who, ANYBODY} & {*people} and re.match(place, url)
        for word in words
    }


def walk(who: str, client: Client, urls: Iterable[str]) -> tuple[list[tuple[str, str, str]], set[str]]:
    """Return what stands where it must not, and where the site broke; and all that this person came across."""
    found, seen = [], set()
    for url in urls:
        response = client.get(url)
        answer = told(response).replace(url.partition("?q=")[2].lower() or "?", "")
        there = {word for word in WORDS if word.lower() in answer}
        found += [(who, url, word) for word in there - may_show(who, url)]
        found += [(who, url, "broken")] * (response.status_code >= 500 and not url.endswith(BREAKS))
        seen |= there
    return found, seen


def test_no_public_address_tells_it(section):
    urls = [url for url in addresses(section) if NEAR.search(url) or not url.startswith("/cms/")]
    assert walk("nobody", Client(raise_request_exception=False), urls)[0] == []


def test_no_desk_of_the_admin_tells_it_to_who_sees_most(cast, section):
    """Where a desk takes something that has nothing to do with the section, it is left out."""
    urls = [url for url in addresses(section, anything=()) if url.startswith("/cms/")]
    assert len(urls) > 120
    assert walk("administrator", client_of(cast.administrator), urls)[0] == []


def test_nobody_comes_across_it_in_the_section_or_beside_it(cast, section):
    near = [url for url in addresses(section) if NEAR.search(url) and not ALIKE.search(url)]
    came_across = {who: walk(who, client, near) for who, client in everybody(cast, section).items()}
    assert [leak for leaks, _seen in came_across.values() for leak in leaks] == []
    # There is something to leak, and who may see it does.
    there = {"young": CHAT, "editor": (*DRAFT, *TALK), "checked": (*CHAT, *UNREAD, *CONCERN, *PAUSE, *DRAFT, *TALK)}
    assert {who: {*words} - came_across[who][1] for who, words in there.items()} == {who: set() for who in there}


def test_no_letter_tells_it_either(section):
    secret = {*WORDS} - {*GROWN}
    letters = [letter for notice in Notice.objects.all() if (letter := letter_of(notice))]
    assert "parent.quokka@example.org" in {letter.recipient for letter in letters}
    for letter in letters:
        said = f"{letter.subject} {letter.body} {letter.leave_url}".lower()
        assert [word for word in secret if word.lower() in said] == []


def test_what_everybody_reads_leaves_nothing_in_the_browser(section):
    for url in ("/youth/", "/youth/read/", section.article.url, "/youth/help/", "/youth/privacy/", "/youth/whats-on/"):
        answer = Client().get(url)
        assert answer.status_code == 200, url
        assert not answer.cookies, url
