"""Bringing an old forum's threads in, all of them or none; looked at first."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from forums.errors import Closed, NotToBeRead
from forums.markup import render
from forums.models import Forum, Post, Thread
from forums.services.posting import refresh_thread
from forums.tables import OldTable, OldThread

BATCH: Final = 500


@transaction.atomic
def import_table(*, forum: Forum, table: OldTable) -> int:
    """Take a table's threads into a forum, by former members, in the order of their beginnings. Return how many posts.

    Threads that were taken in before are not taken in again: same title, same first moment.

    Raises:
        NotToBeRead: Something is wrong with the table.
        Closed: The forum is archived.
    """
    if table.problems:
        raise NotToBeRead(table.problems)
    held = Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
    if held.is_archived:
        raise Closed
    known = set(Thread.objects.filter(forum=held).values_list("title", "created_at"))
    fresh = [one for one in table.threads if (one.title, one.posts[0].written_at) not in known]
    fresh.sort(key=lambda one: one.posts[0].written_at)
    return sum(_bring(held, one) for one in fresh)


def _bring(forum: Forum, old: OldThread) -> int:
    forum.last_thread += 1
    forum.save(update_fields=["last_thread"])
    thread = Thread.objects.create(
        forum=forum,
        number=forum.last_thread,
        title=old.title,
        created_at=old.posts[0].written_at,
        last_number=len(old.posts),
    )
    posts = [
        Post(
            thread=thread,
            number=number,
            source=post.source,
            html=render(post.source),
            state=Post.State.PUBLIC,
            written_at=post.written_at,
            published_at=post.written_at,
        )
        for number, post in enumerate(old.posts, start=1)
    ]
    Post.objects.bulk_create(posts, batch_size=BATCH)
    refresh_thread(thread)
    return len(posts)
