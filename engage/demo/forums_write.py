"""Turn the talk of the demonstration into threads and posts, many in a statement, counted as the services count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from django.utils import timezone

from engage.demo.forums_read import Said, Talk
from forums.filters import held_by
from forums.markup import render
from forums.models import Act, Forum, Member, Moderator, Post, PostVersion, ReadMark, Thread

State = Post.State
MARKS: Final = {"waiting": State.WAITING, "held": State.HELD, "withdrawn": State.WITHDRAWN}
HOME_HOURS: Final[tuple[int, ...]] = (7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 19, 19, 20, 20, 21, 21, 22, 6, 23)
OFFICE_HOURS: Final[tuple[int, ...]] = (9, 9, 10, 11, 12, 14, 15, 16)
EDITED_AFTER: Final = timedelta(minutes=4)
Members = dict[tuple[str, str], Member]


@dataclass
class Desk:
    """Everything that is needed to write one community's talk."""

    forum: Forum
    members: Members
    at: datetime


def write_talks(desk: Desk, talks: list[Talk]) -> dict[str, Thread]:
    """Write the threads of a community with their posts, and return them by name."""
    ordered = sorted(talks, key=lambda talk: -talk.first)
    threads = [_thread(desk, talk, number) for number, talk in enumerate(ordered, start=1)]
    Thread.objects.bulk_create(threads)
    by_thread = [_posts(desk, talk, thread) for talk, thread in zip(ordered, threads, strict=True)]
    posts = [post for some in by_thread for post in some]
    let_through = _let_wait(desk, posts)
    Post.objects.bulk_create(posts, batch_size=200)
    for thread, some in zip(threads, by_thread, strict=True):
        _count(thread, some)
    fields = ["created_at", "published_at", "last_public_number", "public_count", "last_post_at", "last_number"]
    Thread.objects.bulk_update(threads, fields)
    Act.objects.bulk_create(_acts(desk, let_through), batch_size=200)
    ReadMark.objects.bulk_create(_marks(posts), batch_size=200)
    PostVersion.objects.bulk_create(_versions(ordered, by_thread))
    Forum.objects.filter(pk=desk.forum.pk).update(last_thread=len(threads))
    return {talk.name: thread for talk, thread in zip(ordered, threads, strict=True)}


def moments(talk: Talk, *, at: datetime) -> list[datetime]:
    """Return when each post of a thread was written: thick at first, thinner later, seldom at night, never ahead."""
    number = len(talk.posts)
    found: list[datetime] = []
    for place in range(number):
        share = (place / max(1, number - 1)) ** 1.5
        moment = at - timedelta(days=talk.first - (talk.first - talk.last) * share)
        moment = _by_day(moment, talk, place, at=at)
        latest = at - timedelta(minutes=7 * (number - place))
        earliest = found[-1] + timedelta(minutes=5 + _dice(talk, place) % 37) if found else moment
        found.append(min(max(moment, earliest), latest))
    return found


