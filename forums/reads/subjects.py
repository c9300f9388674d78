"""What threads are about, and what people say about a thing on its own page.

A thread of a closed community is never among the latter, whoever asks: the page it would stand on is everybody's.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, reverse

from forums.models import Post, Thread
from forums.reads.search import excerpt
from forums.subjects import Subject, SubjectKind, kind_named, kinds
from people.voices import Kind, Voice, Voices

#: So many posts stand on the page of what they are about.
LATEST: Final = 3
#: They are looked for among the last numbers of the threads in which something was said last.
LOOKED_AT: Final = 12
THREADS_A_PAGE: Final = 30


class ForumVoices:
    """What people say in the open forums, for the pages of rooms below and above."""

    def about(self, kind: Kind, pk: int) -> Voices:
        """Return the latest public posts about a thing; one statement, whose cost does not grow with the threads."""
        place = reverse("forums:about", args=[kind.value, pk])
        known = kinds().get(kind)
        if known is None:
            return Voices((), place)
        posts = (
            Post.objects.public()
            .filter(thread__in=open_threads(known, pk), number__gt=F("thread__last_public_number") - LATEST)
            .select_related("thread__forum__community", "member__organisation", "organisation")
            .order_by("-thread__last_post_at", "-number")[:LOOKED_AT]
        )
        newest = sorted(posts, key=lambda post: (post.published_at, post.pk), reverse=True)[:LATEST]
        return Voices(tuple(_voice(post) for post in newest), place)


def open_threads(kind: SubjectKind, pk: int) -> QuerySet[Thread]:
    """Return the threads of open forums about a thing in which anything is public."""
    return Thread.objects.public().filter(forum__is_closed=False, is_archived=False, **{kind.way: pk})


def threads_about(subject: Subject, *, page: str | None) -> ListPage[Thread]:
    """Return a page of the open threads about a thing; two statements."""
    found = open_threads(kinds()[subject.kind], subject.pk)
    return Paginator(found.select_related("forum__community").by_activity(), THREADS_A_PAGE).get_page(page)  # type: ignore[attr-defined]


def subject_of(thread: Thread) -> Subject | None:
    """Return what a thread is about, where everybody may still see it. No statement where it is about nothing."""
    kind = kind_named(thread.about)
    if kind is None:
        return None
    ids = kind.links._default_manager.filter(thread=thread.pk).values(kind.field)
    row = kind.public().filter(pk__in=ids).first()
    return kind.subject(row) if row is not None else None


def find_subject(name: str, pk: int) -> Subject:
    """Return a thing that threads can be about.

    Raises:
        Http404: There is none that everybody may see.
    """
    kind = kind_named(name)
    row = kind.public().filter(pk=pk).first() if kind is not None else None
    if kind is None or row is None:
        raise Http404
    return kind.subject(row)


def subject_with(key: str) -> Subject | None:
    """Return the thing that a form carries, if it is still there."""
    name, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    try:
        return find_subject(name, int(number))
    except Http404:
        return None


def subject_at(request: HttpRequest, address: str) -> Subject | None:
    """Return the thing that an address of this site shows; what follows the path in it does not matter."""
    try:
        parts = urlsplit(address.strip())
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if parts.netloc and parts.netloc != request.get_host():
        return None
    for kind in kinds().values():
        pk = kind.find(request, match)
        row = kind.public().filter(pk=pk).first() if pk else None
        if row is not None:
            return kind.subject(row)
    return None


def _voice(post: Post) -> Voice:
    body = post.organisation.name if post.organisation is not None else ""
    moment = post.published_at or post.written_at
    return Voice(post.author(), body, excerpt(post.html), moment, post.thread.title, post.get_absolute_url())
