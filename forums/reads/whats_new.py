"""What is new for one person, on the site: the same things the letters tell, however often they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from forums.letter_rooms import ActionsMoved, closing_between
from forums.letter_sources import Addressee
from forums.letters import WEEKLY, Line, Section, say_thread
from forums.models import Forum, Member, PartnershipQuestion, Post, ReadMark, Support, Thread
from forums.reads.news import say_question

LOOKS_BACK: Final = timedelta(days=30)
LOOKS_AHEAD: Final = timedelta(days=14)
MOST_THREADS: Final = 50


@dataclass(slots=True)
class WhatsNew:
    """What is new: by place, and whether there is anything in a closed community, of which nothing more is said."""

    sections: list[Section] = field(default_factory=list)
    has_closed: bool = False
    is_member: bool = False


def whats_new(user: Any, *, at: datetime) -> WhatsNew:
    """Return what is new for this person; the statements do not grow with what there is."""
    forums = {forum.pk: forum for forum in Forum.objects.select_related("community")}
    inside = Member.objects.inside().of_account(user.pk, [forum.community_id for forum in forums.values()])
    members = dict(inside.values_list("forum_id", "pk"))
    found = WhatsNew(is_member=bool(members))
    by_forum: dict[int, Section] = {}
    for forum_id, line in [*_questions(members, at=at), *_threads(members, at=at)]:
        forum = forums[forum_id]
        if forum.is_closed:
            found.has_closed = True
        else:
            section = by_forum.setdefault(forum_id, Section(str(forum), forum.get_absolute_url()))
            section.lines.append(line)
    found.sections = [*by_forum.values(), *_elsewhere(user, members, forums, at=at)]
    return found


def _threads(members: dict[int, int], *, at: datetime) -> list[tuple[int, Line]]:
    """Return the threads with something unread of the last month, the latest first; one statement."""
    own = Q(member__in=members.values())
    marks = ReadMark.objects.filter(own, thread=OuterRef("pk")).values("last_number")[:1]
    after = Post.objects.public().filter(thread=OuterRef("pk"), number__gt=OuterRef("seen"))
    first = after.order_by("number").values("number")[:1]
    unread = Thread.objects.public().filter(forum__in=members, is_archived=False, last_post_at__gte=at - LOOKS_BACK)
    unread = unread.annotate(seen=Coalesce(Subquery(marks), 0)).filter(last_public_number__gt=F("seen"))
    rows = unread.annotate(first_unread=Subquery(first)).select_related("forum__community").order_by("-last_post_at")
    return [(thread.forum_id, _say(thread)) for thread in rows[:MOST_THREADS]]


def _say(thread: Any) -> Line:
    first = thread.first_unread or thread.last_public_number
    is_new = thread.seen == 0 and first == 1
    number = max(1, thread.last_public_number - thread.seen)
    return Line(say_thread(thread.title, number=number, is_new=is_new), thread.post_url(first))


def _questions(members: dict[int, int], *, at: datetime) -> list[tuple[int, Line]]:
    """Return what became of questions they support in the last month; one statement."""
    moved = Q(put_at__gte=at - LOOKS_BACK) | Q(answered_at__gte=at - LOOKS_BACK)
    supports = Support.objects.filter(member__in=members.values(), question=OuterRef("pk"))
    found = PartnershipQuestion.objects.filter(moved, pk__in=supports.values("question"))
    rows = found.select_related("organisation", "thread").order_by("-put_at")
    return [(question.thread.forum_id, say_question(question)) for question in rows[:MOST_THREADS]]


def _elsewhere(user: Any, members: dict[int, int], forums: dict[int, Forum], *, at: datetime) -> list[Section]:
    """Return what the rooms below tell: what closes within a fortnight, what moved in the last month."""
    mine = Addressee(user.email, frozenset(pk for pk in members if not forums[pk].is_closed))
    closing = closing_between(at, at + LOOKS_AHEAD, at=at)
    moved = ActionsMoved().prepare(kind=WEEKLY, since=at - LOOKS_BACK, until=at)
    sections: list[Section] = []
    for found in (closing, moved):
        if found is not None:
            sections += found.sections({user.pk: mine}).get(user.pk, [])
    return sections
