"""What people say about something: the latest public posts of the open threads about it, for the pages of rooms below.

A thread of a closed community is never among them, whoever asks: the page it would stand on is everybody's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from forums.models import Post, Thread
from forums.reads.search import excerpt

LATEST: Final = 3
THREADS: Final = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One post as it is shown under what it is about."""

    author: str
    words: str
    url: str
    post: Post


@dataclass(frozen=True, slots=True)
class Talk:
    """One thread about something, with its latest posts, oldest first."""

    thread: Thread
    latest: list[Said]


def talk_about_consultation(consultation_id: int) -> list[Talk]:
    return talk_in(Q(consultation_link__consultation=consultation_id))


def talk_about_action(action_id: int) -> list[Talk]:
    return talk_in(Q(action_link__action=action_id))


def talk_about_threads(thread_ids: Collection[int]) -> list[Talk]:
    """For rooms above, which link threads to things of their own."""
    return talk_in(Q(pk__in=thread_ids))


def talk_in(wanted: Q) -> list[Talk]:
    """Return the open threads, the most active first, with their latest posts; one statement and one a thread."""
    threads = Thread.objects.public().filter(wanted, forum__is_closed=False, is_archived=False)
    found = list(threads.select_related("forum__community").by_activity()[:THREADS])
    return [Talk(thread, _latest(thread)) for thread in found]


def _latest(thread: Thread) -> list[Said]:
    posts = thread.posts.public().select_related("member__organisation", "organisation").order_by("-number")[:LATEST]
    said = []
    for post in posts:
        post.thread = thread
        said.append(Said(post.author(), excerpt(post.html), post.get_absolute_url(), post))
    return said[::-1]
