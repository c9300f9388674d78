"""Counting what respondents said about themselves: the one place where the vault is opened for many.

The job opens each record once, joins it with its response in memory only, and stores tables: counts for officers and,
worked out at the same time, what the public may see. It runs once, when a consultation has closed and the grace is
over, and never before or again: two counts show by their difference who came between them, and that may be one person.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from consultations.findings import unpacked
from consultations.models import Answer, ConsultationPage, EqualityTable, Response, ResultSnapshot, VaultRecord
from consultations.result_tables import BLANK, CUT_KINDS, answer_keys, banded, published_counts, published_cut
from consultations.services.private import VAULT_KEPT_AFTER_COUNT
from consultations.services.results import answerable, count_results
from consultations.vault import ABOUT_YOU, SealBroken, row_key, unseal
from core.generation import raise_generation
from people.equality_lists import CURRENT, Feature, get_list
from questions.asked import Asked

logger = logging.getLogger(__name__)

#: One respondent's code for each feature of the list, in its order.
Profile = tuple[str, ...]


def equality_due(*, at: datetime) -> QuerySet[ConsultationPage]:
    """Return the consultations whose equality tables are to be counted now: closed, and never counted."""
    closed_before = at - timedelta(minutes=settings.GRACE_MINUTES)
    never = Q(result_snapshot=None) | Q(result_snapshot__equality_counted_at=None)
    return ConsultationPage.objects.filter(
        never, survey__isnull=False, asks_about_you=True, opens_at__lte=at, closes_at__lte=closed_before
    )


def count_equality_due(*, at: datetime) -> int:
    """Count what is due by the clock; return how many consultations that was."""
    return sum(_counted(consultation, at=at) for consultation in list(equality_due(at=at)))


def _counted(consultation: ConsultationPage, *, at: datetime) -> bool:
    """Count one consultation; one that fails keeps none of the others from being counted."""
    try:
        with transaction.atomic():
            return count_equality(consultation, at=at)
    except Exception:
        logger.exception("What was said about themselves by respondents to %s was not counted.", consultation.pk)
        return False


@transaction.atomic
def count_equality(consultation: ConsultationPage, *, at: datetime) -> bool:
    """Open the vault of a consultation and store its tables, once.

    Returns:
        Whether it was counted now: not while it is open or in its grace, and not a second time.
    """
    if not _is_over(consultation, at=at):
        return False
    snapshot = _locked_snapshot(consultation, at=at)
    if snapshot.equality_counted_at is not None:
        return False
    _store(consultation, snapshot, at=at)
    last_day = (at + VAULT_KEPT_AFTER_COUNT).date()
    VaultRecord.objects.filter(consultation=consultation, kept_until__gt=last_day).update(kept_until=last_day)
    snapshot.equality_counted_at = at
    snapshot.save(update_fields=["equality_counted_at"])
    raise_generation()
    return True


def _store(consultation: ConsultationPage, snapshot: ResultSnapshot, *, at: datetime) -> None:
    features = get_list(CURRENT).features
    profiles = _profiles(consultation, features)
    has_records = VaultRecord.objects.filter(consultation=consultation).exists()
    tables = list(_tables(consultation, features, profiles, snapshot)) if profiles and has_records else []
    for table in tables:
        table.counted_at = at
    EqualityTable.objects.bulk_create(tables, batch_size=200)


def _is_over(consultation: ConsultationPage, *, at: datetime) -> bool:
    closes_at = consultation.closes_at
    return closes_at is not None and closes_at + timedelta(minutes=settings.GRACE_MINUTES) <= at


def _locked_snapshot(consultation: ConsultationPage, *, at: datetime) -> ResultSnapshot:
    """Return the counts as they stand now: a cut must add up to the totals that are shown beside it."""
    count_results(consultation, at=at)
    return ResultSnapshot.objects.select_for_update().get(consultation=consultation)


def _profiles(consultation: ConsultationPage, features: Sequence[Feature]) -> dict[int, Profile]:
    """Return the profile of every response that counts, by its row number; kept in memory, never stored."""
    by_key = dict(_opened(consultation, features))
    nothing = tuple(feature.counted_code({}) for feature in features)
    shared: dict[Profile, Profile] = {}
    responses = Response.objects.filter(consultation=consultation).counted().order_by("pk")
    rows: Iterator[tuple[int, UUID]] = responses.values_list("pk", "public_id").iterator(chunk_size=2_000)
    found = ((pk, by_key.get(row_key(public_id, ABOUT_YOU), nothing)) for pk, public_id in rows)
    return {pk: shared.setdefault(profile, profile) for pk, profile in found}


def _opened(consultation: ConsultationPage, features: Sequence[Feature]) -> Iterator[tuple[str, Profile]]:
    rows = VaultRecord.objects.filter(consultation=consultation).values_list("key", "content")
    for key, content in rows.iterator(chunk_size=2_000):
        try:
            answers = unseal(content)
        except SealBroken:
            continue
        yield key, tuple(feature.counted_code(answers) for feature in features)


def _tables(
    consultation: ConsultationPage,
    features: Sequence[Feature],
    profiles: Mapping[int, Profile],
    snapshot: ResultSnapshot,
) -> Iterator[EqualityTable]:
    age_id = consultation.survey.age_question_id  # what is hidden of the ages is no row of another table either
    answers = answerable(consultation.survey.questionnaire)
    asked = [one for one in answers if one.kind in CUT_KINDS and one.id != age_id]
    cuts = _cuts(consultation, asked, profiles)
    numbers = Counter(profiles.values())
    for place, feature in enumerate(features):
        table = _feature_table(feature, place, numbers)
        table.consultation = consultation
        if feature.slug == get_list(CURRENT).age and consultation.survey.age_question_id is not None:
            table.published = None  # the survey asks the age too: two sets of bands, subtracted, show the few between
        yield table
        for question in asked:
            tally = unpacked(snapshot.tables[str(question.id)]["tally"])
            rows = _cut_rows(feature, place, numbers, cuts[question.id], answer_keys(tally))
            yield EqualityTable(
                consultation=consultation,
                question_id=question.id,
                feature=feature.slug,
                list_version=CURRENT,
                counts=rows,
                published=_published_cut(rows, table.published),
            )


def _feature_table(feature: Feature, place: int, numbers: Mapping[Profile, int]) -> EqualityTable:
    counts: dict[str, int] = defaultdict(int)
    for profile, number in numbers.items():
        counts[profile[place]] += number
    published = published_counts(
        banded(feature, counts), minimum=settings.PUBLIC_MINIMUM_COUNT, round_to=settings.PUBLIC_ROUND_TO
    )
    return EqualityTable(feature=feature.slug, list_version=CURRENT, counts=dict(counts), published=published)


def _published_cut(rows: dict[str, dict[str, int]], published: dict[str, int | None] | None) -> dict[str, Any] | None:
    """A question is cut in public only where the characteristic by itself is public."""
    if published is None:
        return None
    return published_cut(rows, published, minimum=settings.PUBLIC_MINIMUM_COUNT, round_to=settings.PUBLIC_ROUND_TO)


def _cuts(
    consultation: ConsultationPage, asked: Sequence[Asked], profiles: Mapping[int, Profile]
) -> dict[int, Counter[tuple[str, Profile]]]:
    """Count, per question, each pair of answer and profile."""
    cuts: dict[int, Counter[tuple[str, Profile]]] = {one.id: Counter() for one in asked}
    answers = Answer.objects.filter(response__consultation=consultation, question_id__in=list(cuts))
    rows = answers.order_by().values_list("question_id", "response_id", "value")
    for question_id, response_id, value in rows.iterator(chunk_size=5_000):
        if value is not None and response_id in profiles:
            cuts[question_id][str(value), profiles[response_id]] += 1
    return cuts


def _cut_rows(
    feature: Feature,
    place: int,
    numbers: Mapping[Profile, int],
    cut: Mapping[tuple[str, Profile], int],
    answers: Sequence[str],
) -> dict[str, dict[str, int]]:
    """Return people per band for each answer; those who gave none are what is left."""
    rows = {answer: dict.fromkeys(feature.published_bands(), 0) for answer in answers}
    for profile, number in numbers.items():
        rows[BLANK][feature.band_of(profile[place])] += number
    for (answer, profile), number in cut.items():
        if answer not in rows:  # left out of the count too
            continue
        band = feature.band_of(profile[place])
        rows[answer][band] += number
        rows[BLANK][band] -= number
    return rows
