"""Writing: a new thread, a reply. Held or waiting where it must, public otherwise; one press is one post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Max, Min

from core.ratelimit import take
from forums.errors import (
    Closed,
    MustWait,
    NotAMember,
    NothingWritten,
    NotUsable,
    RoleEnded,
    RoleMissing,
    Suspended,
    ThreadClosed,
    TitleMissing,
    TooLong,
)
from forums.filters import held_by
from forums.markup import LONGEST, UnusableText, is_empty, render, tidy
from forums.models import Draft, Forum, Member, Picture, Post, ReadMark, Suspension, Thread
from forums.names import account_of
from forums.permissions import bodies_of
from forums.services.picturing import described, take_out
from people.models import User

State = Post.State
#: The same words from the same person within this time are the same post: pressed twice.
SAME: Final = timedelta(minutes=10)
POSTS_AN_HOUR: Final = 30
THREADS_A_DAY: Final = 10
HOUR: Final = 60 * 60
DAY: Final = 24 * HOUR
LONGEST_TITLE: Final = 150


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, as it is kept and as it is shown."""

    source: str
    html: str
    title: str = ""
    alts: tuple[str, ...] = ()

    def looked_at(self) -> str:
        """Return all of it that filters look at."""
        return "\n".join([self.title, self.source, *self.alts])


@transaction.atomic
def start_thread(*, forum: Forum, member: Member, user: Any, title: str, source: str, at: datetime) -> Post:
    """Start a thread with its first post.

    Raises:
        ForumRefusal: As `add_post`, and TitleMissing.
    """
    member = _held_member(member, user, at=at)
    draft = draft_of(member, None)
    text = read_text(source, title=title, needs_title=True, alts=_alts(draft))
    known = _same(Post.objects.filter(thread__forum=forum, number=1, thread__title=text.title), member, text, at=at)
    if known is not None:
        drop_draft(draft)
        return known
    forum = Forum._base_manager.select_for_update(of=("self",)).select_related("community").get(pk=forum.pk)
    if forum.is_archived:
        raise Closed
    _check_pace(member, forum, forum.slow_mode_seconds, at=at)
    _check_allowance(member, "forum-threads", THREADS_A_DAY, DAY, at=at)
    forum.last_thread += 1
    forum.save(update_fields=["last_thread"])
    thread = Thread.objects.create(
        forum=forum, number=forum.last_thread, title=text.title, started_by=member, created_at=at
    )
    return _write(thread, member, text, draft, at=at)


@transaction.atomic
def add_post(*, thread: Thread, member: Member, user: Any, source: str, at: datetime) -> Post:
    """Reply in a thread. The same words sent again within ten minutes are the same post.

    Raises:
        NotAMember: They are not in this community.
        RoleMissing, RoleEnded: An officer who does not write as one, or writes for a body they left.
        Suspended: A moderator paused them.
        ThreadClosed: It is locked, archived or merged, or its forum is archived.
        NothingWritten, TooLong, NotUsable: The text is none.
        AltMissing: Nothing is said about a picture kept with the draft.
        MustWait: They write too fast; the wait is told.
    """
    member = _held_member(member, user, at=at)
    draft = draft_of(member, thread)
    text = read_text(source, alts=_alts(draft))
    locked = Thread.objects.select_for_update(of=("self",)).select_related("forum__community").get(pk=thread.pk)
    known = _same(Post.objects.filter(thread=locked), member, text, at=at)
    if known is not None:
        drop_draft(draft)
        return known
    if not locked.takes_posts():
        raise ThreadClosed
    pace = max(locked.slow_mode_seconds, locked.forum.slow_mode_seconds)
    _check_pace(member, locked.forum, pace, at=at)
    _check_allowance(member, "forum-posts", POSTS_AN_HOUR, HOUR, at=at)
    return _write(locked, member, text, draft, at=at)


def draft_of(member: Member, thread: Thread | None) -> Draft | None:
    return Draft.objects.filter(member=member, thread=thread).first()


def drop_draft(draft: Draft | None) -> None:
    """Forget a draft with the pictures that are still beside it."""
    if draft is not None:
        take_out(Picture.objects.filter(draft=draft))
        draft.delete()


def read_text(source: str, *, title: str = "", needs_title: bool = False, alts: Iterable[str] = ()) -> Text:
    """Return what was typed as it is kept.

    Raises:
        NothingWritten, TooLong, NotUsable, TitleMissing: It cannot be.
    """
    try:
        source, title = tidy(source), " ".join(tidy(title).split())[:LONGEST_TITLE]
    except UnusableText:
        raise NotUsable from None
    if needs_title and is_empty(title):
        raise TitleMissing
    if is_empty(source):
        raise NothingWritten
    if len(source) > LONGEST:
        raise TooLong
    return Text(source, render(source), title, tuple(alts))


