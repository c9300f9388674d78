"""The chat in Chromium, on a phone: a worrying post is read first and held, another one is reported and passed on."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from forums.models import Post
from people.models import Notice
from people.notices import letter_of
from tests.browser.visiting import Visit, fits, press
from tests.journeys import inside
from tests.sites import LiveSite
from youth.models import ChatHours, ChatRoom, Concern, Writer
from youth.services.chatting import Reader, say
from youth.services.reading_first import let_through

pytestmark = pytest.mark.browser
WORRY = "I don’t want to be here any more."
ODD = "Which school do you go to? Let’s meet behind the leisure centre."
DESK = "/youth/looking-after/"


def always_open(site: LiveSite) -> str:
    """Keep the first room open all week, and return its address."""
    with inside(site):
        room = ChatRoom.objects.filter(kind=ChatRoom.Kind.CHAT).first()
        assert room is not None
        room.hours.all().delete()
        week = [ChatHours(room=room, weekday=day, opens=time(0), closes=time(23, 59, 59)) for day in range(7)]
        ChatHours.objects.bulk_create(week)
        return room.get_absolute_url()


def say_something_odd(site: LiveSite, address: str) -> str:
    """Have an odd post let through by somebody who was in a hurry; return where it stands."""
    with inside(site):
        room = ChatRoom.objects.get(slug=address.strip("/").split("/")[-1])
        thread = room.forum.threads.filter(public_count__gt=0).order_by("-last_post_at").first()
        assert thread is not None
        editor = Writer.objects.get(user__email="editor1@engage.example")
        reader = Reader(editor.user, editor, is_checked=False)
        post = say(room=room, thread=thread, reader=reader, source=ODD, at=timezone.now())
        adult = Post.objects.filter(decided_by__isnull=False, thread=thread).first()
        assert adult is not None
        let_through(post=post, by=adult.decided_by, at=timezone.now())
        return f"{address}{thread.number}/"


def lead_is_told(site: LiveSite) -> str:
    """Return where the letter to the safeguarding lead leads; it says nothing of what was written."""
    with inside(site):
        letters = [letter_of(notice) for notice in Notice.objects.filter(kind="concern", sent_at=None)]
        texts = [one.body for one in letters if one and one.recipient == "safeguarding@engage.example"]
    assert "leisure centre" not in texts[-1]
    found = re.search(r"/youth/looking-after/concerns/\d+/", texts[-1])
    assert found is not None
    return found[0]


def open_and(page: Page, summary: str) -> None:
    page.locator("summary", has_text=summary).click()


def test_a_worrying_post_is_read_first_and_goes_to_the_lead_instead_of_the_room(
    forum_site: LiveSite, visit: Visit
) -> None:
    address = always_open(forum_site)
    young = visit("young", has_phone=True)
    young.goto("/youth/chat/")
    young.locator(f"a[href='{address}']").click()
    young.get_by_role("link", name="Start something new").click()
    young.get_by_label("What do you want to talk about?").fill("Me")
    young.get_by_label("Your first post").fill(f"{WORRY} Ring me on 07700 900123.")
    press(young, "Send")
    expect(young.get_by_role("group", name="There is a problem")).to_contain_text("phone number")
    expect(young.get_by_label("Your first post")).to_have_value(re.compile("any more"))
    young.get_by_label("Your first post").fill(WORRY)
    press(young, "Send")
    expect(young.get_by_text("Only you see this yet.")).to_be_visible()
    assert fits(young)
    other = visit("younger", has_phone=True)
    other.goto(address)
    expect(other.get_by_text(WORRY)).to_have_count(0)

    adult = visit("checked", has_phone=True)
    adult.goto(DESK)
    assert fits(adult)
    mine = adult.locator(".queue > li", has_text=WORRY)
    mine.get_by_role("button", name=re.compile("Something is wrong")).click()
    adult.get_by_label("What is it about?").select_option(label="Somebody might get hurt, or hurt themselves")
    adult.get_by_label("What you see in it").fill("It reads as if they mean it.")
    press(adult, "Raise a concern")
    expect(adult.get_by_role("heading", level=1)).to_contain_text("Concern")
    expect(adult.get_by_text("Somebody may be in danger", exact=True)).to_be_visible()
    expect(adult.get_by_text("The safeguarding leads were told", exact=True)).to_be_visible()
    adult.goto(DESK)
    expect(adult.get_by_text(WORRY)).to_have_count(0)
    assert lead_is_told(forum_site)


def test_a_report_hides_a_post_and_the_lead_passes_it_on_and_closes_it(forum_site: LiveSite, visit: Visit) -> None:
    """The young person who tells us has a phone and no script."""
    thread = say_something_odd(forum_site, always_open(forum_site))
    young = visit("younger", has_phone=True, has_script=False)
    young.goto(thread)
    odd = young.locator(".chat-post", has_text=ODD)
    odd.get_by_role("link", name=re.compile("^Tell an adult about this post")).click()
    young.get_by_label("This person doesn’t feel right").check()
    young.get_by_label("Tell us more, if you like").fill("They asked me too.")
    press(young, "Send it")
    expect(young.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    expect(young.get_by_role("main").get_by_role("link", name="Get help now")).to_be_visible()
    assert fits(young)
    young.goto(thread)
    expect(young.get_by_text(ODD)).to_have_count(0)

    lead = visit("safeguarding", has_phone=True)
    lead.goto(lead_is_told(forum_site))
    expect(lead.get_by_text(ODD).first).to_be_visible()
    assert fits(lead)
    press(lead, "Take it on")
    open_and(lead, "Look up how to reach a young person")
    lead.get_by_label("Why you need it now").fill("To ask whether they are safe.")
    press(lead, "Show it once")
    expect(lead.get_by_text("editor1@engage.example")).to_be_visible()
    open_and(lead, "Take the words down")
    lead.get_by_label("The rule it breaks").select_option(index=3)
    lead.get_by_label("Why, in kind words").first.fill("We stay in here.")
    press(lead, "Take them down")
    expect(lead.get_by_text("editor1@engage.example")).to_have_count(0)
    open_and(lead, "Pass it on")
    lead.get_by_label("Passed to").select_option(label="The Child Exploitation and Online Protection centre")
    lead.get_by_label("What you told them").fill("What was written, and by which account.")
    lead.get_by_label(re.compile("^Their reference")).fill("C-2041")
    press(lead, "Put it down as passed on")
    expect(lead.get_by_text("Reference: C-2041")).to_be_visible()
    assert fits(lead)
    open_and(lead, "Close it")
    lead.get_by_label("What came of it").fill("They have taken it on.")
    press(lead, "Close it")
    expect(lead.get_by_text("This concern is closed.")).to_be_visible()
    with inside(forum_site):
        concern = Concern.objects.order_by("pk").last()
        assert concern is not None
        kinds = list(concern.steps.values_list("kind", flat=True))
    assert kinds == ["told", "taken", "opened", "removed", "passed", "closed"]
