"""Write a demonstration's survey through the services that the survey builder uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engage.demo.shapes import C, Consultation, Q, S
from questions.kinds import get_kind
from questions.models import Choice, Question, Questionnaire, Section, Style
from questions.services import (
    ChoiceDraft,
    add_question,
    add_section,
    create_questionnaire,
    set_section_wording,
    set_wordings,
)

#: Wordings of the demonstration: attribute of the shapes, language, style.
WORDINGS = (("easy", "en-gb", Style.EASY_READ), ("pl", "pl", Style.STANDARD), ("young", "en-gb", Style.YOUNG))


def write_survey(plan: Consultation, *, at: datetime) -> Questionnaire:
    """Return a new questionnaire with the sections, questions, routes and wordings of the plan."""
    questionnaire = create_questionnaire(title=plan.title, at=at)
    named: dict[str, Question] = {}
    for part in plan.survey:
        section = add_section(questionnaire=questionnaire, title=part.title, introduction=part.introduction)
        _word_section(section, part)
        for plan_question in part.questions:
            question = _write_question(section, plan_question, named)
            _word_question(question, plan_question, at=at)
            if plan_question.key:
                named[plan_question.key] = question
    questionnaire.refresh_from_db()
    return questionnaire


def _write_question(section: Section, plan: Q, named: Mapping[str, Question]) -> Question:
    show_if: list[Choice] = []
    if plan.show_if is not None:
        key, texts = plan.show_if
        show_if = list(named[key].choices.filter(text__in=texts))
    return add_question(
        section=section,
        kind=plan.kind,
        text=plan.text,
        help_text=plan.help,
        is_required=plan.required,
        config=plan.config,
        choices=[_draft(choice) for choice in plan.choices] if get_kind(plan.kind).has_choices else (),
        rows=[ChoiceDraft(text=row) for row in plan.rows],
        show_if=show_if,
    )


def _draft(choice: C | str) -> ChoiceDraft:
    if isinstance(choice, str):
        return ChoiceDraft(text=choice)
    return ChoiceDraft(text=choice.text, is_other=choice.own_words, is_exclusive=choice.excludes)


def _word_section(section: Section, plan: S) -> None:
    for attribute, language, style in WORDINGS:
        if text := getattr(plan, attribute):
            set_section_wording(section=section, language=language, style=style, title=text)


def _word_question(question: Question, plan: Q, *, at: datetime) -> None:
    rows = dict(zip((c.text if isinstance(c, C) else c for c in plan.choices), plan.choices, strict=True))
    for attribute, language, style in WORDINGS:
        if text := getattr(plan, attribute):
            choices = {
                choice.pk: worded
                for choice in question.choices.all()
                if isinstance(plan_choice := rows.get(choice.text), C) and (worded := getattr(plan_choice, attribute))
            }
            set_wordings(question=question, language=language, style=style, text=text, choices=choices, at=at)
