"""What became public in a stretch of time, for everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _

from forums.letters import Line, say_thread
from forums.models import Forum, PartnershipQuestion, Post, ReadMark, Support, Thread


@dataclass(frozen=True, slots=True)
class ThreadNews:
    """One thread with something new in it."""

    thread_id: int
    title: str
    url: str
    number: int
    last_number: int
    is_new: bool

    def line(self) -> Line:
        return Line(say_thread(self.title, number=self.number, is_new=self.is_new), self.url)


@dataclass(slots=True)
class News:
    """All that is new, by forum."""

    forums: dict[int, Forum]
    threads: dict[int, list[ThreadNews]]
    questions: dict[int, PartnershipQuestion]

    def is_empty(self) -> bool:
        return not (self.threads or self.questions)


def news_between(since: datetime, until: datetime) -> News:
    """Return what became public in `since <= moment < until`; four statements."""
    window = Q(published_at__gte=since, published_at__lt=until)
    found = Post.objects.public().filter(window, thread__merged_into=None, thread__is_archived=False)
    found = found.filter(thread__forum__community__isnull=False)
    counted = found.values("thread").annotate(posts=Count("pk"), first=Min("number"), last=Max("number"))
    rows = {row["thread"]: row for row in counted.order_by("thread")}
    threads: dict[int, list[ThreadNews]] = defaultdict(list)
    forums = {forum.pk: forum for forum in Forum.objects.select_related("community")}
    for thread in Thread.objects.filter(pk__in=rows).order_by("-last_post_at"):
        thread.forum = forums[thread.forum_id]
        row = rows[thread.pk]
        is_new = thread.published_at is not None and thread.published_at >= since
        url = settings.SITE_URL + thread.post_url(row["first"])
        threads[thread.forum_id].append(ThreadNews(thread.pk, thread.title, url, row["posts"], row["last"], is_new))
    moved = Q(put_at__gte=since, put_at__lt=until) | Q(answered_at__gte=since, answered_at__lt=until)
    questions = PartnershipQuestion.objects.filter(moved).select_related("organisation", "thread__forum")
    return News(forums, dict(threads), {question.pk: question for question in questions})


def say_question(question: PartnershipQuestion) -> Line:
    """Say what became of a question somebody supported."""
    words = _("Answered: %(title)s") if question.answered_at else _("Put to %(body)s: %(title)s")
    named = {"title": question.shown_title, "body": question.organisation.name}
    return Line(words % named, settings.SITE_URL + question.get_absolute_url())


def marks_of(member_ids: Collection[int], news: News) -> dict[tuple[int, int], ReadMark]:
    """Return how far these members have read the threads with news; one statement."""
    ids = [one.thread_id for threads in news.threads.values() for one in threads]
    marks = ReadMark.objects.filter(thread__in=ids, member__in=member_ids)
    return {(mark.member_id, mark.thread_id): mark for mark in marks}


def supported_by(member_ids: Collection[int], news: News) -> dict[int, list[PartnershipQuestion]]:
    """Return by member the questions with news that they support; one statement, none where there is no question."""
    found: dict[int, list[PartnershipQuestion]] = defaultdict(list)
    if news.questions:
        supports = Support.objects.filter(question__in=news.questions, member__in=member_ids)
        for member_id, question_id in supports.order_by("question").values_list("member_id", "question_id"):
            found[member_id].append(news.questions[question_id])
    return found
