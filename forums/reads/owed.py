"""Questions that went to bodies: what a body owes and has answered, and how soon; of a closed community, no name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import Forum, PartnershipQuestion
from forums.models.scrutiny import PartnershipQuestionQuerySet
from forums.timeliness import Asked, Timeliness, timeliness
from people.models import Organisation

ANSWERED_A_PAGE = 25
#: An officer's list: everything owed, and what was answered last.
MOST_ON_DESK = 200
State = PartnershipQuestion.State


@dataclass(frozen=True, slots=True)
class OwedCard:
    """One question on a list: its words, its body, and how it stands, said in words."""

    title: str
    url: str
    body: str
    community: str
    community_url: str
    stands: str
    days_late: int
    is_answered: bool


@dataclass(frozen=True, slots=True)
class OwedPage:
    """What one body owes, longest overdue first; a page of what it answered, latest first; how soon it answers."""

    owed: list[OwedCard]
    answered: list[OwedCard]
    list_page: Page
    record: Timeliness


def owed_page(organisation: Organisation, *, page: str | int | None, at: datetime) -> OwedPage:
    """Return the public page of one body; five statements at most, however much it was asked."""
    today = timezone.localdate(at)
    found = public_questions().filter(organisation=organisation)
    answered = found.filter(state=State.ANSWERED).order_by("-answered_at", "-pk")
    listed = Paginator(answered, ANSWERED_A_PAGE).get_page(page)
    return OwedPage(
        owed=cards(found.filter(state=State.PUT).order_by("due_on", "pk"), today=today),
        answered=cards(listed, today=today),
        list_page=listed,
        record=record_of(PartnershipQuestion.objects.filter(organisation=organisation), today=today),
    )


def owed_by(organisations: Iterable[Organisation], *, at: datetime) -> list[OwedCard]:
    """Return what these bodies owe and what they answered, unanswered first, for their officers; one statement."""
    found = public_questions().filter(organisation__in=list(organisations))
    in_order = found.order_by(F("answered_at").desc(nulls_first=True), "due_on", "pk")
    return cards(in_order[:MOST_ON_DESK], today=timezone.localdate(at))


def public_questions() -> PartnershipQuestionQuerySet:
    return PartnershipQuestion.objects.public().select_related("organisation", "thread__forum__community")


def record_of_forum(forum: Forum, *, today: date) -> Timeliness:
    """Return how soon a community's questions were answered; one statement."""
    return record_of(PartnershipQuestion.objects.filter(thread__forum=forum), today=today)


def record_of(questions: Any, *, today: date) -> Timeliness:
    """Return how soon those of these questions that went out were answered; one statement."""
    rows = questions.public().values_list("put_at", "due_on", "answered_at")
    asked = (Asked(timezone.localdate(put), due, timezone.localdate(end) if end else None) for put, due, end in rows)
    return timeliness(asked, today=today)


def cards(questions: Iterable[PartnershipQuestion], *, today: date) -> list[OwedCard]:
    return [_card(question, today=today) for question in questions]


def say_standing(question: PartnershipQuestion, *, today: date) -> str:
    """Say how a question stands that went out: how long it has waited and is late, or how long its answer took."""
    if question.put_at is None or question.due_on is None:
        return ""
    answered_on = timezone.localdate(question.answered_at) if question.answered_at else None
    asked = Asked(timezone.localdate(question.put_at), question.due_on, answered_on)
    if asked.days_taken is not None:
        return _say_answered(asked, asked.days_taken)
    if late := question.days_late(today=today):
        return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
    left = (question.due_on - today).days
    if left == 0:
        return _("Due today")
    return ngettext("Due in %(days)s day", "Due in %(days)s days", left) % {"days": left}


def _say_answered(asked: Asked, days: int) -> str:
    if days == 0:
        return _("Answered on the same day")
    said = ngettext("Answered after %(days)s day", "Answered after %(days)s days", days) % {"days": days}
    return said if asked.is_in_time else _("%(said)s, not in time") % {"said": said}


def _card(question: PartnershipQuestion, *, today: date) -> OwedCard:
    forum = question.thread.forum
    is_open = not (question.is_from_closed or forum.is_closed)
    return OwedCard(
        title=question.shown_title,
        url=question.get_absolute_url(),
        body=question.organisation.name,
        community=str(forum) if is_open else _("A closed community"),
        community_url=forum.get_absolute_url() if is_open else "",
        stands=say_standing(question, today=today),
        days_late=question.days_late(today=today),
        is_answered=question.state == State.ANSWERED,
    )