def state_for(member: Member, forum: Forum, text: Text) -> tuple[str, list[str]]:
    """Return how a post of this member begins, and the filters that hold it. Bodies' officers wait for nobody."""
    if member.is_official:
        return State.PUBLIC, []
    newcomer = is_newcomer(member, forum)
    holds = held_by(text.looked_at(), is_newcomer=newcomer, words=forum.words_held())
    if holds:
        return State.HELD, [hold.value for hold in holds]
    return (State.WAITING if newcomer else State.PUBLIC), []


def refuse_paused(member: Member, *, at: datetime) -> None:
    """Refuse what a member who is paused may not do.

    Raises:
        Suspended: A moderator paused their writing; until when is told.
    """
    for given in Suspension.objects.filter(member=member, lifted_at=None, ends_at__gt=at):
        if given.stands_at(at):
            raise Suspended(given.ends_at)


def refuse_role(member: Member, user: Any) -> None:
    """Refuse an officer who does not write as one, and whoever writes for a body they left.

    Raises:
        RoleMissing, RoleEnded: They have to say first as whom they write.
    """
    bodies = [body.pk for body in bodies_of(user)]
    if member.organisation_id is None and bodies:
        raise RoleMissing
    if member.organisation_id is not None and member.organisation_id not in bodies:
        raise RoleEnded


def refuse_ended_role(member: Member) -> None:
    """Refuse to have words changed that stand under a body's name, by somebody who no longer writes for it.

    Raises:
        RoleEnded: They do not.
    """
    if member.organisation_id is not None:
        refuse_role(member, User.objects.filter(pk=account_of(member.content) or 0).first())


def is_newcomer(member: Member, forum: Forum) -> bool:
    """Whether their posts are read first: the forum has every post read, or they are new in it."""
    if forum.reads_every_post:
        return True
    needed = forum.first_posts_wait
    return needed > 0 and Post.objects.public().filter(member=member)[:needed].count() < needed


def refresh_thread(thread: Thread) -> None:
    """Count a thread anew, under its lock: what is public in it, since when, and when last."""
    found = Post.objects.public().filter(thread=thread)
    counted = found.aggregate(
        number=Max("number"), count=Count("pk"), first=Min("published_at"), last=Max("published_at")
    )
    if thread.published_at is None:
        thread.published_at = counted["first"]
    thread.last_public_number, thread.public_count = counted["number"] or 0, counted["count"]
    thread.last_post_at = counted["last"]
    thread.save(update_fields=["published_at", "last_public_number", "public_count", "last_post_at", "last_number"])


def _held_member(member: Member, user: Any, *, at: datetime) -> Member:
    """Hold the member's row, so that two presses follow each other, and check that they may write at all."""
    held = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not held.is_in:
        raise NotAMember
    refuse_role(held, user)
    refuse_paused(held, at=at)
    return held


def _same(posts: Any, member: Member, text: Text, *, at: datetime) -> Post | None:
    found: Post | None = posts.filter(member=member, source=text.source, written_at__gt=at - SAME).first()
    return found


def _check_pace(member: Member, forum: Forum, seconds: int, *, at: datetime) -> None:
    """Slow mode: so many seconds between two posts of one person. Bodies' officers are not held up."""
    if not seconds or member.is_official:
        return
    last = Post.objects.filter(member=member).order_by("-written_at").values_list("written_at", flat=True).first()
    passed = (at - last).total_seconds() if last else seconds
    if passed < seconds:
        raise MustWait(max(1, round(seconds - passed)))


def _check_allowance(member: Member, name: str, limit: int, seconds: int, *, at: datetime) -> None:
    allowance = take(name=name, who=member.key, limit=limit, seconds=seconds, at=at)
    if not allowance.is_granted:
        raise MustWait(allowance.retry_after)


def _alts(draft: Draft | None) -> list[str]:
    return described(draft.pictures.all()) if draft is not None else []


def _write(thread: Thread, member: Member, text: Text, draft: Draft | None, *, at: datetime) -> Post:
    """Give a post the next number of a thread that is held, with the draft's pictures, and count the thread anew."""
    state, holds = state_for(member, thread.forum, text)
    thread.last_number += 1
    post = Post.objects.create(
        thread=thread,
        number=thread.last_number,
        member=member,
        organisation_id=member.organisation_id,
        role=member.role,
        source=text.source,
        html=text.html,
        state=state,
        held_by=holds,
        written_at=at,
        published_at=at if state == State.PUBLIC else None,
    )
    if draft is not None:
        Picture.objects.filter(draft=draft).update(post=post, draft=None)
        drop_draft(draft)
    refresh_thread(thread)
    mark = {"last_number": post.number, "is_followed": True}
    ReadMark.objects.update_or_create(member=member, thread=thread, defaults=mark)
    return post
