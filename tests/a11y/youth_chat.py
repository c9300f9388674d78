"""The chat of the youth section, comments, telling an adult, and the desk of checked adults."""

from __future__ import annotations

from datetime import time

from django.urls import reverse
from playwright.sync_api import Page, expect

from forums.models import Post, Thread
from tests.a11y.address import Address
from tests.sites import LiveSite
from youth.models import ArticleTalk, ChatHours, ChatRoom, Concern, Writer
from youth.services.chatting import writer_key

YOUNG, CHECKED = "young@engage.example", "checked@engage.example"
DESK = "/youth/looking-after/"


def room(*, is_open: bool = True) -> ChatRoom:
    """Keep the first room open all week, or never."""
    found = ChatRoom.objects.filter(kind=ChatRoom.Kind.CHAT).first()
    assert found is not None
    found.hours.all().delete()
    days = range(7) if is_open else []
    ChatHours.objects.bulk_create(
        [ChatHours(room=found, weekday=day, opens=time(0), closes=time(23, 59, 59)) for day in days]
    )
    return found


def thread(*, is_open: bool = True) -> str:
    found = room(is_open=is_open)
    talk = Thread.objects.filter(forum=found.forum_id, public_count__gt=1).first()
    assert talk is not None
    return reverse("youth:chat_thread", args=[found.slug, talk.number])


def public_post() -> Post:
    return Post.objects.public().filter(thread__forum=room().forum_id)[0]


def own_post() -> str:
    """Give a post of the room to the young person who looks."""
    post = public_post()
    writer = Writer.objects.get(user__email=YOUNG)
    member = post.thread.forum.members.get_or_create(
        key=writer_key(post.thread.forum_id, writer.pk), defaults={"joined_on": post.written_at.date()}
    )[0]
    Post.objects.filter(pk=post.pk).update(member=member)
    return reverse("youth:chat_post", args=[post.pk])


def comments() -> str:
    talk = ArticleTalk.objects.select_related("article")[0]
    return reverse("youth:comments", args=[talk.article.slug])


def waiting_post() -> str:
    waiting = Post.objects.waiting().filter(thread__forum__chat_room__isnull=False, concerns=None)
    return reverse("youth:waiting_post", args=[waiting[0].pk])


def concern(*, is_open: bool) -> str:
    found = Concern.objects.all()
    closed = Concern.State.CLOSED
    one = (found.exclude(state=closed) if is_open else found.filter(state=closed))[0]
    return reverse("youth:concern", args=[one.pk])


def with_a_number_in_it(page: Page, site: LiveSite) -> None:
    page.get_by_label("Your first post").fill("Ring me on 07700 900123.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("group", name="There is a problem")).to_contain_text("phone number")


def without_a_reason(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


def at_night(page: Page, site: LiveSite) -> None:
    page.get_by_label("Monday, from").fill("06:00")
    page.get_by_label("Monday, until").fill("22:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


def new_thread() -> str:
    return reverse("youth:chat_new", args=[room().slug])


ADDRESSES = [
    Address("youth chat, for others", "/youth/chat/", "youth/chat/about.html"),
    Address("youth chat", "/youth/chat/", "youth/chat/index.html", as_whom=YOUNG),
    Address("youth chat room", lambda: room().get_absolute_url(), "youth/chat/room.html", as_whom=YOUNG),
    Address("youth chat thread", thread, "youth/chat/thread.html", as_whom=YOUNG),
    Address(
        "youth chat thread, closed",
        lambda: thread(is_open=False),
        "youth/chat/thread.html",
        as_whom=YOUNG,
        is_variant=True,
    ),
    Address("youth chat, new thread", new_thread, "youth/chat/new.html", as_whom=YOUNG),
    Address(
        "youth chat, something private",
        new_thread,
        "youth/chat/new.html",
        walk=with_a_number_in_it,
        as_whom=YOUNG,
        is_variant=True,
    ),
    Address("youth chat, own post", own_post, "youth/chat/own.html", as_whom=YOUNG),
    Address("youth comments", comments, "youth/chat/comments.html"),
    Address(
        "youth report",
        lambda: reverse("youth:report", args=["post", public_post().pk]),
        "youth/report/report.html",
        as_whom=YOUNG,
    ),
    Address(
        "youth report, no reason",
        lambda: reverse("youth:report", args=["post", public_post().pk]),
        "youth/report/report.html",
        walk=without_a_reason,
        as_whom=YOUNG,
        is_variant=True,
    ),
    Address("youth report, thanks", "/youth/report/thanks/?now=1", "youth/report/thanks.html"),
    Address("looking after", DESK, "youth/looking_after/desk.html", as_whom=CHECKED),
    Address("looking after, a post", waiting_post, "youth/looking_after/post.html", as_whom=CHECKED),
    Address("looking after, concerns", f"{DESK}concerns/", "youth/looking_after/concerns.html", as_whom=CHECKED),
    Address(
        "looking after, a concern",
        lambda: concern(is_open=True),
        "youth/looking_after/concern.html",
        as_whom=CHECKED,
    ),
    Address(
        "looking after, a closed concern",
        lambda: concern(is_open=False),
        "youth/looking_after/concern.html",
        as_whom=CHECKED,
        is_variant=True,
    ),
    Address("looking after, rooms", f"{DESK}rooms/", "youth/manage/rooms.html", as_whom=CHECKED),
    Address("looking after, a room", f"{DESK}rooms/new/", "youth/manage/rooms_edit.html", as_whom=CHECKED),
    Address(
        "looking after, a room at night",
        f"{DESK}rooms/new/",
        "youth/manage/rooms_edit.html",
        walk=at_night,
        as_whom=CHECKED,
        is_variant=True,
    ),
]
