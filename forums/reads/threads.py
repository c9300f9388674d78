"""A thread as one reader sees it, and the list of threads; the same number of statements on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from core.moments import say_moment
from forums.access import Reader, readable_forums
from forums.markup import Mention, link_mentions, mentions_in
from forums.models import Draft, PartnershipQuestion, Picture, Post, ReadMark, Support, Thread
from forums.paging import numbers_on, pages_up_to

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
    pictures: list[Picture]
    has_history: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a thread."""

    posts: list[ShownPost]
    page: int
    pages: int
    mark: ReadMark | None
    last_shown: int
    unread_url: str = ""

    @property
    def may_have_draft(self) -> bool:
        return self.mark is None or bool(self.mark.has_draft)  # type: ignore[attr-defined]

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
    """Return a page of threads; for members with `unread`, how many posts they have not seen, and `unread_url`.

    Three statements.
    """
    found = Thread.objects.public().filter(forum=reader.forum, is_archived=archived)
    found = found.by_newest() if order == "newest" else found.by_activity()
    listed = Paginator(found.select_related("question"), THREADS_A_PAGE).get_page(page)
    unread = _unread_of([thread.pk for thread in listed], reader.member_id)
    for thread in listed:
        thread.forum = reader.forum
        number, first = unread.get(thread.pk, (0, 1))
        thread.unread, thread.unread_url = number, thread.post_url(first)  # type: ignore[attr-defined]
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
    posts = _with_pictures(shown.select_related("member__organisation", "organisation", "rule"))
    mark = _mark_of(reader, thread)
    known = known_mentions(posts, reader)
    for post in posts:
        post.thread = thread
    rows = [_shown(post, reader, mark, known, at=at) for post in posts]
    last = posts[-1].number if posts else 0
    return ThreadPage(rows, page, pages, mark, last_shown=last, unread_url=_unread_url(thread, mark, numbers))


def first_unread(thread: Thread, mark: ReadMark | None) -> int:
    """Return the number of the first post somebody has not seen; the last one where they have seen all."""
    seen = mark.last_number if mark else 0
    return min(seen + 1, max(thread.last_public_number, 1))


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


def previewed(html: str, reader: Reader) -> SafeString:
    """Return how words will look that are not sent yet."""
    known = known_mentions([Post(html=html)], reader)
    return link_mentions(html, forum=reader.forum.community.slug, known=known)


def _with_pictures(found: QuerySet[Post]) -> list[Post]:
    """Return posts with their pictures; no statement more where they have none."""
    posts: list[Post] = list(found.annotate(is_pictured=Exists(Picture.objects.filter(post=OuterRef("pk")))))
    pictured = [post for post in posts if post.is_pictured]  # type: ignore[attr-defined]
    prefetch_related_objects(pictured, "pictures")
    return posts


def _mark_of(reader: Reader, thread: Thread) -> ReadMark | None:
    """Return how far a member has read, with `has_draft`: whether they began to write here."""
    if reader.member_id is None:
        return None
    drafts = Draft.objects.filter(member=OuterRef("member"), thread=OuterRef("thread"))
    marks = ReadMark.objects.filter(member=reader.member_id, thread=thread)
    return marks.annotate(has_draft=Exists(drafts)).first()


def _unread_url(thread: Thread, mark: ReadMark | None, numbers: range) -> str:
    """Return where the first post stands that somebody has not seen, where that is on another page."""
    number = first_unread(thread, mark)
    is_new = mark is not None and mark.last_number < thread.last_public_number
    return thread.post_url(number) if is_new and number not in numbers else ""


def _shown(
    post: Post, reader: Reader, mark: ReadMark | None, known: dict[Mention, tuple[str, str]], *, at: datetime
) -> ShownPost:
    is_own = reader.member_id is not None and post.member_id == reader.member_id
    is_for_reader = is_own or reader.is_moderator
    has_words = post.is_public or (is_for_reader and (post.is_undecided or post.state == Post.State.REMOVED))
    slug = reader.forum.community.slug
    return ShownPost(
        post=post,
        author=post.author(),
        when=say_moment(post.written_at, at=at),
        html=link_mentions(post.html, forum=slug, known=known) if has_words else "",
        is_own=is_own,
        has_words=has_words,
        may_edit=is_own and post.may_be_edited(at=at) and post.thread.takes_posts(),
        is_unread=mark is not None and post.number > mark.last_number and not is_own,
        pictures=list(post.pictures.all()) if has_words and post.is_pictured else [],  # type: ignore[attr-defined]
        has_history=bool(post.edited_at) and has_words and is_for_reader,
    )


def _unread_of(thread_ids: list[int], member_id: int | None) -> dict[int, tuple[int, int]]:
    """Count each thread's public posts after the member's mark, and find the first: an index holds just those."""
    if member_id is None or not thread_ids:
        return {}
    seen = ReadMark.objects.filter(thread=OuterRef("thread"), member=member_id).values("last_number")[:1]
    after = Post.objects.public().filter(thread__in=thread_ids, number__gt=Coalesce(Subquery(seen), 0))
    counted = after.order_by().values("thread").annotate(posts=Count("pk"), first=Min("number"))
    return {row["thread"]: (row["posts"], row["first"]) for row in counted}
