"""A questionnaire taken over into another consultation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from questions.models import Choice, Question, Questionnaire
from questions.services.surveys import words


@transaction.atomic
def copy_questionnaire(*, questionnaire: Questionnaire, title: str = "", at: datetime) -> Questionnaire:
    """Return a fresh copy: same sections, questions, choices, wordings and routes, no answers, not locked.

    What is retired is left behind, and every question starts again at version 1.

    Raises:
        UnusableCharacters.
    """
    copy = Questionnaire.objects.create(title=words(title or questionnaire.title), created_at=at)
    new_choices: dict[int, Choice] = {}
    routes: list[tuple[Question, list[int]]] = []
    for section in questionnaire.sections.prefetch_related("wordings"):
        new_section = _clone(section, questionnaire=copy)
        for question in section.questions.on_offer().with_everything():
            new_question = _clone(question, section=new_section, version=1)
            routes.append((new_question, [choice.pk for choice in question.show_if_choices.all()]))
            for choice in question.choices.all():
                if choice.retired_at is None:
                    new_choices[choice.pk] = _clone(choice, question=new_question)
    for question, leaders in routes:
        question.show_if_choices.set([new_choices[pk] for pk in leaders if pk in new_choices])
    return copy


@transaction.atomic
def copy_question(*, question: Question) -> Question:
    """Return a fresh copy of one question, in no section: the choices on offer and wordings, no route, no answers."""
    source = Question.objects.with_everything().get(pk=question.pk)
    new = _clone(source, section=None, version=1, retired_at=None)
    for choice in source.choices.all():
        if choice.retired_at is None:
            _clone(choice, question=new)
    return new


def _clone(row: Any, **changes: Any) -> Any:
    """Save a second row with the same fields, and the same wordings on it."""
    wordings = list(row.wordings.all())
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    for name in changes:
        fields.pop(row._meta.get_field(name).attname, None)
    new = type(row).objects.create(**(fields | changes))
    link = row.wordings.field.name
    row.wordings.model.objects.bulk_create(
        row.wordings.model(
            **{link: new}, language=one.language, style=one.style, text=one.text, help_text=one.help_text
        )
        for one in wordings
    )
    return new
