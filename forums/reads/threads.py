"""A thread as one reader sees it, and the list of threads; the same number of statements on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from core.moments import say_moment
from forums.access import Reader, readable_forums
from forums.markup import Mention, link_mentions, mentions_in
from forums.models import PartnershipQuestion, Post, ReadMark, Support, Thread
from forums.paging import numbers_on, page_of_number, pages_up_to

THREADS_A_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post as this reader sees it: with words, or as the place where words were."""

    post: Post
    author: str
    when: str
    html: SafeString | str
    is_own: bool
    has_words: bool
    may_edit: bool
    is_unread: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a thread."""

    posts: list[ShownPost]
    page: int
    pages: int
    mark: ReadMark | None
    last_shown: int

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A thread's question: how many support it, and whether this reader does."""

    question: PartnershipQuestion
    supporters: int
    is_supported: bool


def list_threads(reader: Reader, *, order: str, page: str | int | None, archived: bool = False) -> Page:
    """Return a page of threads with `unread` for members: how many posts they have not seen. Three statements."""
    found = Thread.objects.public().filter(forum=reader.forum, is_archived=archived)
    found = found.by_newest() if order == "newest" else found.by_activity()
    listed = Paginator(found.select_related("question"), THREADS_A_PAGE).get_page(page)
    unread = _unread_of([thread.pk for thread in listed], reader.member_id)
    for thread in listed:
        thread.forum = reader.forum
        thread.unread = unread.get(thread.pk, 0)  # type: ignore[attr-defined]
    return listed


def unread_threads(member_ids: dict[int, int]) -> dict[int, int]:
    """Return by forum how many threads hold something unread; `member_ids` by forum. One statement."""
    counts: dict[int, int] = {}
    marks = ReadMark.objects.filter(thread=OuterRef("pk"), member__in=member_ids.values()).values("last_number")[:1]
    found = Thread.objects.public().filter(forum__in=member_ids, is_archived=False)
    unread = found.filter(last_public_number__gt=Coalesce(Subquery(marks), 0))
    for row in unread.order_by().values("forum").annotate(number=Count("pk")):
        counts[row["forum"]] = row["number"]
    return counts


def show_thread(reader: Reader, thread: Thread, *, page: int | None, at: datetime) -> ThreadPage:
    """Return a page of a thread; without a page, the first. Statements do not grow with posts, nor with the page."""
    pages = pages_up_to(thread.last_number if reader.is_moderator or reader.member_id else thread.last_public_number)
    page = min(max(page or 1, 1), pages)
    numbers = numbers_on(page)
    shown = thread.posts.shown(reader.member_id, is_moderator=reader.is_moderator)
    shown = shown.filter(number__gte=numbers.start, number__lt=numbers.stop).order_by("number")
    posts = list(shown.select_related("member__organisation", "organisation", "rule"))
    mark = None
    if reader.member_id is not None:
        mark = ReadMark.objects.filter(member=reader.member_id, thread=thread).first()
    known = known_mentions(posts, reader)
    for post in posts:
        post.thread = thread
    rows = [_shown(post, reader, mark, known, at=at) for post in posts]
    return ThreadPage(rows, page, pages, mark, last_shown=posts[-1].number if posts else 0)


def first_unread(thread: Thread, mark: ReadMark | None) -> int:
    """Return the number of the first post somebody has not seen; the last one where they have seen all."""
    seen = mark.last_number if mark else 0
    return min(seen + 1, max(thread.last_public_number, 1))


def page_of_unread(thread: Thread, mark: ReadMark | None) -> int:
    return page_of_number(first_unread(thread, mark))


def question_of(reader: Reader, thread: Thread) -> Asked | None:
    """Return the thread's question as this reader sees it; one statement. It comes with the thread itself."""
    question: PartnershipQuestion | None = getattr(thread, "question", None)
    if question is None or question.state == PartnershipQuestion.State.TAKEN_BACK:
        return None
    counted = Support.objects.filter(question=question).aggregate(
        number=Count("pk"), own=Count("pk", filter=Q(member=reader.member_id or 0))
    )
    return Asked(question, counted["number"], bool(counted["own"]))


def known_mentions(posts: Iterable[Post], reader: Reader) -> dict[Mention, tuple[str, str]]:
    """Return address and title of the threads that posts name and this reader may see.

    No statement where nothing is named; one for threads of this forum alone, some more where others are named.
    """
    slug = reader.forum.community.slug
    named = set().union(*(mentions_in(post.html, forum=slug) for post in posts)) if posts else set()
    if not named:
        return {}
    forums = {slug: reader.forum}
    if any(mention.forum != slug for mention in named):
        forums |= {forum.community.slug: forum for forum in readable_forums(reader.user)}
    wanted = Q()
    for forum_slug, forum in forums.items():
        if numbers := [mention.number for mention in named if mention.forum == forum_slug]:
            wanted |= Q(forum=forum, number__in=numbers)
    if not wanted:
        return {}
    by_id = {forum.pk: forum for forum in forums.values()}
    known = {}
    for thread in Thread.objects.public().filter(wanted):
        thread.forum = by_id[thread.forum_id]
        known[Mention(thread.forum.community.slug, thread.number)] = (thread.get_absolute_url(), thread.title)
    return known


def _shown(
    post: Post, reader: Reader, mark: ReadMark | None, known: dict[Mention, tuple[str, str]], *, at: datetime
) -> ShownPost:
    is_own = reader.member_id is not None and post.member_id == reader.member_id
    has_words = post.is_public or (post.is_undecided and (is_own or reader.is_moderator))
    has_words = has_words or (post.state == Post.State.REMOVED and (is_own or reader.is_moderator))
    slug = reader.forum.community.slug
    return ShownPost(
        post=post,
        author=post.author(),
        when=say_moment(post.written_at, at=at),
        html=link_mentions(post.html, forum=slug, known=known) if has_words else "",
        is_own=is_own,
        has_words=has_words,
        may_edit=is_own and post.may_be_edited(at=at),
        is_unread=mark is not None and post.number > mark.last_number and not is_own,
    )


def _unread_of(thread_ids: list[int], member_id: int | None) -> dict[int, int]:
    """Count each thread's public posts after the member's mark: an index holds just those. One statement."""
    if member_id is None or not thread_ids:
        return {}
    seen = ReadMark.objects.filter(thread=OuterRef("thread"), member=member_id).values("last_number")[:1]
    after = Post.objects.public().filter(thread__in=thread_ids, number__gt=Coalesce(Subquery(seen), 0))
    return dict(after.order_by().values("thread").annotate(posts=Count("pk")).values_list("thread", "posts"))
