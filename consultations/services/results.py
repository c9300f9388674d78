"""Counting responses. The database groups, the kinds of question tally, one row keeps it all.

A look at results reads only that row. It is counted again when a response has changed since (one indexed statement
tells): on the spot while there are few responses, by the tick when there are many.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from consultations.findings import packed
from consultations.models import Answer, ConsultationPage, Response, ResultSnapshot, Survey, TextRelease
from consultations.models.results import SETTLING
from consultations.services.events import (
    CHANNEL,
    Counted,
    Grouped,
    counted_rounds,
    grouped_in_rooms,
    people_in_rooms,
    stale_rooms,
)
from core.generation import raise_generation
from questions.asked import Asked
from questions.kinds import get_kind
from questions.models import Questionnaire
from questions.reads import ask_questionnaire, asked_of

logger = logging.getLogger(__name__)

#: Up to so many responses are counted while somebody waits for the page.
SMALL: Final = 2_000
#: While it is open, more than that are counted by the tick, not oftener than this.
PAUSE_WHILE_OPEN: Final = timedelta(minutes=5)


def stored_results(consultation: ConsultationPage) -> ResultSnapshot | None:
    """Return what was counted last, or None when nothing ever was."""
    return ResultSnapshot.objects.filter(consultation=consultation).first()


def fresh_results(consultation: ConsultationPage, *, at: datetime) -> ResultSnapshot:
    """Return the counts, counted anew if responses have changed and there are few.

    Three statements when nothing has changed, however many responded; one more where linked events are counted.
    """
    snapshot = stored_results(consultation)
    newest = Response.objects.filter(consultation=consultation).last_change()
    rooms = _rooms(consultation, at=at)
    if snapshot is not None and not snapshot.is_stale(newest, at=at) and snapshot.rooms.get("rounds", {}) == rooms:
        return snapshot
    if snapshot is not None and (snapshot.total > SMALL or _number(consultation) > SMALL):
        return snapshot
    if snapshot is None and _number(consultation) > SMALL:
        return ResultSnapshot(consultation=consultation, counted_at=at)
    return count_results(consultation, at=at)


@transaction.atomic
def count_results(consultation: ConsultationPage, *, at: datetime) -> ResultSnapshot:
    """Count all that stands and keep it. Who comes while another counts waits and then counts the same."""
    ResultSnapshot.objects.get_or_create(consultation=consultation, defaults={"counted_at": at})
    snapshot = ResultSnapshot.objects.select_for_update().get(consultation=consultation)
    counted = Response.objects.filter(consultation=consultation).counted()
    snapshot.counts_until = Response.objects.filter(consultation=consultation).last_change()
    snapshot.counted_at = at
    rooms = _rooms(consultation, at=at)
    snapshot.rooms = {"rounds": rooms, "people": people_in_rooms(rooms)} if rooms else {}
    snapshot.responses = dict(counted.order_by().values_list("channel").annotate(Count("pk")))
    if rooms:
        snapshot.responses[CHANNEL] = snapshot.responses.get(CHANNEL, 0) + snapshot.rooms["people"]
    snapshot.tables = _tables(consultation, rooms)
    snapshot.texts = texts_of(consultation)
    snapshot.save()
    raise_generation()
    return snapshot


def _rooms(consultation: ConsultationPage, *, at: datetime) -> Counted:
    """Return which rounds of linked events are to be counted now."""
    return counted_rounds([consultation.pk], at=at).get(consultation.pk, {})


def texts_of(consultation: ConsultationPage) -> dict[str, int]:
    """Return how many texts the public may read, per question id as text."""
    found = TextRelease.objects.of(consultation.pk).public().count_by_question()
    return {str(question_id): number for question_id, number in found.items()}


def to_count(*, at: datetime) -> QuerySet[ConsultationPage]:
    """Return the consultations whose stored counts are out of date and that nobody's look will count."""
    newest = Response.objects.filter(consultation=OuterRef("pk")).order_by("-changed_at").values("changed_at")[:1]
    before = F("result_snapshot__counts_until")
    stale = (
        Q(result_snapshot=None)
        | Q(result_snapshot__counts_until=None)
        | Q(newest__gt=before)
        | Q(result_snapshot__counted_at__lt=before + SETTLING, newest__lte=at - SETTLING)
    )
    rested = Q(closes_at__lte=at) | Q(result_snapshot=None) | Q(result_snapshot__counted_at__lte=at - PAUSE_WHILE_OPEN)
    return (
        ConsultationPage.objects.filter(opens_at__lte=at, survey__isnull=False)
        .annotate(newest=Subquery(newest))
        .filter(Q(newest__isnull=False) | Q(closes_at__lte=at, result_snapshot=None))
        .filter(stale & rested)
    )


