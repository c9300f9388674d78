"""Reads for the pages of results: from the stored counts and tables to what templates draw, in constant statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from consultations.findings import (
    QuestionResult,
    SectionResult,
    numbered,
    question_result,
    section_results,
    split_minimum,
)
from consultations.models import ConsultationPage, EqualityTable, Response, ResultSnapshot, TextRelease
from consultations.result_tables import CountTable, cut_table, feature_table
from consultations.services.private import names_of
from consultations.young import worded_for_young
from people.equality_lists import LISTS, Feature, get_list
from questions.asked import Asked, AskedSection
from questions.models import QuestionVersion
from questions.reads import ask_questionnaire


@dataclass(frozen=True, slots=True)
class Voice:
    """One answer in somebody's own words, as it is published."""

    text: str
    by: str
    is_organisation: bool
    is_redacted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class EarlierWording:
    number: int
    text: str
    answers: int


def sections_of(consultation: ConsultationPage) -> list[AskedSection]:
    """Return all that was ever asked, as numbered on the results page."""
    return ask_questionnaire(consultation.survey.questionnaire, include_retired=True)


def page_results(
    consultation: ConsultationPage, snapshot: ResultSnapshot, sections: Iterable[AskedSection]
) -> list[SectionResult]:
    return section_results(
        sections,
        snapshot.tables,
        responses=snapshot.responses,
        texts=snapshot.texts,
        cuts={},
        minimum=None if has_groups(consultation) else settings.PUBLIC_MINIMUM_COUNT,
        apart=consultation.survey.age_question_id,
    )


def with_cuts(sections: Iterable[SectionResult], cuts: Mapping[int, Sequence[CountTable]]) -> list[SectionResult]:
    """Return the results with these tables beside the questions that they cut."""
    return [
        replace(
            section,
            questions=tuple(replace(one, cuts=tuple(cuts.get(one.asked.id, ()))) for one in section.questions),
        )
        for section in sections
    ]


def has_groups(consultation: ConsultationPage) -> bool:
    """Whether its results are cut by group. Then they are not split by channel: held against each other, the two
    would tell more of a group than either may.
    """
    return consultation.survey.age_question_id is not None or bool(worded_for_young([consultation.pk]))


def one_result(
    consultation: ConsultationPage, snapshot: ResultSnapshot, sections: Iterable[AskedSection], number: int
) -> QuestionResult | None:
    """Return the result of the question with this number, or None when there is no such."""
    asked = next((one for _section, pairs in numbered(sections) for place, one in pairs if place == number), None)
    if asked is None:
        return None
    minimum = None if has_groups(consultation) else settings.PUBLIC_MINIMUM_COUNT
    return question_result(
        number,
        asked,
        snapshot.tables.get(str(asked.id), {}),
        split_from=split_minimum(snapshot.responses, minimum),
        apart=consultation.survey.age_question_id,
    )


def public_equality(consultation: ConsultationPage) -> list[CountTable]:
    """Return the published tables of who answered, in the order of the list."""
    rows = EqualityTable.objects.public().filter(consultation=consultation, question=None)
    return [feature_table(feature, row.published, is_banded=True) for feature, row in _in_order(rows)]


def questions_cut(consultation: ConsultationPage) -> set[int]:
    """Return the ids of the questions that are published by a characteristic."""
    rows = EqualityTable.objects.public().filter(consultation=consultation, question__isnull=False)
    return set(rows.order_by().values_list("question_id", flat=True).distinct())


def public_cuts(consultation: ConsultationPage, asked: Asked) -> list[CountTable]:
    """Return one question by each characteristic, where that is published."""
    rows = EqualityTable.objects.public().filter(consultation=consultation, question_id=asked.id)
    return [
        cut_table(asked, feature, row.published["bands"], row.published["rows"]) for feature, row in _in_order(rows)
    ]


def public_texts(consultation: ConsultationPage, asked: Asked) -> QuerySet[TextRelease]:
    """Return what anybody may read of the words given to one question, in the order in which it was sent."""
    return (
        TextRelease.objects.of(consultation.pk)
        .public()
        .filter(answer__question_id=asked.id)
        .select_related("answer__response")
        .order_by("answer__response_id")
    )


def voices(releases: Iterable[TextRelease]) -> list[Voice]:
    """Return texts with the names their authors agreed to; one statement for all of the names.

    What an organisation or group is called is a name like any other: it may be that of a person.
    """
    rows = list(releases)
    responses = [row.answer.response for row in rows]
    named = {one.pk for one in responses if may_be_named(one)}
    names = names_of([one.public_id for one in responses if one.pk in named]) if rows else {}
    return [
        Voice(
            text=row.text,
            by=(response.organisation_name or names.get(response.public_id, "")) if response.pk in named else "",
            is_organisation=response.pk in named and bool(response.organisation_name),
            is_redacted=row.is_redacted,
            reason=row.reason,
        )
        for row, response in zip(rows, responses, strict=True)
    ]


def may_be_named(response: Response) -> bool:
    """Whether the name of the author may stand under their words: they said so, and that they are not under 18."""
    return response.consent == Response.Consent.NAMED and response.is_under_18 is False


def earlier_wordings(result: QuestionResult) -> list[EarlierWording]:
    """Return how a question read before it was changed, with how many answered it so."""
    if not result.has_changed:
        return []
    answers = dict(result.versions)
    rows = QuestionVersion.objects.filter(question_id=result.asked.id, number__in=list(answers)).order_by("number")
    return [EarlierWording(row.number, row.wording.get("text", ""), answers[row.number]) for row in rows]


def _in_order(rows: Iterable[EqualityTable]) -> list[tuple[Feature, Any]]:
    """Pair rows with the features they are about, in the order of their list."""
    found = {(row.list_version, row.feature): row for row in rows}
    return [
        (feature, found[version, feature.slug])
        for version in LISTS
        for feature in get_list(version).features
        if (version, feature.slug) in found
    ]
