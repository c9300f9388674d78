"""Rooms of the chat for tests, open at one moment that is always in opening hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from forums.models import Post
from tests.youth.factories import make_checked
from youth.chat_hours import Hours
from youth.models import ChatRoom, Writer
from youth.permissions import is_checked_adult
from youth.services.chatting import Reader, begin, say
from youth.services.reading_first import let_through
from youth.services.rooms import make_room

ALWAYS = [Hours(day, time(0), time(23, 59, 59)) for day in range(7)]


def now() -> datetime:
    return timezone.now()


def make_chat(*, by: Any = None, hours: Any = None, name: str = "The Bench", **words: Any) -> ChatRoom:
    """Return a room, open all week unless said otherwise."""
    values = {"name": name, "about": "", "band": "", "is_shut": False, "sort_order": 0} | words
    room = make_room(words=values, hours=ALWAYS if hours is None else hours, by=by or make_checked(), at=now())
    return ChatRoom.objects.select_related("forum").prefetch_related("hours").get(pk=room.pk)


def reader(who: Any) -> Reader:
    """Return a young person, or an adult, as they read the chat."""
    if isinstance(who, Writer):
        return Reader(who.user, who, is_checked=False)
    return Reader(who, None, is_checked=is_checked_adult(who, today=timezone.localdate()))


def make_talk(
    room: ChatRoom, who: Any, *, by: Any = None, title: str = "Late buses", source: str = "They stop at six."
) -> Post:
    """Return the first post of a thread, let through by a checked adult."""
    post = begin(room=room, reader=reader(who), title=title, source=source, at=now())
    if post.is_undecided:
        let_through(post=post, by=by or make_checked(), at=now())
    post.refresh_from_db()
    return post


def make_reply(room: ChatRoom, first: Post, who: Any, source: str, *, by: Any = None, is_read: bool = True) -> Post:
    """Return a reply, let through unless said otherwise."""
    post = say(room=room, thread=first.thread, reader=reader(who), source=source, at=now())
    if is_read and post.is_undecided:
        let_through(post=post, by=by or make_checked(), at=now())
    post.refresh_from_db()
    return post


def written_ago(post: Post, ago: timedelta) -> None:
    Post.objects.filter(pk=post.pk).update(written_at=now() - ago)
