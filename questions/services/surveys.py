"""Questionnaires and their sections: made, edited, removed, locked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from core.sanitise import UnusableText, plain
from questions.errors import SurveyLocked, TextMissing, UnusableCharacters
from questions.models import Question, Questionnaire, Section
from questions.services.routes import refuse_if_leading


def words(text: str, *, required: bool = True) -> str:
    """Return text an officer wrote, as it is stored.

    Raises:
        TextMissing: Nothing is left of it, though it is required.
        UnusableCharacters: A NUL byte.
    """
    try:
        kept = plain(text).strip()
    except UnusableText as found:
        raise UnusableCharacters from found
    if required and not kept:
        raise TextMissing
    return kept


def hold(questionnaire_id: int) -> Questionnaire:
    """Take the questionnaire for the rest of the transaction and raise its revision: nobody locks it meanwhile."""
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    Questionnaire.objects.filter(pk=questionnaire_id).update(revision=F("revision") + 1)
    return questionnaire


def next_place(rows: Any) -> int:
    """Return the place after the last of these rows."""
    return (rows.aggregate(last=Max("sort_order"))["last"] or 0) + 1


@transaction.atomic
def create_questionnaire(*, title: str, at: datetime) -> Questionnaire:
    """Make an empty questionnaire.

    Raises:
        TextMissing, UnusableCharacters.
    """
    return Questionnaire.objects.create(title=words(title), created_at=at)


@transaction.atomic
def add_section(*, questionnaire: Questionnaire, title: str, introduction: str = "") -> Section:
    """Add a section at the end.

    Raises:
        TextMissing, UnusableCharacters.
    """
    held = hold(questionnaire.pk)
    return Section.objects.create(
        questionnaire=held,
        title=words(title),
        introduction=words(introduction, required=False),
        sort_order=next_place(held.sections),
    )


@transaction.atomic
def edit_section(*, section: Section, title: str, introduction: str = "") -> Section:
    """Change what a section says; nothing that is counted depends on it.

    Raises:
        TextMissing, UnusableCharacters.
    """
    hold(section.questionnaire_id)
    section.title = words(title)
    section.introduction = words(introduction, required=False)
    section.save(update_fields=["title", "introduction"])
    return section


@transaction.atomic
def remove_section(*, section: Section) -> None:
    """Delete a section and its questions.

    Raises:
        SurveyLocked: It holds questions that people have begun to answer.
        QuestionLeadsOn: A question elsewhere depends on one in it.
    """
    held = hold(section.questionnaire_id)
    questions = list(section.questions.all())
    if held.locked_at and questions:
        raise SurveyLocked
    refuse_if_leading(Question.objects.filter(section=section))
    section.delete()


def lock(questionnaire: Questionnaire, *, at: datetime) -> None:
    """Note that somebody begins to answer: edits make versions from here on.

    Given a fresh row, later calls cost no statement.
    """
    if questionnaire.locked_at is not None:
        return
    Questionnaire.objects.filter(pk=questionnaire.pk, locked_at__isnull=True).update(locked_at=at)
    questionnaire.refresh_from_db(fields=["locked_at"])
