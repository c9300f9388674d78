"""What only some may read, in Chromium: a closed community, the jurors' discussion; and nothing people type runs."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from engage.demo.jury_words import JUROR_LINK, SECOND_LINK, SESSIONS, SLUG
from forums.markup import render, tidy
from forums.models import Forum, Member, Picture, Post, Thread
from forums.services.posting import refresh_thread
from juries.models import JuryPage
from people.models import Notice
from people.notices import letter_of
from tests.browser.visiting import Visit, fits, post_of, press
from tests.forums.vectors import VECTORS
from tests.journeys import inside
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

CARERS = "/forums/carers/"
SECRET = "Every kettle knows this house"


def status(page: Page, address: str) -> int:
    response = page.goto(address)
    assert response is not None
    return response.status


def ask_to_be_let_in(page: Page) -> None:
    page.goto("/forums/")
    page.get_by_role("link", name="Carers", exact=True).click()
    expect(page.get_by_text("only its members read what is said in it")).to_be_visible()
    page.get_by_role("link", name="Ask to be let in").click()
    page.get_by_label("Your name in this community").fill("Quiet Kettle")
    page.get_by_label("A word to the moderators").fill("I look after my brother")
    press(page, "Ask to be let in")
    expect(page.get_by_text("You have asked to be let in.").first).to_be_visible()


def test_somebody_is_let_into_a_closed_community_and_outsiders_learn_nothing(
    forum_site: LiveSite, visit: Visit
) -> None:
    asking, phone = visit("resident"), visit("host", has_phone=True, has_script=False)
    ask_to_be_let_in(asking)
    assert status(asking, f"{CARERS}threads/1/") == 404
    phone.goto(f"{CARERS}queue/")
    door = phone.locator("li.talk", has_text="I look after my brother")
    door.get_by_role("button", name="Let in Quiet Kettle", exact=True).click()
    expect(door).to_have_count(0)
    with inside(forum_site):
        Forum.objects.filter(community__slug="carers").update(first_posts_wait=0)
    asking.goto(CARERS)
    asking.get_by_role("link", name="Start a thread").click()
    asking.get_by_label("Title").fill("Kettles")
    asking.get_by_label("Your post").fill(SECRET)
    press(asking, "Start it")
    expect(post_of(asking, SECRET)).to_contain_text("Quiet Kettle")
    address = asking.url
    expect(post_of(asking, SECRET).get_by_text("Not public yet")).to_have_count(0)
    fellow = visit("carer", has_phone=True)
    fellow.goto(address)
    expect(post_of(fellow, SECRET)).to_be_visible()
    assert fits(fellow)
    with inside(forum_site):
        letter = letter_of(Notice.objects.filter(kind="forum-door").latest("pk"))
    assert letter.recipient == "resident@engage.example"
    assert not re.search("carer|kettle", f"{letter.subject} {letter.body}", re.IGNORECASE)
    for outsider in (visit(), visit("newcomer"), visit("admin")):
        assert status(outsider, address) == status(outsider, f"{CARERS}threads/987654/") == 404
        expect(outsider.get_by_text("Kettle")).to_have_count(0)
        outsider.goto("/forums/?q=kettle")
        expect(outsider.get_by_text("Nothing found")).to_be_visible()


def enter(page: Page, link: str) -> Page:
    """Come into the room by a personal link, and into the discussion."""
    page.goto(f"/juries/room/enter/{link}/")
    press(page, re.compile("^Enter$"))
    page.get_by_role("link", name=re.compile(f"What we say about it.*{SESSIONS[2][0]}")).click()
    return page


def say(page: Page, words: str) -> None:
    page.get_by_role("region", name="Say something").get_by_role("textbox").fill(words)
    press(page, "Send")
    expect(page.get_by_role("article").filter(has_text=words.partition("*")[0])).to_be_visible()


def test_jurors_talk_among_themselves_and_an_officer_removes_what_breaks_a_rule(
    forum_site: LiveSite, visit: Visit
) -> None:
    with inside(forum_site):
        jury = JuryPage.objects.get(slug=SLUG).pk
    officer = visit("county")
    officer.goto(f"/cms/juries/{jury}/room/talk/")
    officer.get_by_label("Session").select_option(label=SESSIONS[2][0])
    press(officer, "Open it")
    expect(officer.get_by_text("Done. The jurors see it at once.")).to_be_visible()
    first, second = enter(visit(), JUROR_LINK), enter(visit(has_phone=True, has_script=False), SECOND_LINK)
    say(first, "The councillor’s nephew told me all about it")
    second.reload()
    said = second.get_by_role("article").filter(has_text="nephew")
    expect(said).to_contain_text("Amber")
    said.get_by_role("link", name="Report post 1").click()
    press(second, "Report it")
    say(second, "Let us keep to what was **said** here")
    expect(second.locator("strong", has_text="said")).to_be_visible()
    address = second.url.partition("?")[0].partition("#")[0]

    officer.get_by_role("link", name=SESSIONS[2][0]).click()
    reported = officer.get_by_role("article").filter(has_text="nephew")
    expect(reported).to_contain_text("1 report")
    reported.get_by_role("link", name=re.compile("^Look after it")).click()
    press(officer, "Remove it")
    expect(officer.get_by_text(re.compile("Choose the rule|Say why")).first).to_be_visible()
    officer.get_by_label("The rule it breaks").select_option(index=1)
    officer.get_by_label("Why, if you remove it").fill("He is not here to answer.")
    press(officer, "Remove it")
    expect(officer.get_by_role("article").filter(has_text="Removed")).to_contain_text("He is not here to answer.")
    second.goto(address)
    expect(second.get_by_text("Removed. Rule")).to_be_visible()
    expect(second.get_by_text("nephew")).to_have_count(0)
    expect(second.get_by_text("He is not here to answer.")).to_have_count(0)
    first.reload()
    expect(first.get_by_text("He is not here to answer.")).to_be_visible()
    for outsider in (visit(), visit("moderator"), visit("admin")):
        assert status(outsider, address) == 403
        expect(outsider.get_by_text("keep to what was")).to_have_count(0)


#: Whatever stands in a post, or in what tells of one, and should not: an element, an attribute, an address.
FOREIGN = """() => {
  const tags = new Set("A BLOCKQUOTE BR EM LI OL P STRONG UL".split(" "));
  const found = [];
  const isMention = (one) => one.rel === "" && one.title && one.pathname.startsWith("/forums/");
  for (const one of document.querySelectorAll(".post-words *")) {
    if (!tags.has(one.tagName)) found.push(one.outerHTML);
    if (one.tagName === "A" && one.host === location.host && isMention(one)) continue;
    for (const { name } of one.attributes) if (one.tagName !== "A" || !["href", "rel"].includes(name)) found.push(name);
    if (one.tagName !== "A") continue;
    if (one.rel !== "nofollow ugc noopener") found.push(one.outerHTML);
    if (!/^(https?|mailto|tel):$/.test(one.protocol)) found.push(one.outerHTML);
  }
  for (const one of document.querySelectorAll("*")) {
    if (/^(IFRAME|OBJECT|EMBED|BASE|VIDEO|AUDIO|MATH)$/i.test(one.tagName)) found.push(one.outerHTML);
    for (const { name } of one.attributes) if (/^on|^style$/.test(name)) found.push(one.outerHTML);
    if (one.matches("script:not([src^='/static/'])")) found.push(one.outerHTML);
  }
  return found;
}"""


def plant(site: LiveSite) -> str:
    """Write every vector as a post, by somebody named so, beside a picture that is described so."""
    at = timezone.now()
    with inside(site):
        forum = Forum.objects.get(community__slug="rural-residents")
        sources = [tidy(vector) for vector in VECTORS]
        talk = Thread.objects.create(forum=forum, number=9000, title='"><img src=x onerror=alert(1)>', created_at=at)
        members = Member.objects.bulk_create(
            Member(forum=forum, key=f"v-{number}", display_name=f"{number}{one}"[:40], joined_on=at.date())
            for number, one in enumerate(sources)
        )
        shown = {"state": "public", "written_at": at, "published_at": at}
        posts = Post.objects.bulk_create(
            Post(thread=talk, number=number, member=member, source=one, html=render(one), **shown)
            for number, (member, one) in enumerate(zip(members, sources, strict=True), start=1)
        )
        Picture.objects.bulk_create(
            Picture(post=post, token=f"v-{post.pk}", alt=one[:300], width=9, height=9, digest="", made_at=at)
            for post, one in zip(posts, sources, strict=True)
        )
        talk.last_number = len(posts)
        refresh_thread(talk)
        return talk.get_absolute_url()


def test_no_vector_becomes_an_element_runs_or_asks_another_host(forum_site: LiveSite, visit: Visit) -> None:
    address, page = plant(forum_site), visit("moderator")
    ran: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    pages = [f"{address}?page={number}" for number in range(1, -(-len(VECTORS) // 50) + 1)]
    pages += ["/forums/rural-residents/", "/forums/?q=alert", "/forums/?q=%22%3E%3Cimg%20src%3Dx%3E"]
    shown = 0
    for one in pages:
        page.goto(one)
        shown += page.locator("li.post").count()
        assert page.evaluate(FOREIGN) == [], one
    assert shown == len(VECTORS)
    assert ran == []
    assert not [url for url in asked if not url.startswith((forum_site.url, "data:"))]
