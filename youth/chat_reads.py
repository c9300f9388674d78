"""The chat and the comments as one reader sees them. Whoever may not be there is answered as if nothing were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.markup import link_mentions
from forums.models import HouseRule, Post, Thread
from forums.paging import numbers_on, page_of_number, pages_up_to
from youth.chat_hours import say_opening, say_week
from youth.clocks import NOT_LET_THROUGH
from youth.models import ArticleTalk, ChatRoom, Writer
from youth.permissions import is_checked_adult, writer_of
from youth.services.chatting import TEAM, Reader, hours_of, opening_of, writer_key

State = Post.State
#: A thread begins with what its starter wrote, the title with it: while that is out of sight, so is the thread.
OUT_OF_SIGHT: Final = (State.WAITING, State.HELD, State.REMOVED)
INSIDE: Final = frozenset({Writer.State.IN, Writer.State.PAUSED})
THREADS_A_PAGE: Final = 30
#: How long a wait is, is said from so many decisions on.
ENOUGH: Final = 5
LOOKED_AT: Final = 20
HOURS_OF_A_DAY: Final = 24


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room in the list, with how it stands in words."""

    room: ChatRoom
    is_open: bool
    hours: str


@dataclass(frozen=True, slots=True)
class Said:
    """One post as this reader sees it: with words, or as the place where words were."""

    post: Post
    author: str
    is_team: bool
    is_own: bool
    html: SafeString | str
    may_change: bool

    @property
    def may_be_reported(self) -> bool:
        return self.post.is_public and not self.is_own


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a thread; posts keep their page for ever."""

    said: Sequence[Said]
    number: int
    pages: int

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def reader_of(user: Any, *, today: date) -> Reader | None:
    """Return as whom this person reads the chat; None where they may not."""
    writer = writer_of(user)
    inside = writer if writer is not None and writer.state in INSIDE else None
    is_checked = is_checked_adult(user, today=today)
    return Reader(user, inside, is_checked) if inside is not None or is_checked else None


def access_reader(user: Any, *, today: date) -> Reader:
    """Return as whom this person reads the chat.

    Raises:
        Http404: They may not.
    """
    reader = reader_of(user, today=today)
    if reader is None:
        raise Http404
    return reader


def access_chat_room(slug: str, *, reader: Reader) -> ChatRoom:
    """Return a room of the chat that this reader may be in.

    Raises:
        Http404: There is none, or it is for another age.
    """
    found = _rooms_for(reader).filter(slug=slug).select_related("forum").prefetch_related("hours").first()
    if found is None:
        raise Http404
    return found


def access_thread(room: ChatRoom, number: int, *, reader: Reader) -> Thread:
    """Return a thread of a room that this reader may see: let through, or their own.

    Raises:
        Http404: There is none, or nobody has read it yet.
    """
    own = Q(started_by__key=reader.key(room.forum_id))
    threads = room.forum.threads.filter(number=number, merged_into=None)
    found = threads.annotate(is_out=_begins_out_of_sight()).filter(Q(is_out=False, published_at__isnull=False) | own)
    thread: Thread | None = found.first()
    if thread is None:
        raise Http404
    thread.forum = room.forum
    return thread


def access_own_post(pk: int, *, reader: Reader) -> tuple[ChatRoom, Post]:
    """Return a post of this reader's, with the room it stands in.

    Raises:
        Http404: There is none, it is somebody else's, or its words are gone.
    """
    rooms = ChatRoom.objects.select_related("forum").prefetch_related("hours")
    near = ("thread__forum__chat_room", "thread__article_link__article", "member")
    post = Post.objects.select_related(*near).filter(pk=pk, thread__forum__chat_room__isnull=False).first()
    if post is None or post.member is None or post.member.key != reader.key(post.thread.forum_id):
        raise Http404
    if post.state in {State.REMOVED, State.WITHDRAWN}:
        raise Http404
    return rooms.get(forum=post.thread.forum_id), post


def rooms_for(reader: Reader, *, at: datetime) -> list[RoomLine]:
    """Return the rooms this reader may be in, in order; two statements."""
    return [line_of(room, at=at) for room in _rooms_for(reader).prefetch_related("hours")]


def line_of(room: ChatRoom, *, at: datetime) -> RoomLine:
    """Say how a room stands."""
    if room.is_shut:
        return RoomLine(room, is_open=False, hours=_("Shut for good. You can still read it."))
    opening = opening_of(room, at=at)
    return RoomLine(room, is_open=opening.is_open, hours=say_opening(opening))


def week_of(room: ChatRoom) -> list[tuple[str, str]]:
    return say_week(hours_of(room))


def threads_of(room: ChatRoom) -> QuerySet[Thread]:
    """Return what is talked about in a room, the newest words first."""
    seen = room.forum.threads.filter(published_at__isnull=False, merged_into=None)
    shown = seen.annotate(is_out=_begins_out_of_sight()).filter(is_out=False)
    return shown.order_by(F("last_post_at").desc(nulls_last=True), "-pk")


def own_beginnings(room: ChatRoom, reader: Reader, *, at: datetime) -> list[Post]:
    """Return how the threads of this reader begin that nobody else sees: waiting, or not let through lately."""
    mine = Post.objects.filter(thread__forum=room.forum, number=1, member__key=reader.key(room.forum_id))
    recent = mine.filter(state__in=OUT_OF_SIGHT, written_at__gt=at - NOT_LET_THROUGH)
    return list(recent.select_related("thread", "rule").order_by("-written_at"))


def page_of(thread: Thread, *, reader: Reader | None, page: int, at: datetime) -> Page:
    """Return a page of a thread, without a page (0) the last; two statements, however long it is."""
    pages = pages_up_to(thread.last_number)
    page = min(page, pages) if page > 0 else pages
    numbers = numbers_on(page)
    own = Q(member__key=reader.key(thread.forum_id)) if reader else Q(pk__in=[])
    seen = Q(state__in=Post.SEEN_BY_ALL, published_at__isnull=False)
    posts = thread.posts.filter(seen | own, number__gte=numbers.start, number__lt=numbers.stop)
    rows = list(posts.select_related("member", "rule").order_by("number"))
    names = pen_names(rows, thread.forum_id)
    own_key = reader.key(thread.forum_id) if reader else ""
    return Page([_said(post, names, own_key, at=at) for post in rows], page, pages)


def pen_names(posts: Iterable[Post], forum_id: int) -> dict[str, str]:
    """Return the pen name behind each key in a room, as it is today; one statement."""
    keys = {post.member.key for post in posts if post.member is not None}
    if not keys:
        return {}
    gone = Writer.State.LEFT
    rows = Writer.objects.exclude(state=gone).values_list("pk", "pen_name")
    known = {writer_key(forum_id, pk): name for pk, name in rows}
    return {key: known[key] for key in keys if key in known}


def author_of(post: Post, names: dict[str, str]) -> str:
    """Return what stands above a post."""
    if post.role == TEAM:
        return _("A checked adult")
    return names.get(post.member.key if post.member else "", _("Somebody who has left"))


def rules_of(room: ChatRoom) -> list[HouseRule]:
    return list(room.forum.rules.filter(is_retired=False))


def post_url(room: ChatRoom, post: Post) -> str:
    """Return where a post stands in the chat."""
    page = page_of_number(post.number)
    ask = f"?page={page}" if page > 1 else ""
    return f"{room.get_absolute_url()}{post.thread.number}/{ask}#post-{post.number}"


def usual_wait() -> str:
    """Say how long it usually took lately until a checked adult had read a post; one statement."""
    read = Post.objects.filter(thread__forum__chat_room__isnull=False, decided_at__isnull=False).exclude(role=TEAM)
    rows = read.order_by("-decided_at").values_list("written_at", "decided_at")[:LOOKED_AT]
    spans = [(decided - written).total_seconds() for written, decided in rows if decided is not None]
    if len(spans) < ENOUGH:
        return _("A checked adult reads it first, usually within a day.")
    hours = max(1, -(-int(median(spans)) // 3600))
    if hours >= HOURS_OF_A_DAY:
        days = -(-hours // HOURS_OF_A_DAY)
        wait = ngettext("usually within a day", "usually within %(n)s days", days) % {"n": days}
    else:
        wait = ngettext("usually within an hour", "usually within %(n)s hours", hours) % {"n": hours}
    return _("A checked adult reads it first, %(wait)s.") % {"wait": wait}


def talk_of(article_id: int) -> Thread | None:
    """Return the thread of comments under an article, if anybody has begun it."""
    found = ArticleTalk.objects.select_related("thread__forum").filter(article=article_id).first()
    return found.thread if found is not None else None


def _rooms_for(reader: Reader) -> QuerySet[ChatRoom]:
    rooms = ChatRoom.objects.filter(kind=ChatRoom.Kind.CHAT)
    if reader.is_checked or reader.writer is None:
        return rooms
    return rooms.filter(band__in=["", reader.writer.band])


def _begins_out_of_sight() -> Exists:
    first = Post.objects.filter(thread=OuterRef("pk"), number=1, state__in=OUT_OF_SIGHT)
    return Exists(first)


def _said(post: Post, names: dict[str, str], own_key: str, *, at: datetime) -> Said:
    is_own = post.member is not None and post.member.key == own_key
    has_words = post.is_public or (is_own and post.state in OUT_OF_SIGHT)
    return Said(
        post=post,
        author=author_of(post, names),
        is_team=post.role == TEAM,
        is_own=is_own,
        html=link_mentions(post.html, forum="", known={}) if has_words else "",
        may_change=is_own and post.may_be_edited(at=at),
    )
