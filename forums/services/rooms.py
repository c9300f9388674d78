"""Private rooms: forums of no community, for a room above that has people of its own, such as a jury.

Everything in the forums looks for communities' forums (`Forum.objects`) and never comes across these. Who may come in,
and who is behind a key, is known above; here is no name and no account.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from forums.models import Act, Draft, Forum, HouseRule, Member, Post, PostVersion, ReadMark, Report, Suspension, Thread
from forums.services.keeping import FIRST_RULES


@transaction.atomic
def open_room(*, at: datetime, rules: Iterable[tuple[Any, Any]] = FIRST_RULES, reads_every_post: bool = False) -> Forum:
    """Make a private room, with rules of the house to begin with. Nobody's first posts wait: either all do, or none."""
    forum = Forum.private_rooms.create(
        community=None, is_closed=True, first_posts_wait=0, reads_every_post=reads_every_post, opened_at=at
    )
    for number, (title, text) in enumerate(rules, start=1):
        HouseRule.objects.create(forum=forum, number=number, title=title, text=text)
    return forum


@transaction.atomic
def open_talk(*, forum: Forum, title: str, at: datetime) -> Thread:
    """Begin a thread in a private room, that nobody has started and nothing stands in yet."""
    held = Forum.private_rooms.select_for_update(of=("self",)).get(pk=forum.pk)
    held.last_thread += 1
    held.save(update_fields=["last_thread"])
    return Thread.objects.create(forum=held, number=held.last_thread, title=title[:150], created_at=at)


def member_with(*, forum: Forum, key: str, at: datetime) -> Member:
    """Return who writes under a key in a private room; the room above makes the key and knows whose it is."""
    defaults = {"forum": forum, "joined_on": at.date(), "notices": Member.Notices.NEVER}
    return Member.objects.get_or_create(key=key, defaults=defaults)[0]


@transaction.atomic
def forget_unread(*, keys: Collection[str]) -> None:
    """Erase of these members what nobody reads any more: words that were removed or never let through, earlier ones."""
    posts = Post.objects.filter(member__key__in=keys)
    PostVersion.objects.filter(post__in=posts).delete()
    posts.filter(state__in=Post.UNDECIDED).update(state=Post.State.WITHDRAWN)
    posts.exclude(state=Post.State.PUBLIC).update(source="", html="", held_by=[])
    Draft.objects.filter(member__key__in=keys).delete()


@transaction.atomic
def remove_talks(*, threads: Collection[int]) -> int:
    """Destroy threads of private rooms with all that was said in them."""
    held = Thread.objects.filter(pk__in=threads, forum__community=None)
    Act.objects.filter(thread__in=held).delete()
    Post.objects.filter(thread__in=held).delete()
    return held.delete()[1].get("forums.Thread", 0)


def rooms_of_nobody() -> QuerySet[Forum]:
    """Return the private rooms that no room above holds any more: a row of it, with its one room, is gone."""
    holders = [link.name for link in Forum._meta.related_objects if link.one_to_one]
    return Forum.private_rooms.filter(**dict.fromkeys(holders))


@transaction.atomic
def remove_rooms(*, forums: Collection[int]) -> int:
    """Destroy private rooms whole, in the order in which rows hold each other."""
    held = Forum.private_rooms.filter(pk__in=forums)
    remove_talks(threads=list(Thread.objects.filter(forum__in=held).values_list("pk", flat=True)))
    for model in (Draft, ReadMark, Suspension, Report):
        model._default_manager.filter(member__forum__in=held).delete()
    Member.objects.filter(forum__in=held).delete()
    return held.delete()[1].get("forums.Forum", 0)
