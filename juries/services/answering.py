"""Asking bodies what they make of a recommendation, and their answers: accept, in part, reject, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from core.generation import raise_generation
from juries.errors import (
    AlreadyAnswered,
    AlreadyLate,
    ChangedMeanwhile,
    DueTooEarly,
    NobodyChosen,
    NotPublishedYet,
    ReasonsMissing,
    VerdictMissing,
)
from juries.letters import write_asked
from juries.models import AnswerRevision, BodyAnswer, Recommendation
from people.models import Organisation

ANSWERED = "juries.answer"


@transaction.atomic
def ask_bodies(
    *, recommendation: Recommendation, organisations: Iterable[Organisation], due_on: date, at: datetime
) -> list[BodyAnswer]:
    """Ask each of these bodies to answer by a day, and write to its officers.

    Asked again before it answered, a body gets the new day. One that has answered is left alone.

    Raises:
        NotPublishedYet, DueTooEarly, NobodyChosen
        AlreadyLate: The day of one of them has passed: from then on it stays, and the days are counted from it.
    """
    today = timezone.localdate(at)
    if recommendation.published_at is None:
        raise NotPublishedYet
    if due_on < today:
        raise DueTooEarly
    asked = [_ask(recommendation, body, due_on=due_on, today=today) for body in organisations]
    if not asked:
        raise NobodyChosen
    for answer in asked:
        if answer.answered_at is None:
            write_asked(answer, at=at)
    raise_generation()
    return asked


def _ask(recommendation: Recommendation, body: Organisation, *, due_on: date, today: date) -> BodyAnswer:
    answer, is_new = BodyAnswer.objects.select_for_update().get_or_create(
        recommendation=recommendation, organisation=body, defaults={"asked_on": today, "due_on": due_on}
    )
    if not is_new and answer.answered_at is None and answer.due_on != due_on:
        if answer.due_on < today:
            raise AlreadyLate
        answer.due_on = due_on
        answer.save(update_fields=["due_on"])
    return answer


@transaction.atomic
def ask_no_more(*, recommendation: Recommendation, answer_id: int, at: datetime) -> None:
    """Take the question to one body back.

    Raises:
        AlreadyAnswered: It has answered.
        AlreadyLate: Its day has passed, and everybody counts the days.
    """
    asked = BodyAnswer.objects.filter(recommendation=recommendation, pk=answer_id)
    if asked.exclude(answered_at=None).exists():
        raise AlreadyAnswered
    if asked.overdue_on(timezone.localdate(at)).exists():
        raise AlreadyLate
    asked.delete()
    raise_generation()


@transaction.atomic
def give_answer(
    *, answer: BodyAnswer, verdict: str, reasons: str, seen: datetime | None, by: Any, at: datetime
) -> BodyAnswer:
    """Store what a body answers. What it answered before is kept beside it, with its day and who gave it.

    Args:
        seen: When the answer was given that its author had in front of them; None where there was none.

    Raises:
        VerdictMissing, ReasonsMissing
        ChangedMeanwhile: Somebody else of the body answered since.
    """
    if verdict not in BodyAnswer.Verdict.values:
        raise VerdictMissing
    if not reasons.strip():
        raise ReasonsMissing
    kept = BodyAnswer.objects.select_for_update().get(pk=answer.pk)
    if kept.answered_at != seen:
        raise ChangedMeanwhile
    if (kept.verdict, kept.reasons) == (verdict, reasons.strip()):
        return kept
    _keep_earlier(kept, at=at)
    kept.verdict, kept.reasons = verdict, reasons.strip()
    kept.answered_at, kept.answered_by = at, by
    kept.save(update_fields=["verdict", "reasons", "answered_at", "answered_by"])
    jury = kept.recommendation.jury
    log(instance=jury, action=ANSWERED, user=by, data={"number": kept.recommendation.number})
    raise_generation()
    return kept


def _keep_earlier(kept: BodyAnswer, *, at: datetime) -> None:
    if kept.answered_at is not None:
        AnswerRevision.objects.create(
            answer=kept,
            verdict=kept.verdict,
            reasons=kept.reasons,
            answered_at=kept.answered_at,
            answered_by=kept.answered_by,
            replaced_at=at,
        )
