"""Counting responses by group: by the age that a question of the survey asks, and by who read the young wording.

An age and an answer together can give somebody away, so these tables keep the rules of the equality tables
(`services/equality.py`): counted once, when a consultation has closed and the grace is over, and never before or again.
Where the age is asked, questions are not cut by wording as well: two cuts of nearly the same people, held against each
other, say more than either may.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from consultations.findings import unpacked
from consultations.groups import (
    age_groups,
    can_ask_age,
    group_of_style,
    published_group_cut,
    published_groups,
    without_empty,
    wording_groups,
)
from consultations.models import Answer, ConsultationPage, Groups, GroupTable, Response, ResultSnapshot, Survey
from consultations.result_tables import BLANK, CUT_KINDS, answer_keys
from consultations.services.results import answerable, count_results
from core.generation import raise_generation
from questions.asked import Asked
from questions.models import QuestionWording, Style

logger = logging.getLogger(__name__)


def groups_due(*, at: datetime) -> QuerySet[ConsultationPage]:
    """Return the consultations whose groups are to be counted now: closed, telling groups apart, never counted."""
    closed_before = at - timedelta(minutes=settings.GRACE_MINUTES)
    never = Q(result_snapshot=None) | Q(result_snapshot__groups_counted_at=None)
    worded = QuestionWording.objects.filter(
        style=Style.YOUNG, question__section__questionnaire__survey__consultation=OuterRef("pk")
    )
    return ConsultationPage.objects.filter(
        never, Q(survey__age_question__isnull=False) | Exists(worded), opens_at__lte=at, closes_at__lte=closed_before
    ).filter(survey__isnull=False)


def count_groups_due(*, at: datetime) -> int:
    """Count what is due by the clock; return how many consultations that was."""
    return sum(_counted(consultation, at=at) for consultation in list(groups_due(at=at)))


def _counted(consultation: ConsultationPage, *, at: datetime) -> bool:
    """Count one consultation; one that fails keeps none of the others from being counted."""
    try:
        with transaction.atomic():
            return count_groups(consultation, at=at)
    except Exception:
        logger.exception("The groups of respondents to %s were not counted.", consultation.pk)
        return False


@transaction.atomic
def count_groups(consultation: ConsultationPage, *, at: datetime) -> bool:
    """Store the tables by group of a consultation, once.

    Returns:
        Whether it was counted now: not while it is open or in its grace, and not a second time.
    """
    closes_at = consultation.closes_at
    if closes_at is None or closes_at + timedelta(minutes=settings.GRACE_MINUTES) > at:
        return False
    count_results(consultation, at=at)
    snapshot = ResultSnapshot.objects.select_for_update().get(consultation=consultation)
    if snapshot.groups_counted_at is not None:
        return False
    GroupTable.objects.bulk_create(list(_tables(consultation, snapshot)), batch_size=200)
    snapshot.groups_counted_at = at
    snapshot.save(update_fields=["groups_counted_at"])
    raise_generation()
    return True


def _tables(consultation: ConsultationPage, snapshot: ResultSnapshot) -> Iterator[GroupTable]:
    survey = Survey.objects.select_related("questionnaire").get(consultation=consultation)
    questions = answerable(survey.questionnaire)
    age = next((one for one in questions if one.id == survey.age_question_id), None)
    cut = [one for one in questions if one.kind in CUT_KINDS and one.id != survey.age_question_id]
    wording = _by_wording(consultation)
    yield from _grouped(consultation, snapshot, Groups.WORDING, wording_groups(), wording, () if age else cut)
    if age is not None and can_ask_age(age):
        members = _by_age(consultation, age)
        labels = without_empty(age, age_groups(age), set(members.values()))
        yield from _grouped(consultation, snapshot, Groups.AGE, labels, members, cut)


def _by_wording(consultation: ConsultationPage) -> dict[int, str]:
    """Return the group of every response that counts, by its row number."""
    rows = Response.objects.filter(consultation=consultation).counted().values_list("pk", "style")
    return {pk: group_of_style(style) for pk, style in rows.iterator(chunk_size=5_000)}


def _by_age(consultation: ConsultationPage, age: Asked) -> dict[int, str]:
    """Return the age that every response that counts gave, by its row number; kept in memory, never stored."""
    known = age_groups(age)
    groups = dict.fromkeys(_by_wording(consultation), BLANK)
    answers = Answer.objects.filter(response__consultation=consultation, question_id=age.id)
    for response_id, value in answers.values_list("response_id", "value").iterator(chunk_size=5_000):
        if response_id in groups and str(value) in known:
            groups[response_id] = str(value)
    return groups


def _grouped(
    consultation: ConsultationPage,
    snapshot: ResultSnapshot,
    groups: Groups,
    labels: Mapping[str, str],
    members: Mapping[int, str],
    cut: Iterable[Asked],
) -> Iterator[GroupTable]:
    numbers = Counter(members.values())
    counts = {group: numbers[group] for group in labels}
    published = published_groups(counts)
    yield GroupTable(consultation=consultation, groups=groups, counts=counts, published=published)
    for asked in cut:
        answers = answer_keys(unpacked(snapshot.tables[str(asked.id)]["tally"]))
        rows = _rows(consultation, asked, answers, counts, members)
        yield GroupTable(
            consultation=consultation,
            question_id=asked.id,
            groups=groups,
            counts=rows,
            published=published_group_cut(rows, published),
        )


def _rows(
    consultation: ConsultationPage,
    asked: Asked,
    answers: Iterable[str],
    counts: Mapping[str, int],
    members: Mapping[int, str],
) -> dict[str, dict[str, int]]:
    """Return responses per group for each answer; those who gave none are what is left."""
    rows = {answer: dict.fromkeys(counts, 0) for answer in answers}
    rows[BLANK] = dict(counts)
    given = Answer.objects.filter(response__consultation=consultation, question_id=asked.id)
    for response_id, value in given.values_list("response_id", "value").iterator(chunk_size=5_000):
        group, answer = members.get(response_id), str(value)
        if group is not None and value is not None and answer in rows:
            rows[answer][group] += 1
            rows[BLANK][group] -= 1
    return rows