def _by_day(moment: datetime, talk: Talk, place: int, *, at: datetime) -> datetime:
    """Give a moment an hour at which people write, and officers work; what is of today only leaves the night."""
    local, dice = timezone.localtime(moment), _dice(talk, place)
    if at - moment < timedelta(days=2):
        return local - timedelta(hours=local.hour + 2) if local.hour < 6 else local
    hours = HOME_HOURS
    if talk.posts[place].body:
        hours = OFFICE_HOURS
        local += timedelta(days=max(0, 7 - local.weekday()) if local.weekday() >= 5 else 0)
    return local.replace(hour=hours[dice % len(hours)], minute=dice // 19 % 60, second=dice // 1140 % 60)


def _dice(talk: Talk, place: int) -> int:
    """Return a number that is the same each time."""
    return crc32(f"{talk.name}/{place}".encode())


def _thread(desk: Desk, talk: Talk, number: int) -> Thread:
    first = talk.posts[0]
    return Thread(
        forum=desk.forum,
        number=number,
        title=talk.title,
        started_by=desk.members[first.who, first.body],
        created_at=desk.at,
    )


def _posts(desk: Desk, talk: Talk, thread: Thread) -> list[Post]:
    address = thread.get_absolute_url()
    written = moments(talk, at=desk.at)
    return [
        _post(desk, thread, said, number, written[number - 1], address)
        for number, said in enumerate(talk.posts, start=1)
    ]


def _post(desk: Desk, thread: Thread, said: Said, number: int, written_at: datetime, address: str) -> Post:
    member = desk.members[said.who, said.body]
    state = MARKS.get(said.mark, State.PUBLIC)
    source = "" if state == State.WITHDRAWN else said.source(address)
    held = held_by(source, is_newcomer=True, words=desk.forum.words_held()) if state == State.HELD else []
    is_answer = said.mark == "answer"
    return Post(
        thread=thread,
        number=number,
        member=None if is_answer else member,
        is_answer=is_answer,
        organisation_id=member.organisation_id,
        role=member.role,
        source=source,
        html=render(source) if source else "",
        state=state,
        held_by=[hold.value for hold in held],
        written_at=written_at,
        published_at=None if state in Post.UNDECIDED else written_at,
        edited_at=written_at + EDITED_AFTER if said.mark == "edited" else None,
    )


def _let_wait(desk: Desk, posts: list[Post]) -> list[Post]:
    """Have the first posts of each member wait for a moderator a while, and return those that were let through."""
    counted: dict[int, int] = {}
    waited = []
    followed = {(post.thread.pk, post.number): post.written_at for post in posts}
    for post in sorted(posts, key=lambda one: one.written_at):
        if post.published_at is None or post.organisation_id or post.member is None:
            continue
        seen = counted.get(post.member.pk, 0)
        if seen < desk.forum.first_posts_wait:
            after = followed.get((post.thread.pk, post.number + 1), desk.at) - post.written_at
            wait = timedelta(minutes=3 + crc32(post.source.encode()) % 170)
            post.published_at = post.decided_at = post.written_at + min(wait, after * 0.7)
            waited.append(post)
        counted[post.member.pk] = seen + (post.state == State.PUBLIC)
    return waited


def _count(thread: Thread, posts: list[Post]) -> None:
    public = [post for post in posts if post.state == State.PUBLIC]
    since = [post.published_at for post in public if post.published_at is not None]
    thread.created_at = posts[0].written_at
    thread.last_number = len(posts)
    thread.public_count = len(public)
    thread.last_public_number = max((post.number for post in public), default=0)
    thread.published_at, thread.last_post_at = min(since, default=None), max(since, default=None)


def _acts(desk: Desk, posts: list[Post]) -> list[Act]:
    """Return what stands in the log for each post that was let through."""
    moderators = list(Moderator.objects.filter(forum=desk.forum).order_by("pk"))
    before: dict[str, Any] = {
        "state": State.WAITING.value,
        "held_by": [],
        "rule": None,
        "reason": "",
        "published_at": None,
    }
    return [
        Act(
            forum=desk.forum,
            kind=Act.Kind.APPROVE,
            thread=post.thread,
            post=post,
            member=post.member,
            before=dict(before),
            by_id=moderators[place % len(moderators)].user_id,
            made_at=post.published_at or desk.at,
        )
        for place, post in enumerate(posts)
    ]


def _marks(posts: list[Post]) -> list[ReadMark]:
    """Return how far everybody has read: to their own last post, as whoever writes does."""
    last: dict[tuple[int, int], ReadMark] = {}
    for post in posts:
        if post.member is not None:
            key = (post.member.pk, post.thread.pk)
            last[key] = ReadMark(
                member=post.member, thread=post.thread, last_number=post.number, is_followed=not post.organisation_id
            )
    return list(last.values())


def _versions(talks: list[Talk], by_thread: list[list[Post]]) -> list[PostVersion]:
    """Return what edited posts said before."""
    return [
        PostVersion(post=post, source=said.before(), html=render(said.before()), replaced_at=post.edited_at)
        for talk, posts in zip(talks, by_thread, strict=True)
        for said, post in zip(talk.posts, posts, strict=True)
        if post.edited_at is not None
    ]
