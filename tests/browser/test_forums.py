"""Forums in Chromium: a member, a newcomer and a moderator with a phone, a report and its appeal, a body that answers.

Each journey keeps to a community of its own.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from actions.models import Action
from forums.models import Forum, Member, PartnershipQuestion, Post, Thread
from forums.services.joining import choose_notices, join
from people.models import Notice, User
from people.notices import letter_of
from tests.browser.visiting import Visit, fits, post_of, press
from tests.forums.test_pictures import drawn
from tests.journeys import inside
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

FAITH, RURAL = "/forums/faith-groups/", "/forums/rural-residents/"
DISABLED, BME = "/forums/disabled-people/", "/forums/black-and-minority-ethnic/"


def change_forum(site: LiveSite, address: str, **fields: int) -> None:
    with inside(site):
        Forum.objects.filter(community__slug=address.split("/")[2]).update(**fields)


def join_by_one_press(page: Page, name: str) -> None:
    """Come in under the name that is offered, and choose another one."""
    page.goto(FAITH)
    press(page, re.compile("^Join as"))
    expect(page.get_by_text("You are in, as")).to_be_visible()
    page.get_by_role("link", name="Your page here").click()
    page.get_by_label("Your name in this community").fill(name)
    press(page, "Change it")
    expect(page.get_by_text(f"Here you are “{name}”.")).to_be_visible()


def reply_with_a_picture(page: Page) -> None:
    """Quote a post, and hang a picture beside one's own that first lacks its description."""
    page.goto(FAITH)
    page.get_by_role("link", name="Winter nights: can we share the rota?").click()
    page.get_by_role("link", name="Quote post 1", exact=True).click()
    box = page.get_by_label("Your post")
    expect(box).to_have_value(re.compile(r"^> \[Post 1\]\("))
    box.press("Control+End")
    box.press_sequentially("Our hall has **twelve** blankets, nobody lends marmalade")
    page.locator("summary", has_text="Pictures").click()
    picture = {"name": "hall.png", "mimeType": "image/png", "buffer": drawn("PNG")}
    page.get_by_label("Add a picture").set_input_files(picture)
    press(page, "Send your post")
    expect(page.get_by_role("group", name="There is a problem")).to_contain_text("Say what the picture shows")
    expect(box).to_have_value(re.compile("marmalade"))
    page.get_by_label("What picture 1 shows").fill("Blankets on a shelf")
    press(page, "Send your post")
    mine = post_of(page, "marmalade")
    expect(mine.locator("blockquote a")).to_have_text("Post 1")
    expect(mine.locator("strong")).to_have_text("twelve")
    image = mine.get_by_alt_text("Blankets on a shelf")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("one => one.naturalWidth") > 0


def test_a_member_joins_writes_is_found_leaves_and_comes_back(forum_site: LiveSite, visit: Visit) -> None:
    change_forum(forum_site, FAITH, first_posts_wait=0, slow_mode_seconds=0)
    page = visit("resident")
    join_by_one_press(page, "Rota Rita")
    reply_with_a_picture(page)
    post_of(page, "marmalade").get_by_role("link", name=re.compile("^Change post")).click()
    page.get_by_label("Your post").fill("Our hall has twelve blankets, and it lends marmalade.")
    press(page, "Change it")
    expect(post_of(page, "it lends marmalade").get_by_role("link", name=re.compile("^changed"))).to_be_visible()

    reader = visit()
    reader.goto(FAITH)
    reader.get_by_label("Search in this community").fill("marmalade")
    press(reader.get_by_role("main"), "Search")
    reader.get_by_role("link", name="Winter nights: can we share the rota?").click()
    found = post_of(reader, "it lends marmalade")
    expect(found).to_be_in_viewport()
    expect(found).to_contain_text("Rota Rita")
    expect(found.get_by_alt_text("Blankets on a shelf")).to_be_visible()
    expect(found.get_by_role("link", name="Quote")).to_have_count(0)

    page.goto(f"{FAITH}yours/")
    page.get_by_label("Never").check()
    press(page, "Save")
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    press(page, "Leave this community")
    expect(page.get_by_text("You have left.")).to_be_visible()
    page.goto(FAITH)
    expect(page.get_by_role("link", name="Start a thread")).to_have_count(0)
    press(page, "Join as “Rota Rita”")
    page.get_by_role("link", name="Your page here").click()
    expect(page.get_by_label("Never")).to_be_checked()
    page.get_by_role("link", name="Winter nights: can we share the rota?", exact=True).click()
    expect(post_of(page, "it lends marmalade").get_by_role("link", name=re.compile("^Change"))).to_be_visible()


def in_queue(page: Page, words: str) -> Locator:
    return page.locator("li.talk", has_text=words).filter(has=page.get_by_role("checkbox"))


def decide(page: Page, choice: str, *words: str, rule: str = "", reason: str = "") -> None:
    """Tick the posts that hold these words, and decide about all of them at once."""
    for one in words:
        in_queue(page, one).get_by_role("checkbox").check()
    page.get_by_label(choice, exact=True).check()
    if rule:
        page.get_by_label("The rule they break").select_option(index=int(rule))
        page.get_by_label("Why, if you remove them").fill(reason)
    press(page, "Decide")


