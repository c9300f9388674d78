"""The letters about communities: one a person for all of them together, as often as they chose and never more.

Statements do not grow with people but with batches of people; nothing of a closed community is in a letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from forums.letter_rooms import letter_key
from forums.letter_sources import Addressee, Prepared, prepared_for, sections_for
from forums.letters import AT_ONCE, DAILY, DELAY, WEEKLY, Section, Told, body_of, first_since, last_due, subject_of
from forums.models import Forum, Member, NoticeRun, ReadMark
from forums.names import account_of
from forums.reads.news import News, marks_of, news_between, say_question, supported_by
from people.models import User
from people.notices import Telling, notify_all

#: Letters that are written in one commit, and held in memory at once.
BATCH: Final = 10_000
KINDS: Final = (AT_ONCE, DAILY, WEEKLY)
LEAVE: Final = "forums.leave-letters"
#: Rounds of letters at once are remembered so long.
ROUNDS_KEPT: Final = timedelta(days=7)


def send_letters(*, at: datetime) -> int:
    """Write every letter that is due; harmless when repeated. Return how many."""
    return sum(send_round(kind=kind, at=at) for kind in KINDS)


def send_round(*, kind: str, at: datetime) -> int:
    """Write the letters of one kind that are due, unless they were written."""
    until = last_due(kind, at - DELAY, zone=ZoneInfo(settings.TIME_ZONE))
    last = NoticeRun.objects.filter(kind=kind).order_by("-until").first()
    if last is not None and (last.until == until and last.finished_at is not None):
        return 0
    run = last if last is not None and last.finished_at is None else None
    since = run.since if run else last.until if last else first_since(kind, until)
    until = run.until if run else until
    news = news_between(since, until)
    added = prepared_for(kind=kind, since=since, until=until)
    if kind == AT_ONCE and run is None and news.is_empty() and not added:
        return 0
    run = run or NoticeRun.objects.create(kind=kind, since=since, until=until)
    letters = _write_all(run, news, added, at=at)
    NoticeRun.objects.filter(pk=run.pk).update(finished_at=at, letters=letters)
    NoticeRun.objects.filter(kind=AT_ONCE, until__lt=at - ROUNDS_KEPT).delete()
    return letters


def leave_url(user_id: int) -> str:
    """Return where one leaves all letters about communities in one click; it names no community."""
    return settings.SITE_URL + reverse("forums:leave_letters", args=[signing.dumps(user_id, salt=LEAVE)])


def reader_of(token: str) -> int | None:
    """Return the account that a link to leave is for; None where it is forged."""
    try:
        return int(signing.loads(token, salt=LEAVE))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def leave_letters(*, user_id: int) -> int:
    """Write to this person about no community any more, until they choose again."""
    communities = list(Forum.objects.values_list("community_id", flat=True))
    return Member.objects.of_account(user_id, communities).update(notices=Member.Notices.NEVER)


def _write_all(run: NoticeRun, news: News, added: list[Prepared], *, at: datetime) -> int:
    people = _people(run.kind, news, is_everybody=bool(added))
    others = _accounts(Member.Notices.WEEKLY) if added and run.kind == DAILY else set()
    waiting = iter(sorted(people))
    letters = 0
    while batch := list(islice(waiting, BATCH)):
        letters += _write({pk: people[pk] for pk in batch}, run, news, added, others, at=at)
    return letters


def _people(kind: str, news: News, *, is_everybody: bool) -> dict[int, list[tuple[int, int]]]:
    """Return by account who chose this kind: pairs of member and forum, of forums with something new, or of all."""
    forums = {*news.threads, *(question.thread.forum_id for question in news.questions.values())}
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    members = Member.objects.inside().filter(notices=kind).order_by("forum__community__name", "pk")
    if not is_everybody:
        members = members.filter(forum__in=forums)
    rows = members.filter(forum__in=news.forums).values_list("pk", "forum_id", "content")
    for pk, forum_id, content in rows.iterator(chunk_size=BATCH):
        account = account_of(content)
        if account is not None:
            found[account].append((pk, forum_id))
    return found


def _accounts(kind: str) -> set[int]:
    """Return who has chosen this kind for any community."""
    members = Member.objects.inside().filter(notices=kind, forum__community__isnull=False)
    rows = members.values_list("content", flat=True)
    return {account for content in rows.iterator(chunk_size=BATCH) if (account := account_of(content)) is not None}


def _added(
    people: dict[int, list[tuple[int, int]]], emails: Mapping[int, str], news: News, added: list[Prepared]
) -> dict[int, list[Section]]:
    """Return by account what other rooms tell; of closed communities they are told nothing at all."""
    if not added:
        return {}
    addressees = {
        pk: Addressee(email, frozenset(forum for _member, forum in people[pk] if not news.forums[forum].is_closed))
        for pk, email in emails.items()
    }
    return sections_for(addressees, added)


@transaction.atomic
def _write(
    people: dict[int, list[tuple[int, int]]],
    run: NoticeRun,
    news: News,
    added: list[Prepared],
    others: Collection[int],
    *,
    at: datetime,
) -> int:
    """Write to a batch of people; `others` hear of other rooms in another letter."""
    member_ids = [member for pairs in people.values() for member, _forum in pairs]
    marks, supported = marks_of(member_ids, news), supported_by(member_ids, news)
    emails = dict(User.objects.filter(pk__in=people, is_active=True).order_by("pk").values_list("pk", "email"))
    sections = _added(people, {pk: email for pk, email in emails.items() if pk not in others}, news, added)
    tellings = []
    for user_id, email in emails.items():
        told = Told(sections=list(sections.get(user_id, [])))
        for member_id, forum_id in people[user_id]:
            _add(told, news, run.kind, news.forums[forum_id], member_id, marks)
            _add_questions(told, news, forum_id, supported.get(member_id, []))
        if not told.is_empty():
            body = body_of(told, site_url=settings.SITE_URL, kind=run.kind)
            tellings.append(Telling(email, subject_of(told), body, leave_url(user_id)))
    return notify_all(tellings, kind=f"forum-{run.kind.replace('_', '-')}", key=letter_key(run.until), at=at)


def _add(
    told: Told,
    news: News,
    kind: str,
    forum: Forum,
    member_id: int,
    marks: dict[tuple[int, int], ReadMark],
) -> None:
    """Add what is new and unread in one forum; at once, only what is followed and what is started."""
    section = Section(forum.community.name, settings.SITE_URL + forum.get_absolute_url())
    for thread in news.threads.get(forum.pk, []):
        mark = marks.get((member_id, thread.thread_id))
        if mark is not None and mark.last_number >= thread.last_number:
            continue
        is_wanted = kind != AT_ONCE or thread.is_new or (mark is not None and mark.is_followed)
        if is_wanted and forum.is_closed:
            told.has_closed = True
        elif is_wanted:
            section.lines.append(thread.line())
    if section.lines:
        told.sections.append(section)


def _add_questions(told: Told, news: News, forum_id: int, questions: Iterable) -> None:
    for question in questions:
        if question.is_from_closed:
            told.has_closed = True
            continue
        section = next(_sections_of(told, news.forums[forum_id]), None)
        if section is None:
            forum = news.forums[forum_id]
            section = Section(forum.community.name, settings.SITE_URL + forum.get_absolute_url())
            told.sections.append(section)
        section.lines.insert(0, say_question(question))


def _sections_of(told: Told, forum: Forum) -> Iterator[Section]:
    url = settings.SITE_URL + forum.get_absolute_url()
    return (section for section in told.sections if section.url == url)
