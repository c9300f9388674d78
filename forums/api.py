"""The forums for programs: JSON of what everybody may read, described by /api/openapi.json.

A closed community is listed with its name and what it is for; nothing else of it is here, whoever asks.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja import Path as InPath
from ninja import Status as Answer

from actions.api import PageAsked, around
from forums.models import Forum, PartnershipQuestion, Post, Thread
from forums.reads.open import listed_forums, open_forum, open_thread, posts_in, questions_put, threads_in

router = Router(tags=["forums"])

Slug = Annotated[str, InPath(max_length=60, description="The community's part of the address.")]
Number = Annotated[int, InPath(ge=1, le=999_999_999, description="The thread's number in its community.")]


class QuestionState(StrEnum):
    PUT = "put"
    ANSWERED = "answered"


class CommunityOut(Schema):
    slug: str
    name: str
    purpose: str
    is_open: bool = Field(description="A closed community is listed; what is said in it is not here.")
    url: str
    feed_url: str | None
    threads: int | None = Field(description="How many threads an open one has.")


class ThreadOut(Schema):
    number: int
    title: str
    posts: int
    published_at: datetime | None
    last_post_at: datetime | None
    is_locked: bool
    is_archived: bool
    url: str
    feed_url: str


class PostOut(Schema):
    number: int
    author: str = Field(description="The name chosen for this community, or the role of an officer.")
    organisation: str | None = Field(description="The body an officer writes for.")
    is_answer: bool
    html: str
    published_at: datetime | None
    edited_at: datetime | None
    url: str


class ForumQuestionOut(Schema):
    title: str
    text: str
    state: QuestionState
    organisation: str
    put_at: datetime | None
    due_on: date | None
    days_late: int
    answered_at: datetime | None
    answer_html: str
    supporters: int | None = Field(description="Of an open community; nothing is told of a closed one.")
    community: str | None
    thread_url: str | None
    url: str


class ListOut(Schema):
    count: int = Field(description="How many there are in all.")
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")


class CommunityList(ListOut):
    items: list[CommunityOut]


class ThreadList(ListOut):
    items: list[ThreadOut]


class PostList(ListOut):
    items: list[PostOut]


class ThreadDetail(ThreadOut):
    page_of_posts: PostList = Field(description="One page of its public posts, in their order.")


class ForumQuestionList(ListOut):
    items: list[ForumQuestionOut]


class NoForum(Schema):
    error: str


@router.get("/forums", response=CommunityList, operation_id="list_forums", summary="Communities with a forum")
def list_forums(request: HttpRequest, asked: Annotated[PageAsked, Query(...)]) -> Any:
    """One page of the communities, by name; closed ones by name and purpose alone."""
    return _page(request, asked, listed_forums(), lambda forum: _community(request, forum))


@router.get(
    "/forums/{slug}/threads",
    response={200: ThreadList, 404: NoForum},
    operation_id="list_threads",
    summary="Threads of an open community",
)
def list_threads(request: HttpRequest, slug: Slug, asked: Annotated[PageAsked, Query(...)]) -> Any:
    """One page of its threads, pinned ones and those with the latest posts first."""
    try:
        forum = open_forum(slug)
    except Http404:
        return Answer(404, {"error": _("There is no open community with this name.")})
    return _page(request, asked, threads_in(forum), lambda thread: _thread(request, thread))


@router.get(
    "/forums/{slug}/threads/{number}",
    response={200: ThreadDetail, 404: NoForum},
    operation_id="get_thread",
    summary="A thread of an open community with its posts",
)
def get_thread(request: HttpRequest, slug: Slug, number: Number, asked: Annotated[PageAsked, Query(...)]) -> Any:
    """One thread with a page of its public posts. Follow “next” until it is null."""
    try:
        thread = open_thread(slug, number)
    except Http404:
        return Answer(404, {"error": _("There is no such thread in an open community.")})
    posts = _page(request, asked, posts_in(thread), lambda post: _post(request, post))
    return _thread(request, thread) | {"page_of_posts": posts}


@router.get(
    "/forum-questions",
    response=ForumQuestionList,
    operation_id="list_forum_questions",
    summary="Questions that communities put to bodies",
)
def list_forum_questions(request: HttpRequest, asked: Annotated[PageAsked, Query(...)]) -> Any:
    """One page of the questions that went out, the newest first, with the answers."""
    today = timezone.localdate(timezone.now())
    return _page(request, asked, questions_put(), lambda one: _question(request, one, today=today))


def _page(request: HttpRequest, asked: PageAsked, found: Any, told: Any) -> dict[str, Any]:
    page = Paginator(found, asked.per_page).get_page(asked.page)
    is_there = asked.page <= page.paginator.num_pages
    return around(request, page, asked, [told(one) for one in page] if is_there else [])


def _community(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    is_open = not forum.is_closed
    feed = reverse("forums:forum_feed", args=[forum.community.slug])
    return {
        "slug": forum.community.slug,
        "name": forum.community.name,
        "purpose": forum.community.description,
        "is_open": is_open,
        "url": request.build_absolute_uri(forum.get_absolute_url()),
        "feed_url": request.build_absolute_uri(feed) if is_open else None,
        "threads": forum.threads_number if is_open else None,  # type: ignore[attr-defined]
    }


def _thread(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    address = request.build_absolute_uri(thread.get_absolute_url())
    names = ("number", "title", "published_at", "last_post_at", "is_locked", "is_archived")
    return {name: getattr(thread, name) for name in names} | {
        "posts": thread.public_count,
        "url": address,
        "feed_url": f"{address}feed/",
    }


def _post(request: HttpRequest, post: Post) -> dict[str, Any]:
    names = ("number", "is_answer", "html", "published_at", "edited_at")
    return {name: getattr(post, name) for name in names} | {
        "author": post.author(),
        "organisation": post.organisation.name if post.organisation is not None else None,
        "url": request.build_absolute_uri(post.get_absolute_url()),
    }


def _question(request: HttpRequest, question: PartnershipQuestion, *, today: date) -> dict[str, Any]:
    """Return a question as it went out; of a closed community neither its name nor where it was asked."""
    is_open = not (question.is_from_closed or question.thread.forum.is_closed)
    return {
        "title": question.shown_title,
        "text": question.shown_text,
        "state": question.state,
        "organisation": question.organisation.name,
        "put_at": question.put_at,
        "due_on": question.due_on,
        "days_late": question.days_late(today=today),
        "answered_at": question.answered_at,
        "answer_html": question.answer_html,
        "supporters": question.supporters_number if is_open else None,  # type: ignore[attr-defined]
        "community": question.thread.forum.community.name if is_open else None,
        "thread_url": request.build_absolute_uri(question.thread.get_absolute_url()) if is_open else None,
        "url": request.build_absolute_uri(question.get_absolute_url()),
    }
