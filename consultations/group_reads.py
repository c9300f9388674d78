"""Reads of the tables by group: what anybody sees of them after closing, and what officers see in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from consultations.groups import age_groups, group_cut, group_table, wording_groups
from consultations.models import ConsultationPage, Groups, GroupTable
from consultations.result_tables import CountTable
from questions.asked import Asked, AskedSection
from questions.reads import asked_of


def public_groups(consultation: ConsultationPage, sections: Iterable[AskedSection]) -> dict[str, CountTable]:
    """Return the published tables of the groups by themselves, by what they tell apart, in one statement."""
    rows = GroupTable.objects.filter(consultation=consultation, question=None, published__isnull=False)
    labels = _labels(consultation, sections)
    return {
        row.groups: group_table(row.groups, str(Groups(row.groups).label), labels[row.groups], row.published)
        for row in rows.defer("counts")
        if row.groups in labels
    }


def questions_grouped(consultation: ConsultationPage) -> set[int]:
    """Return the ids of the questions that are published by group."""
    rows = GroupTable.objects.filter(consultation=consultation, question__isnull=False, published__isnull=False)
    return set(rows.order_by().values_list("question_id", flat=True).distinct())


def public_group_cuts(
    consultation: ConsultationPage, sections: Iterable[AskedSection], questions: Iterable[int]
) -> dict[int, list[CountTable]]:
    """Return these questions by each group, where that is published, by question id."""
    rows = GroupTable.objects.filter(
        consultation=consultation, question_id__in=list(questions), published__isnull=False
    )
    cuts = [(row, row.published["bands"], row.published["rows"]) for row in rows.defer("counts").order_by("groups")]
    return _cuts(consultation, sections, cuts)


def officer_groups(consultation: ConsultationPage, sections: Iterable[AskedSection]) -> list[CountTable]:
    """Return the groups in full, nothing hidden."""
    labels = _labels(consultation, sections)
    return [
        group_table(row.groups, str(Groups(row.groups).label), labels[row.groups], row.counts)
        for row in GroupTable.objects.filter(consultation=consultation, question=None).order_by("groups")
        if row.groups in labels
    ]


def officer_group_cuts(
    consultation: ConsultationPage, sections: Iterable[AskedSection], asked: Asked, answers: Iterable[str]
) -> list[CountTable]:
    """Return one question by each group, in full. `answers`: its answers in display order."""
    labels, keys = _labels(consultation, sections), list(answers)
    rows = GroupTable.objects.filter(consultation=consultation, question_id=asked.id).order_by("groups")
    cuts = []
    for row in rows:
        bands = list(labels.get(row.groups, {}))
        lines = [([key], [row.counts[key].get(band, 0) for band in bands]) for key in keys if key in row.counts]
        cuts.append((row, bands, lines))
    return _cuts(consultation, sections, cuts).get(asked.id, [])


def _cuts(
    consultation: ConsultationPage, sections: Iterable[AskedSection], cuts: Iterable[tuple[GroupTable, Any, Any]]
) -> dict[int, list[CountTable]]:
    labels = _labels(consultation, sections)
    asked = {one.id: one for one in asked_of(sections)}
    found: dict[int, list[CountTable]] = {}
    for row, bands, lines in cuts:
        if row.groups in labels and row.question_id in asked:
            one = asked[row.question_id]
            title = str(Groups(row.groups).label)
            table = group_cut(one, row.groups, title, labels[row.groups], bands, lines)
            found.setdefault(one.id, []).append(table)
    return found


def _labels(consultation: ConsultationPage, sections: Iterable[AskedSection]) -> Mapping[str, Mapping[str, str]]:
    """Return what the groups are called, by what they tell apart, in the order in which they are shown."""
    age = next((one for one in asked_of(sections) if one.id == consultation.survey.age_question_id), None)
    labels: dict[str, Mapping[str, str]] = {Groups.WORDING.value: wording_groups()}
    return labels | ({Groups.AGE.value: age_groups(age)} if age else {})
