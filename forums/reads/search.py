"""Full-text search over what the reader may see: the forums are chosen before a word is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from forums.markup import words_of
from forums.models import Forum, Post, Thread

FOUND_A_PAGE: Final = 20
MOST_PAGES: Final = 50
MOST_WORDS: Final = 8
LONGEST_EXCERPT: Final = 220
#: `words` is a column of PostgreSQL alone (migration 0002), with an index.
HOLDS: Final = "forums_post.words @@ websearch_to_tsquery('english', %s)"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a page of posts, threads by their titles, and whether there is more."""

    posts: list[Post]
    threads: list[Thread]
    page: int
    has_more: bool


def search(words: str, forums: Sequence[Forum], *, page: int = 1) -> Found:
    """Find posts that hold all of these words, the newest first, in forums this reader may read; two statements."""
    wanted = [word for word in words.replace("\x00", " ").split() if word][:MOST_WORDS]
    page = max(1, min(page, MOST_PAGES))
    if not wanted or not forums:
        return Found([], [], 1, has_more=False)
    ids = [forum.pk for forum in forums]
    start = (page - 1) * FOUND_A_PAGE
    posts = Post.objects.public().filter(_holds(wanted), thread__forum__in=ids, thread__merged_into=None)
    posts = posts.select_related("thread", "member__organisation", "organisation")
    found = list(posts.order_by("-published_at", "-pk")[start : start + FOUND_A_PAGE + 1])
    titled = Q()
    for word in wanted:
        titled &= Q(title__icontains=word)
    threads = list(Thread.objects.public().filter(titled, forum__in=ids).by_newest()[:5]) if page == 1 else []
    by_id = {forum.pk: forum for forum in forums}
    for thread in [*threads, *(post.thread for post in found)]:
        thread.forum = by_id[thread.forum_id]
    return Found(found[:FOUND_A_PAGE], threads, page, has_more=len(found) > FOUND_A_PAGE)


def excerpt(html: str) -> str:
    """Return the beginning of a post in words alone."""
    words = words_of(html)
    return words if len(words) <= LONGEST_EXCERPT else f"{words[:LONGEST_EXCERPT].rpartition(' ')[0]}…"


def _holds(wanted: Sequence[str]) -> Q:
    """Return what holds all of the words: by stem on PostgreSQL (an index stands ready), as written on SQLite."""
    if connection.vendor == "postgresql":
        return Q(RawSQL(HOLDS, [" ".join(wanted)], output_field=BooleanField()))  # noqa: S611  the words are a value
    condition = Q()
    for word in wanted:
        condition &= Q(source__icontains=word.strip("\"'"))
    return condition
