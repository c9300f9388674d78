"""How one body's answer is told: given, still in time, or late by so many days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.moments import say_day, say_distance
from juries.models import AnswerRevision, BodyAnswer
from juries.state import days_late

#: The tag that each answer wears (static/css/components/tag.css): a shape of its own beside its words.
TAGS = {"accept": "done", "part": "due", "reject": "shut"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a body answered before."""

    label: str
    reasons: str
    said: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer as pages show it. `days_late` is 0 where it has been given or is still in time."""

    pk: int
    body: str
    body_slug: str
    verdict: str
    answered_at: datetime | None
    tag: str
    label: str
    reasons: str
    said: str
    days_late: int
    due_on: date
    earlier: tuple[Earlier, ...] = ()

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def place(self) -> tuple[bool, int, date]:
        """Overdue first, the longest waiting before the others; then what is in time; then what has been answered."""
        return (self.is_answered, -self.days_late, self.due_on)


def answer_card(
    answer: BodyAnswer, *, at: datetime, today: date, revisions: Iterable[AnswerRevision] = ()
) -> AnswerCard:
    """Return the card of one answer; its organisation is read with it."""
    late = 0 if answer.answered_at else days_late(due_on=answer.due_on, today=today)
    tag, label = _tag(answer, late)
    return AnswerCard(
        pk=answer.pk,
        body=answer.organisation.name,
        body_slug=answer.organisation.slug,
        verdict=answer.verdict,
        answered_at=answer.answered_at,
        tag=tag,
        label=label,
        reasons=answer.reasons,
        said=_said(answer, at=at),
        days_late=late,
        due_on=answer.due_on,
        earlier=tuple(_earlier(one, at=at) for one in revisions),
    )


def _tag(answer: BodyAnswer, late: int) -> tuple[str, str]:
    if answer.answered_at:
        return TAGS[answer.verdict], answer.get_verdict_display()
    if late:
        words = ngettext("No answer yet, %d day late", "No answer yet, %d days late", late)
        return "overdue", words % late
    return "planned", _("Not answered yet")


def _said(answer: BodyAnswer, *, at: datetime) -> str:
    """Say when it was answered, or by when the answer is due."""
    if answer.answered_at:
        return _("Answered on %(day)s") % {"day": say_day(timezone.localdate(answer.answered_at), at=at)}
    words = {"day": say_day(answer.due_on, at=at), "distance": say_distance(answer.due_on, at=at)}
    if words["distance"]:
        return _("Answer due %(distance)s, on %(day)s") % words
    return _("Answer due on %(day)s") % words


def _earlier(one: AnswerRevision, *, at: datetime) -> Earlier:
    words = {
        "first": say_day(timezone.localdate(one.answered_at), at=at),
        "last": say_day(timezone.localdate(one.replaced_at), at=at),
    }
    return Earlier(one.get_verdict_display(), one.reasons, _("Said on %(first)s, changed on %(last)s") % words)