def write_first_post(page: Page) -> None:
    """Join by hand and start a thread: without script, as somebody new."""
    page.goto(f"{RURAL}new/")
    page.get_by_label("Your name in this community").fill("Gatepost")
    press(page, re.compile("^Join$"))
    page.get_by_role("link", name="Start a thread").click()
    press(page, "Start it")
    expect(page.get_by_role("group", name="There is a problem")).to_contain_text("Give the thread a title")
    page.get_by_label("Title").fill("Who mends the kissing gate?")
    page.get_by_label("Your post").fill("It has hung by one hinge since harvest.")
    press(page, "Start it")
    expect(page.get_by_text("Not public yet: a moderator looks at it first.")).to_be_visible()


def test_a_newcomer_waits_until_a_moderator_with_a_phone_has_looked(forum_site: LiveSite, visit: Visit) -> None:
    newcomer = visit("resident", has_script=False)
    write_first_post(newcomer)
    address, reader = newcomer.url, visit(has_phone=True)
    assert reader.goto(address).status == 404  # type: ignore[union-attr]

    phone, colleague = visit("moderator", has_phone=True), visit("host")
    phone.goto(f"{RURAL}queue/")
    assert fits(phone)
    press(in_queue(phone, "by one hinge"), re.compile("^Take it on"))
    expect(in_queue(phone, "by one hinge")).to_contain_text("You took it on")
    colleague.goto(f"{RURAL}queue/")
    expect(in_queue(colleague, "by one hinge")).to_contain_text("A colleague is looking at it")

    decide(phone, "Remove them", "by one hinge")
    expect(phone.get_by_role("group", name="There is a problem")).to_contain_text("Choose the rule")
    expect(in_queue(phone, "by one hinge").get_by_role("checkbox")).to_be_checked()
    decide(phone, "Let them through", "by one hinge", "New at Nether End")
    expect(phone.get_by_text("2 posts decided.")).to_be_visible()
    expect(in_queue(phone, "by one hinge")).to_have_count(0)
    assert fits(phone)
    reader.goto(address)
    expect(reader.get_by_text("It has hung by one hinge since harvest.")).to_be_visible()
    assert fits(reader)

    done = phone.locator("li.talk", has_text="Let a post through · Who mends the kissing gate?")
    press(done, re.compile("^Take it back"))
    expect(in_queue(phone, "by one hinge")).to_be_visible()
    assert reader.goto(address).status == 404  # type: ignore[union-attr]
    decide(phone, "Let them through", "by one hinge")
    expect(phone.get_by_text("1 post decided.")).to_be_visible()
    newcomer.reload()
    expect(newcomer.get_by_text("Not public yet")).to_have_count(0)
    reader.goto(f"{RURAL}log/")
    log = reader.locator("li.talk", has_text="Who mends the kissing gate?")
    expect(log.filter(has_text="(taken back)")).to_have_count(1)
    expect(reader.get_by_text("Mina")).to_have_count(0)


def test_a_post_is_reported_removed_and_stands_again_after_an_appeal(forum_site: LiveSite, visit: Visit) -> None:
    with inside(forum_site):
        post = Post.objects.public().filter(member__display_name="Marion with the stick").latest("pk")
        title, address, words = post.thread.title, post.get_absolute_url(), post.source.split("\n")[0][:30]
    passer_by = visit(has_phone=True, has_script=False)
    passer_by.goto(address)
    passer_by.get_by_role("link", name=f"Report post {post.number}", exact=True).click()
    passer_by.get_by_label("In your own words").fill("It names my street")
    press(passer_by, "Report it")
    expect(passer_by.get_by_role("heading", level=1)).to_have_text("Thank you")

    moderator = visit("moderator", has_phone=True, has_script=False)
    moderator.goto(f"{DISABLED}queue/")
    expect(in_queue(moderator, words)).to_contain_text("It names my street")
    decide(moderator, "Remove them", words, rule="2", reason="It tells where somebody lives.")
    expect(moderator.get_by_text("1 post decided.")).to_be_visible()
    passer_by.goto(address)
    expect(passer_by.locator(f"#post-{post.number}")).to_contain_text("Removed by a moderator. Rule 2")
    expect(passer_by.get_by_text(words)).to_have_count(0)

    author = visit("member")
    author.goto(f"{DISABLED}yours/")
    mine = author.locator("section.talk", has_text="It tells where somebody lives.")
    expect(mine).to_contain_text("Nobody’s medical history but your own")
    press(mine, "Appeal")
    expect(author.get_by_role("group", name="There is a problem")).to_contain_text("Write something first")
    mine.get_by_label("Why should the post stand?").fill("It is my own street")
    press(mine, "Appeal")
    expect(mine).to_contain_text("Somebody else decides")

    moderator.goto(f"{DISABLED}queue/")
    appeal = moderator.locator("li.talk", has_text="It is my own street")
    expect(appeal).to_contain_text("You removed it, so a colleague decides.")
    expect(appeal.get_by_role("button")).to_have_count(0)
    other = visit("host")
    other.goto(f"{DISABLED}queue/")
    theirs = other.locator("li.talk", has_text="It is my own street")
    press(theirs, "Put the post back")
    expect(other.get_by_role("group", name="There is a problem")).to_contain_text("Say why")
    theirs.get_by_label("Your reasons").fill("Her own street is hers to tell.")
    press(theirs, "Put the post back")
    expect(theirs).to_have_count(0)
    author.reload()
    expect(author.get_by_text("Your appeal was right: the post stands again.")).to_be_visible()
    passer_by.reload()
    expect(passer_by.locator(f"#post-{post.number}")).to_contain_text(words)
    passer_by.goto(f"{DISABLED}log/")
    lines = passer_by.locator("li.talk", has_text=title).all_inner_texts()
    assert "Put a post back after an appeal" in lines[0]
    assert lines[1].startswith("Removed a post")
    with inside(forum_site):
        kinds = ("forum-removed", "forum-appeal")
        removed, decided = (letter_of(Notice.objects.filter(kind=kind).latest("pk")) for kind in kinds)
    assert {removed.recipient, decided.recipient} == {"member@engage.example"}
    assert "It tells where somebody lives." in removed.body
    assert "Her own street is hers to tell." in decided.body


