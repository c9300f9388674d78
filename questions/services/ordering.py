"""Where sections and questions stand. A question never comes before the one it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from questions.errors import OrderRefused
from questions.models import Question, Questionnaire, Section
from questions.services.routes import check_all_routes
from questions.services.surveys import hold


@transaction.atomic
def arrange(*, questionnaire: Questionnaire, order: Sequence[tuple[int, Sequence[int]]]) -> None:
    """Put everything in a new order at once, as after dragging.

    Args:
        order: For each section id, in order, the ids of the questions in it, in order. Retired questions may be left
            out: they follow the others of their section.

    Raises:
        OrderRefused: It does not name each section and each question of the survey once.
        RouteNotEarlier: A question would come before the one it depends on.
    """
    hold(questionnaire.pk)
    sections = {section.pk: section for section in questionnaire.sections.all()}
    questions = {question.pk: question for question in Question.objects.filter(section__in=sections)}
    full = _with_retired(order, questions.values())
    named = [question for _section, inside in full for question in inside]
    if sorted(section for section, _inside in full) != sorted(sections) or sorted(named) != sorted(questions):
        raise OrderRefused
    for place, (section_id, inside) in enumerate(full, start=1):
        sections[section_id].sort_order = place
        for spot, question_id in enumerate(inside, start=1):
            questions[question_id].section_id = section_id
            questions[question_id].sort_order = spot
    Section.objects.bulk_update(sections.values(), ["sort_order"])
    Question.objects.bulk_update(questions.values(), ["section", "sort_order"])
    check_all_routes(questionnaire.pk)


@transaction.atomic
def move_section(*, section: Section, place: int) -> None:
    """Put a section at a place among its sisters, counted from 1; beyond the end is the end.

    Raises:
        RouteNotEarlier: A question would come before the one it depends on.
    """
    order = _order(section.questionnaire)
    moved = next(item for item in order if item[0] == section.pk)
    order.remove(moved)
    order.insert(max(place, 1) - 1, moved)
    arrange(questionnaire=section.questionnaire, order=order)


@transaction.atomic
def move_question(*, question: Question, place: int, section: Section | None = None) -> None:
    """Put a question at a place in its section or in another one of the survey, counted from 1.

    Raises:
        OrderRefused: The section belongs to another survey, or the question to none.
        RouteNotEarlier: It would come before the one it depends on.
    """
    if question.section is None:
        raise OrderRefused
    questionnaire = question.section.questionnaire
    target = section.pk if section is not None else question.section_id
    order = _order(questionnaire)
    if target not in {key for key, _inside in order}:
        raise OrderRefused
    for key, inside in order:
        if question.pk in inside:
            inside.remove(question.pk)
        if key == target:
            inside.insert(max(place, 1) - 1, question.pk)
    arrange(questionnaire=questionnaire, order=order)


def _with_retired(
    order: Sequence[tuple[int, Sequence[int]]], questions: Iterable[Question]
) -> list[tuple[int, list[int]]]:
    """Return the order with the retired questions that it leaves out after the others of their section."""
    named = {question for _section, inside in order for question in inside}
    retired = [one for one in questions if one.retired_at is not None and one.pk not in named]
    return [(key, [*inside, *(one.pk for one in retired if one.section_id == key)]) for key, inside in order]


def _order(questionnaire: Questionnaire) -> list[tuple[int, list[int]]]:
    sections = questionnaire.sections.prefetch_related("questions")
    return [
        (section.pk, [question.pk for question in section.questions.all() if question.retired_at is None])
        for section in sections
    ]
