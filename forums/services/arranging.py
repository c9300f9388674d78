"""What moderators do with threads, all of it logged: lock, pin, slow down, rename, archive, move, merge, split."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forums.errors import MoveWouldTell, TitleMissing, WrongTarget
from forums.markup import is_empty, tidy
from forums.models import Act, Draft, Forum, Member, Post, PostAlias, ReadMark, Thread, ThreadAlias
from forums.services.moderating import note_act
from forums.services.posting import LONGEST_TITLE, refresh_thread

Kind = Act.Kind
#: Each switch of a thread: its field, and what is put down when it is set and when it is taken away.
SWITCHES: Final = {
    "lock": ("is_locked", Kind.LOCK, Kind.UNLOCK),
    "pin": ("is_pinned", Kind.PIN, Kind.UNPIN),
    "archive": ("is_archived", Kind.ARCHIVE, Kind.UNARCHIVE),
}
SLOWEST: Final = 86_400


@transaction.atomic
def switch_thread(*, thread: Thread, switch: str, is_on: bool, by: Any, at: datetime, reason: str = "") -> Thread:
    """Lock, pin or archive a thread, or take that back. Done twice is done once.

    Raises:
        KeyError: There is no such switch.
    """
    field, on, off = SWITCHES[switch]
    held = hold_thread(thread)
    if getattr(held, field) == is_on:
        return held
    setattr(held, field, is_on)
    held.save(update_fields=[field])
    note_act(forum=held.forum, kind=on if is_on else off, by=by, at=at, thread=held, reason=reason.strip())
    return held


@transaction.atomic
def slow_thread(*, thread: Thread, seconds: int, by: Any, at: datetime) -> Thread:
    """Set how many seconds lie between two posts of one person in this thread; 0 is as fast as one likes."""
    held = hold_thread(thread)
    held.slow_mode_seconds = max(0, min(seconds, SLOWEST))
    held.save(update_fields=["slow_mode_seconds"])
    note_act(forum=held.forum, kind=Kind.SLOW, by=by, at=at, thread=held)
    return held


@transaction.atomic
def rename_thread(*, thread: Thread, title: str, by: Any, at: datetime) -> Thread:
    """Give a thread another title.

    Raises:
        TitleMissing: It is empty.
    """
    title = " ".join(tidy(title).split())[:LONGEST_TITLE]
    if is_empty(title):
        raise TitleMissing
    held = hold_thread(thread)
    held.title = title
    held.save(update_fields=["title"])
    note_act(forum=held.forum, kind=Kind.RENAME, by=by, at=at, thread=held)
    return held


@transaction.atomic
def move_thread(*, thread: Thread, forum: Forum, by: Any, at: datetime) -> Thread:
    """Move a thread to another open forum; its old address leads there. Nothing moves out of a closed community.

    Nobody carries a name from one community into another: there its posts stand as those of a member of another one.

    Raises:
        MoveWouldTell: One of the two is closed.
        WrongTarget: It stands there already, or there is archived.
    """
    held = hold_thread(thread)
    there = Forum.objects.select_for_update(of=("self",)).select_related("community").get(pk=forum.pk)
    if there.pk == held.forum_id or there.is_archived:
        raise WrongTarget
    if there.is_closed or held.forum.is_closed:
        raise MoveWouldTell
    before = held.forum
    ThreadAlias.objects.create(forum=before, number=held.number, thread=held)
    there.last_thread += 1
    there.save(update_fields=["last_thread"])
    held.forum, held.number = there, there.last_thread
    held.save(update_fields=["forum", "number"])
    ReadMark.objects.filter(thread=held).delete()
    Draft.objects.filter(thread=held).delete()
    note_act(forum=before, kind=Kind.MOVE, by=by, at=at, thread=held)
    note_act(forum=there, kind=Kind.MOVE, by=by, at=at, thread=held)
    return held


@transaction.atomic
def merge_threads(*, thread: Thread, into: Thread, by: Any, at: datetime) -> Thread:
    """Append all posts of one thread to another of the same forum. Posts get new numbers; old addresses lead there.

    Raises:
        WrongTarget: It is the same, another forum's, merged itself, or a question.
    """
    held = {one.pk: one for one in hold_threads([thread.pk, into.pk])}
    source, target = held[thread.pk], held[into.pk]
    if source.pk == target.pk or source.forum_id != target.forum_id:
        raise WrongTarget
    if source.merged_into_id or target.merged_into_id or hasattr(source, "question"):
        raise WrongTarget
    _carry(list(source.posts.order_by("number")), source, target)
    source.merged_into, source.is_pinned = target, False
    source.save(update_fields=["merged_into", "is_pinned"])
    Thread.objects.filter(merged_into=source).update(merged_into=target)
    ThreadAlias.objects.filter(thread=source).update(thread=target)
    ReadMark.objects.filter(thread=source).delete()
    refresh_thread(source)
    refresh_thread(target)
    note_act(forum=target.forum, kind=Kind.MERGE, by=by, at=at, thread=target)
    return target


@transaction.atomic
def split_thread(*, thread: Thread, numbers: Collection[int], title: str, by: Any, at: datetime) -> Thread:
    """Take these posts out into a thread of their own. Those that stay keep their numbers, and so their pages.

    Raises:
        TitleMissing: The new thread has none.
        WrongTarget: None of the posts is in this thread, or all of them are.
    """
    title = " ".join(tidy(title).split())[:LONGEST_TITLE]
    if is_empty(title):
        raise TitleMissing(field="new_title")
    source = hold_thread(thread)
    chosen = list(source.posts.filter(number__in=list(numbers)[:1000], is_answer=False).order_by("number"))
    if not chosen or len(chosen) == source.posts.count():
        raise WrongTarget(_("Name some of the posts of this thread by their numbers, and not all."), field="numbers")
    forum = Forum.objects.select_for_update(of=("self",)).get(pk=source.forum_id)
    forum.last_thread += 1
    forum.save(update_fields=["last_thread"])
    starter: Member | None = chosen[0].member
    target = Thread.objects.create(
        forum=source.forum, number=forum.last_thread, title=title, started_by=starter, created_at=at
    )
    _carry(chosen, source, target)
    refresh_thread(source)
    refresh_thread(target)
    note_act(forum=source.forum, kind=Kind.SPLIT, by=by, at=at, thread=target)
    return target


def hold_thread(thread: Thread) -> Thread:
    return hold_threads([thread.pk])[0]


def hold_threads(ids: Collection[int]) -> list[Thread]:
    """Hold the rows of one thread or two, always in the same order."""
    rows = Thread.objects.select_for_update(of=("self",)).select_related("forum__community").filter(pk__in=ids)
    return list(rows.order_by("pk"))


def _carry(posts: list[Post], source: Thread, target: Thread) -> None:
    """Give posts the next numbers of another thread, and note where each one stood."""
    last = target.posts.aggregate(last=Max("number"))["last"] or 0
    target.last_number = max(target.last_number, last)
    aliases = [PostAlias(thread=source, number=post.number, post=post) for post in posts]
    for post in posts:
        target.last_number += 1
        post.thread, post.number = target, target.last_number
    Post.objects.bulk_update(posts, ["thread", "number"], batch_size=200)
    PostAlias.objects.bulk_create(aliases, batch_size=500)
