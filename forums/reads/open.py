"""What programs may take of the forums: open communities, their threads and public posts, questions that went out.

A closed community is looked for in the same statement as one that never was, and found no more than that, whoever asks.
"""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from forums.models import Forum, PartnershipQuestion, Post, Thread

#: A row is in one of these only if everybody may read it.
OPEN_THREAD = Q(forum__is_closed=False)
OPEN_POST = Q(thread__forum__is_closed=False, thread__merged_into=None)


def listed_forums() -> QuerySet[Forum]:
    """Return every community with a forum; `threads_number` counts what is open, and is of no use for a closed one."""
    counted = Count("threads", filter=Q(threads__public_count__gt=0, threads__merged_into=None, is_closed=False))
    return Forum.objects.select_related("community").annotate(threads_number=counted).order_by("community__name", "pk")


def open_forum(slug: str) -> Forum:
    """Return an open forum; one statement.

    Raises:
        Http404: There is none, or it is closed.
    """
    found = Forum.objects.select_related("community").filter(community__slug=_sane(slug), is_closed=False).first()
    if found is None:
        raise Http404
    return found


def open_thread(slug: str, number: int) -> Thread:
    """Return a thread of an open forum in which anything is public; one statement.

    Raises:
        Http404: There is none, or it is closed.
    """
    found = Thread.objects.public().filter(OPEN_THREAD, forum__community__slug=_sane(slug), number=number)
    thread = found.select_related("forum__community").first()
    if thread is None:
        raise Http404
    return thread


def threads_in(forum: Forum) -> QuerySet[Thread]:
    return Thread.objects.public().filter(OPEN_THREAD, forum=forum).select_related("forum__community").by_activity()


def posts_in(thread: Thread) -> QuerySet[Post]:
    return _told(Post.objects.public().filter(OPEN_POST, thread=thread)).order_by("number")


def newest_posts(*, forum: Forum | None = None, thread: Thread | None = None, at_most: int) -> list[Post]:
    """Return the newest public posts of an open forum, or of one of its threads; one statement."""
    found = Post.objects.public().filter(OPEN_POST)
    found = found.filter(thread=thread) if thread is not None else found.filter(thread__forum=forum)
    return list(_told(found).order_by("-published_at", "-pk")[:at_most])


def questions_put() -> QuerySet[PartnershipQuestion]:
    """Return what went to a body, the newest first; of one from a closed community only `shown_…` may be told."""
    found = PartnershipQuestion.objects.public().select_related("organisation", "thread__forum__community")
    return found.annotate(supporters_number=Count("supports")).order_by("-put_at", "-pk")


def _told(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("thread__forum__community", "member__organisation", "organisation")


def _sane(slug: str) -> str:
    return "" if "\x00" in slug else slug