def count_due(*, at: datetime) -> int:
    """Count what has to be counted by the clock; return how many consultations that was."""
    due = {one.pk: one for one in to_count(at=at)}
    due |= {one.pk: one for one in ConsultationPage.objects.filter(pk__in=stale_rooms(at=at), survey__isnull=False)}
    return sum(_counted(consultation, at=at) for consultation in due.values())


def _counted(consultation: ConsultationPage, *, at: datetime) -> bool:
    """Count one consultation; one that fails keeps none of the others from being counted."""
    try:
        with transaction.atomic():
            count_results(consultation, at=at)
    except Exception:
        logger.exception("The responses to %s could not be counted.", consultation.pk)
        return False
    return True


def _number(consultation: ConsultationPage) -> int:
    return Response.objects.filter(consultation=consultation)[: SMALL + 1].count()


def _tables(consultation: ConsultationPage, rooms: Counted) -> dict[str, Any]:
    survey = Survey.objects.select_related("questionnaire").filter(consultation=consultation).first()
    if survey is None:
        return {}
    grouped: dict[int, list[Grouped]] = defaultdict(list)
    for row in [*_grouped(consultation), *(grouped_in_rooms(rooms) if rooms else ())]:
        grouped[row[0]].append(row)
    return {str(asked.id): _table(asked, grouped[asked.id]) for asked in answerable(survey.questionnaire)}


def answerable(questionnaire: Questionnaire) -> list[Asked]:
    """Return every question that takes answers, those no longer asked among them, in the order of their numbers."""
    sections = ask_questionnaire(questionnaire, include_retired=True)
    return [asked for asked in asked_of(sections) if get_kind(asked.kind).is_answered]


def _grouped(consultation: ConsultationPage) -> QuerySet[Answer, Any]:
    return (
        Answer.objects.filter(response__consultation=consultation, response__withdrawn_at__isnull=True)
        .order_by()
        .values_list("question_id", "version", "response__channel", "value")
        .annotate(number=Count("pk"))
    )


def _table(asked: Asked, rows: list[Grouped]) -> dict[str, Any]:
    channels: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    versions: dict[str, int] = defaultdict(int)
    for _question, version, channel, value, number in _countable(asked, rows):
        channels[channel].append((value, number))
        versions[str(version)] += number
    kind = get_kind(asked.kind)
    return {
        "tally": packed(kind.tally(asked, [one for counts in channels.values() for one in counts])),
        "channels": {channel: packed(kind.tally(asked, counts)) for channel, counts in channels.items()},
        "versions": dict(versions),
    }


def _countable(asked: Asked, rows: list[Grouped]) -> list[Grouped]:
    """Leave out answers that the question cannot hold, and say so in the log: one of them must not hide all others.

    Nothing that is sent today makes such an answer; what was restored or brought in from elsewhere may hold some.
    """
    kind = get_kind(asked.kind)
    kept = []
    for row in rows:
        try:
            kind.tally(asked, [(row[3], row[4])])
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            logger.error("Question %s: %s answers fit none of its choices and are not counted.", asked.id, row[4])
        else:
            kept.append(row)
    return kept