def come_in(site: LiveSite, email: str, name: str) -> None:
    """Be a member who is told at once."""
    with inside(site):
        forum = Forum.objects.get(community__slug="black-and-minority-ethnic")
        user = User.objects.get(email=f"{email}@engage.example")
        member = join(forum=forum, user=user, name=name, at=timezone.now())
        choose_notices(member=member, notices=Member.Notices.AT_ONCE)


def test_a_community_asks_and_the_body_answers_with_a_promise(forum_site: LiveSite, visit: Visit) -> None:
    change_forum(forum_site, BME, supporters_needed=2)
    come_in(forum_site, "resident", "Night Shift Nell")
    come_in(forum_site, "newcomer", "Second Bus")
    with inside(forum_site):
        thread = Thread.objects.get(title="The factory shift ends at ten past two").get_absolute_url()
        theirs = Action.objects.published().filter(plan__lead_organisation__slug="county").order_by("pk")
        promise = str(theirs.earliest("pk"))
    asking, second, reader = visit("resident"), visit("newcomer", has_phone=True), visit()
    asking.goto(thread)
    asking.get_by_role("link", name="Make this a question to the partnership").click()
    asking.get_by_label("Who should answer?").select_option(label="Leicestershire County Council")
    asking.get_by_label("Your question, in one sentence").fill("Who runs a bus at half past two?")
    press(asking, "Ask")
    expect(asking.locator(".asked")).to_contain_text("1 supporter · goes to the body at 2")
    second.goto(thread)
    assert fits(second)
    press(second, "Support this question")
    expect(second.locator(".asked")).to_contain_text("2 supporters · due by")
    second.get_by_role("link", name="The question as everybody reads it").click()
    expect(second).to_have_url(re.compile("/asked/"))
    public = second.url
    reader.goto(BME)
    expect(reader.locator(".talk-owed")).to_contain_text("Who runs a bus at half past two?")

    officer = visit("county")
    officer.goto("/cms/forums/asked/")
    officer.get_by_role("link", name="Who runs a bus at half past two?").click()
    press(officer, "Publish the answer")
    expect(officer.get_by_role("group", name="There is a problem")).to_be_visible()
    officer.get_by_label("Your role").fill("Public transport manager")
    officer.get_by_label("Your body’s answer").fill("We do, **from May**, on Fridays.")
    officer.get_by_label("What is being done").select_option(label=promise)
    press(officer, "Publish the answer")
    expect(officer.get_by_role("heading", name="The answer")).to_be_visible()
    reader.goto(public)
    expect(reader.locator("strong", has_text="from May")).to_be_visible()
    reader.get_by_role("link", name=promise).click()
    expect(reader).to_have_url(re.compile("/plans/"))
    reader.goto(thread)
    reply = reader.locator("li.is-answer")
    expect(reply).to_contain_text("Official reply")
    expect(reply).to_contain_text("Leicestershire County Council")
    reader.goto(BME)
    expect(reader.get_by_role("link", name="Who runs a bus at half past two?")).to_have_count(0)

    with inside(forum_site):  # letters at once begin two minutes later
        ago = timezone.now() - timedelta(minutes=5)
        PartnershipQuestion.objects.filter(title__startswith="Who runs").update(put_at=ago, answered_at=ago)
    forum_site.manage("tick")
    told = {
        str(mail["To"])
        for mail in forum_site.mails()
        if "Answered: Who runs a bus at half past two?" in mail.get_content()
    }
    assert told == {"resident@engage.example", "newcomer@engage.example"}
