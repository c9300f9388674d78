"""What moderators have before them, and what everybody may read of what they did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import F, Min, OuterRef, Prefetch, Subquery

from core.moments import say_moment
from forums.filters import LABELS, Hold
from forums.models import Act, Appeal, Forum, Member, Post, Report, Suspension, Thread
from forums.services.moderating import UNDO, UNDONE_KINDS, is_claimed, is_taken
from forums.timeliness import say_hours

QUEUE_A_PAGE: Final = 30
LOG_A_PAGE: Final = 50
UNDOABLE_SHOWN: Final = 5
FIGURES_OVER: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Queued:
    """One post in the queue: why it is there, the posts around it, and who has taken it on: a colleague, or oneself."""

    post: Post
    when: str
    why: list[str]
    reports: list[Report]
    before: Post | None
    after: Post | None
    is_claimed: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to do."""

    posts: int
    appeals: int
    requests: int

    @property
    def total(self) -> int:
        return self.posts + self.appeals + self.requests


def waiting_posts(forum: Forum) -> Any:
    """The posts a moderator has to look at: undecided ones and reported ones, the longest waiting first."""
    reported = Report.objects.filter(settled_at=None, post__thread__forum=forum, post__state=Post.State.PUBLIC)
    undecided = Post.objects.waiting().filter(thread__forum=forum)
    ids = undecided.values_list("pk").union(reported.values_list("post"))
    return Post.objects.filter(pk__in=ids).order_by("written_at", "pk")


def queue_page(forum: Forum, *, by: Any, page: str | int | None, at: datetime) -> tuple[Page, list[Queued]]:
    """Return a page of the queue with the public posts before and after each one, for context; five statements."""
    reports = Prefetch("reports", Report.objects.filter(settled_at=None).order_by("made_at"), to_attr="open_reports")
    found = waiting_posts(forum).select_related("thread", "member__organisation", "organisation")
    listed = Paginator(found.prefetch_related(reports, "pictures"), QUEUE_A_PAGE).get_page(page)
    posts = list(listed)
    before, after = _around(posts)
    for post in posts:
        post.thread.forum = forum
    rows = [
        Queued(
            post=post,
            when=say_moment(post.written_at, at=at),
            why=why_held(post),
            reports=list(getattr(post, "open_reports", [])),
            before=before.get(post.pk),
            after=after.get(post.pk),
            is_claimed=is_claimed(post, by=by, at=at),
            is_mine=post.claimed_by_id == by.pk and is_taken(post, at=at),
        )
        for post in posts
    ]
    return listed, rows


def why_held(post: Post) -> list[str]:
    """Say what held a post, in words."""
    if post.state == Post.State.WAITING:
        return [str(post.get_state_display())]
    return [str(LABELS[Hold(name)]) for name in post.held_by if name in set(Hold)]


def count_queue(forum: Forum) -> Counts:
    """Count what there is to do; three statements."""
    return Counts(
        posts=waiting_posts(forum).count(),
        appeals=Appeal.objects.filter(act__forum=forum, decided_at=None).count(),
        requests=Member.objects.filter(forum=forum, state=Member.State.WAITING).count(),
    )


def paused_in(forum: Forum, *, at: datetime) -> list[Suspension]:
    """Return the pauses that stand, the first to end first; one statement."""
    found = Suspension.objects.filter(member__forum=forum, lifted_at=None, starts_at__lte=at, ends_at__gt=at)
    return list(found.select_related("member__organisation", "rule").order_by("ends_at", "pk"))


def undoable_by(user: Any, forum: Forum, *, at: datetime) -> list[Act]:
    """Return what this moderator decided last and may still take back (`services.moderating.undo`); one statement."""
    own = Act.objects.filter(forum=forum, by=user.pk, kind__in=UNDONE_KINDS, undone_at=None, appeal=None)
    fresh = own.filter(made_at__gt=at - UNDO, post__decided_at=F("made_at"), post__thread__forum=forum)
    fresh = fresh.exclude(before={})  # the author's account was erased
    return list(fresh.select_related("post__thread", "rule").order_by("-made_at")[:UNDOABLE_SHOWN])


def public_log(forum: Forum, *, page: str | int | None) -> Page:
    """Return what moderators did, with rule and thread, without names; names are not even read.

    A thread that stands in another forum now is not named: that one may be closed.
    """
    hidden = {Act.Kind.ADMIT, Act.Kind.TURN_AWAY}
    acts = Act.objects.filter(forum=forum).exclude(kind__in=hidden).select_related("rule", "thread")
    acts = acts.defer("by", "member", "reason", "before").order_by("-made_at", "-pk")
    listed = Paginator(acts, LOG_A_PAGE).get_page(page)
    for act in listed:
        if act.thread is not None and act.thread.forum_id == forum.pk:
            act.thread.forum = forum
        else:
            act.thread = None
    return listed


@dataclass(frozen=True, slots=True)
class Figures:
    """How soon talk is answered: threads of the last year, how many a body answered, and in how many hours (median)."""

    threads: int
    answered: int
    hours_to_answer: int | None
    reports: int
    hours_to_settle: int | None

    @property
    def said_to_answer(self) -> str:
        return "" if self.hours_to_answer is None else say_hours(self.hours_to_answer)

    @property
    def said_to_settle(self) -> str:
        return "" if self.hours_to_settle is None else say_hours(self.hours_to_settle)


def first_answers(forum: Forum, *, at: datetime) -> Figures:
    """Return the times of first answer of a forum over the last year; two statements."""
    since = at - FIGURES_OVER
    official = Post.objects.public().filter(thread=OuterRef("pk"), organisation__isnull=False)
    first = official.order_by().values("thread").annotate(first=Min("published_at")).values("first")
    threads = Thread.objects.public().filter(forum=forum, published_at__gte=since, published_at__lte=at)
    pairs = list(threads.annotate(answered_at=Subquery(first)).values_list("published_at", "answered_at"))
    reports = Report.objects.filter(post__thread__forum=forum, made_at__gte=since, made_at__lte=at)
    settled = list(reports.values_list("made_at", "settled_at"))
    return Figures(
        threads=len(pairs),
        answered=sum(end is not None for _start, end in pairs),
        hours_to_answer=median_hours(pairs),
        reports=len(settled),
        hours_to_settle=median_hours(settled),
    )


def median_hours(pairs: Iterable[tuple[datetime | None, datetime | None]]) -> int | None:
    """Return the median of the whole hours from start to end, of the pairs that have both; None where none has."""
    spans = [max(end - start, timedelta(0)) for start, end in pairs if start is not None and end is not None]
    return round(median(span.total_seconds() for span in spans) / 3600) if spans else None


def _around(posts: list[Post]) -> tuple[dict[int, Post], dict[int, Post]]:
    """Return for each post the public one before it in its thread, and the one after it; two statements."""
    near = Post.objects.public().filter(thread=OuterRef("thread"))
    earlier = near.filter(number__lt=OuterRef("number")).order_by("-number").values("pk")[:1]
    later = near.filter(number__gt=OuterRef("number")).order_by("number").values("pk")[:1]
    ids = Post.objects.filter(pk__in=[post.pk for post in posts])
    rows = list(ids.annotate(earlier=Subquery(earlier), later=Subquery(later)).values_list("pk", "earlier", "later"))
    wanted = {pk for _post, *pair in rows for pk in pair if pk}
    found = {one.pk: one for one in Post.objects.filter(pk__in=wanted).select_related("thread", "member")}
    before = {pk: found[one] for pk, one, _later in rows if one in found}
    after = {pk: found[one] for pk, _earlier, one in rows if one in found}
    return before, after
