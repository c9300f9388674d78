"""Writing in the chat: read by a checked adult first, in opening hours, and nothing private is kept.

Somebody writes under a key worked out from who they are in one room. No name is stored with a post: what a young person
is called is read from `Writer` whenever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.timezone import localtime

from core.sealing import keyed_name
from forums.models import Forum, Member, Post, Thread
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import edit_post, withdraw_post
from forums.services.posting import add_post, start_thread
from forums.services.rooms import member_with
from youth.chat_errors import BeingRead, ChatClosed, Paused, PrivateInIt
from youth.chat_hours import Hours, Opening, opening_at, say_opening
from youth.errors import NotJoined
from youth.held_back import private_in
from youth.models import ChatRoom, Concern, Writer

#: What stands with the posts of checked adults, so that everybody sees that it was one.
TEAM: Final = "checked adult"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read the chat: a young person who joined, a checked adult, or one who is both."""

    user: Any
    writer: Writer | None
    is_checked: bool

    @property
    def may_write(self) -> bool:
        return self.is_checked or (self.writer is not None and self.writer.is_in)

    def key(self, forum_id: int) -> str:
        """Return under what they write in one room; who joined writes as a young person."""
        return writer_key(forum_id, self.writer.pk) if self.writer else adult_key(forum_id, self.user.pk)


def writer_key(forum_id: int, writer_id: int) -> str:
    """Return the key of a young person in one room: not to be worked out without the secret."""
    return keyed_name(f"youth-chat:{forum_id}", str(writer_id))


def adult_key(forum_id: int, user_id: int) -> str:
    return keyed_name(f"youth-chat:{forum_id}", f"adult:{user_id}")


def hours_of(room: ChatRoom) -> list[Hours]:
    """Return when a room takes posts; never, once it is shut."""
    return [] if room.is_shut else [Hours(one.weekday, one.opens, one.closes) for one in room.hours.all()]


def opening_of(room: ChatRoom, *, at: datetime) -> Opening:
    return opening_at(hours_of(room), localtime(at))


@transaction.atomic
def begin(*, room: ChatRoom, reader: Reader, title: str, source: str, at: datetime) -> Post:
    """Start a thread. A young person's waits until a checked adult has read it; a checked adult's stands at once.

    Raises:
        NotJoined, Paused: They may not write.
        ChatClosed: The room takes nothing just now.
        PrivateInIt: Something in it is nobody's business; nothing was kept.
        ForumRefusal: As `forums.services.posting.start_thread`.
    """
    _refuse_closed(room, at)
    member = writing_member(room.forum, reader, title, source, at=at)
    post = start_thread(forum=room.forum, member=member, user=AnonymousUser(), title=title, source=source, at=at)
    return _let_own_through(post, reader, at)


@transaction.atomic
def say(*, room: ChatRoom, thread: Thread, reader: Reader, source: str, at: datetime) -> Post:
    """Write in a thread.

    Raises:
        As `begin`.
    """
    _refuse_closed(room, at)
    member = writing_member(room.forum, reader, source, at=at)
    post = add_post(thread=thread, member=member, user=AnonymousUser(), source=source, at=at)
    return _let_own_through(post, reader, at)


@transaction.atomic
def change(*, room: ChatRoom, post: Post, reader: Reader, source: str, at: datetime) -> Post:
    """Change one's own post; it is read anew before anybody sees it.

    Raises:
        As `begin`, and BeingRead: Somebody raised a concern about it.
    """
    if room.kind == ChatRoom.Kind.CHAT:
        _refuse_closed(room, at)
    member = writing_member(room.forum, reader, source, at=at)
    if Concern.objects.filter(post=post).exclude(state=Concern.State.CLOSED).exists():
        raise BeingRead
    changed = edit_post(post=post, member=member, source=source, at=at)
    return _let_own_through(changed, reader, at)


def take_back(*, room: ChatRoom, post: Post, reader: Reader, at: datetime) -> Post:
    """Delete one's own post, whenever one likes, paused or not.

    Raises:
        ForumRefusal: It is somebody else's, or was taken down.
    """
    member = member_with(forum=room.forum, key=reader.key(room.forum_id), at=at)
    return withdraw_post(post=post, member=member, at=at)


def writing_member(forum: Forum, reader: Reader, *typed: str, at: datetime) -> Member:
    """Return as whom somebody writes, once what they typed may be kept.

    Raises:
        NotJoined, Paused: They may not write.
        PrivateInIt: Something in it is nobody's business.
    """
    writer = reader.writer
    if writer is not None and writer.state == Writer.State.PAUSED:
        raise Paused
    if not reader.may_write:
        raise NotJoined
    reasons = private_in("\n".join(typed))
    if reasons:
        raise PrivateInIt(reasons)
    return member_with(forum=forum, key=reader.key(forum.pk), at=at)


def _let_own_through(post: Post, reader: Reader, at: datetime) -> Post:
    """What a checked adult writes has been read by one, and says that it is an adult's."""
    if reader.writer is not None:
        return post
    if post.is_undecided:
        decide(post=post, verdict=Verdict("approve"), by=reader.user, at=at)
    Post.objects.filter(pk=post.pk).update(role=TEAM)
    post.refresh_from_db()
    return post


def _refuse_closed(room: ChatRoom, at: datetime) -> None:
    opening = opening_of(room, at=at)
    if not opening.is_open:
        raise ChatClosed(say_opening(opening))
