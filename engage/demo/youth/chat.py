"""Make the rooms of the chat, what was said in them and under articles, what waits to be read, and two concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from engage.demo.youth import read
from engage.demo.youth.days import days_ago, hours, in_turn
from engage.demo.youth.read import Said
from engage.demo.youth.read import Thread as Talk
from engage.demo.youth.team import Team
from forums.markup import render
from forums.models import Act, Forum, Member, Post, Thread
from people.notices import cancel
from youth.models import ArticlePage, ArticleTalk, ChatRoom
from youth.services.chatting import writer_key
from youth.services.concern_letters import about
from youth.services.concern_steps import close, note, take_down, take_on
from youth.services.concerns import report_post
from youth.services.rooms import comments_room, make_room

State = Post.State
OPENED: Final = timedelta(days=160)
#: What is done about a concern, as the file names it.
STEPS: Final[dict[str, Callable[..., object]]] = {
    "take_on": take_on,
    "take_down": take_down,
    "note": note,
    "close": close,
}


def place_chat(team: Team, *, at: datetime) -> None:
    """Make the rooms with everything in them, once."""
    if ChatRoom.objects.exists():
        return
    rooms = {}
    for place, row in enumerate(read.table("chat")["room"]):
        words = {"name": row["name"], "about": row["about"], "sort_order": place, "band": "", "is_shut": False}
        room = make_room(words=words, hours=hours(), by=team.checked, at=at - OPENED)
        rooms[row["slug"]] = room
        _write(room.forum, read.chat(row["slug"]), team, at=at)
    _comment_on_articles(team, at=at)
    for concern in read.table("concerns")["concern"]:
        _raise(rooms[concern["room"]], concern, team, at=at)


def _write(forum: Forum, talks: list[Talk], team: Team, *, at: datetime) -> list[Thread]:
    """Write threads with their posts, many in a statement, and return them in the order of the file."""
    ordered = sorted(talks, key=lambda talk: -talk.days)
    members = _members(forum, talks, team)
    threads = [
        Thread(forum=forum, number=number, title=talk.title, created_at=days_ago(talk.days, at=at))
        for number, talk in enumerate(ordered, start=1)
    ]
    for thread, talk in zip(threads, ordered, strict=True):
        thread.started_by = members[talk.posts[0].who]
    Thread.objects.bulk_create(threads)
    posts: list[Post] = []
    for thread, talk in zip(threads, ordered, strict=True):
        some = _posts(thread, talk, members, team, at=at)
        _count(thread, some)
        posts += some
    Post.objects.bulk_create(posts)
    fields = ["created_at", "published_at", "last_public_number", "public_count", "last_post_at", "last_number"]
    Thread.objects.bulk_update(threads, fields)
    Act.objects.bulk_create([_act(post) for post in posts if post.published_at is not None])
    Forum.private_rooms.filter(pk=forum.pk).update(last_thread=len(threads))
    return threads


def _members(forum: Forum, talks: list[Talk], team: Team) -> dict[str, Member]:
    """Return who writes in a room, under a key that the room works out from who they are."""
    names = list(dict.fromkeys(said.who for talk in talks for said in talk.posts))
    members = {
        name: Member(
            forum=forum,
            key=writer_key(forum.pk, team.writers[name].pk),
            joined_on=forum.opened_at.date(),
            notices=Member.Notices.NEVER,
        )
        for name in names
    }
    Member.objects.bulk_create(members.values())
    return members


def _posts(thread: Thread, talk: Talk, members: dict[str, Member], team: Team, *, at: datetime) -> list[Post]:
    written = in_turn([said.days for said in talk.posts], at=at)
    posts = [
        _post(thread, number, said, members[said.who], team, written[number - 1])
        for number, said in enumerate(talk.posts, start=1)
    ]
    # What was answered had been let through before, and nothing is let through that is still to come.
    for post, after in zip(posts, [*written[1:], at], strict=True):
        if post.published_at is not None:
            post.published_at = post.decided_at = min(post.published_at, after - timedelta(minutes=1))
    return posts


def _post(thread: Thread, number: int, said: Said, member: Member, team: Team, written_at: datetime) -> Post:
    let_at = None if said.waits else written_at + timedelta(minutes=2 + crc32(said.text.encode()) % 40)
    return Post(
        thread=thread,
        number=number,
        member=member,
        source=said.text,
        html=render(said.text),
        state=State.WAITING if said.waits else State.PUBLIC,
        written_at=written_at,
        published_at=let_at,
        decided_at=let_at,
        decided_by=None if said.waits else team.checked,
    )


def _count(thread: Thread, posts: list[Post]) -> None:
    since = [post.published_at for post in posts if post.published_at is not None]
    thread.created_at = posts[0].written_at
    thread.last_number = len(posts)
    thread.public_count = len(since)
    thread.last_public_number = max((post.number for post in posts if post.published_at is not None), default=0)
    thread.published_at, thread.last_post_at = min(since, default=None), max(since, default=None)


def _act(post: Post) -> Act:
    """Return what stands in the log of a post that was let through."""
    before: dict[str, Any] = {
        "state": State.WAITING.value,
        "held_by": [],
        "rule": None,
        "reason": "",
        "published_at": None,
    }
    return Act(
        forum=post.thread.forum,
        kind=Act.Kind.APPROVE,
        thread=post.thread,
        post=post,
        member=post.member,
        before=before,
        by=post.decided_by,
        made_at=post.decided_at or post.written_at,
    )


def _comment_on_articles(team: Team, *, at: datetime) -> None:
    talks = sorted(read.chat("comments"), key=lambda talk: -talk.days)
    articles = {page.slug: page for page in ArticlePage.objects.filter(slug__in=[talk.title for talk in talks])}
    slugs = [talk.title for talk in talks]
    for talk in talks:
        talk.title = articles[talk.title].title
    threads = _write(comments_room(at=at - OPENED).forum, talks, team, at=at)
    # Nobody begins the thread under an article.
    Thread.objects.filter(pk__in=[thread.pk for thread in threads]).update(started_by=None)
    ArticleTalk.objects.bulk_create(
        [ArticleTalk(article=articles[slug], thread=thread) for slug, thread in zip(slugs, threads, strict=True)]
    )


def _raise(room: ChatRoom, row: dict[str, Any], team: Team, *, at: datetime) -> None:
    """Report a post, and do about it what was done. The letters are taken back: nobody reads these addresses."""
    posts = Post.objects.select_related("thread__forum").filter(thread__forum=room.forum)
    post = posts.get(source__startswith=row["post"])
    made_at = max(days_ago(row["days"], at=at), post.written_at + timedelta(minutes=20))
    concern = report_post(
        post=post,
        reason=row["reason"],
        words=row["words"],
        reporter=team.writers[row["reporter"]],
        network="demonstration",
        at=made_at,
    )
    cancel(about=[about(concern)])
    for step in row["step"]:
        said = {} if step["do"] == "take_on" else {"words": step["words"]}
        if step["do"] == "take_down":
            said = {"reason": step["words"], "rule": room.forum.rules.first()}
        by, moment = team.adults[step["by"]], min(made_at + timedelta(days=step["after"]), at)
        STEPS[step["do"]](concern=concern, by=by, at=moment, **said)
