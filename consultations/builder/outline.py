"""A survey as its writers see it: sections, numbered questions, and in words when each question is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.kinds import get_kind
from questions.models import Choice, Question, Questionnaire, QuestionVersion, Section


@dataclass(slots=True)
class OutlineQuestion:
    """One question on the list. `number` is None for information texts: nobody answers them."""

    question: Question
    number: int | None
    kind: str
    sizes: str
    route: str
    has_history: bool
    is_first: bool = False
    is_last: bool = False

    @property
    def id(self) -> int:
        return self.question.pk

    @property
    def name(self) -> str:
        return short(self.question.text)


@dataclass(slots=True)
class OutlineSection:
    section: Section
    number: int
    questions: list[OutlineQuestion] = field(default_factory=list)
    retired: list[OutlineQuestion] = field(default_factory=list)
    is_first: bool = False
    is_last: bool = False


def short(text: str, length: int = 80) -> str:
    """Return the first words of a text, to name it by."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def outline(questionnaire: Questionnaire) -> list[OutlineSection]:
    """Read the survey with all that its list shows, in a constant number of statements."""
    sections = _sections(questionnaire)
    numbers = number_questions(sections)
    result = []
    for place, section in enumerate(sections, start=1):
        item = OutlineSection(section, place, is_first=place == 1, is_last=place == len(sections))
        for question in section.questions.all():
            bucket = item.retired if question.retired_at else item.questions
            bucket.append(_line(question, numbers))
        result.append(item)
    _mark_ends(result)
    return result


def number_questions(sections: Iterable[Section]) -> dict[int, int]:
    """Number what is asked through the whole survey, from 1; information texts and retired questions have none."""
    asked = [
        question.pk
        for section in sections
        for question in section.questions.all()
        if question.kind != "information" and question.retired_at is None
    ]
    return {pk: number for number, pk in enumerate(asked, start=1)}


def _sections(questionnaire: Questionnaire) -> list[Section]:
    has_versions = Exists(QuestionVersion.objects.filter(question=OuterRef("pk")))
    questions = Question.objects.annotate(has_versions=has_versions).prefetch_related(
        "choices", Prefetch("show_if_choices", Choice.objects.select_related("question"))
    )
    return list(questionnaire.sections.prefetch_related(Prefetch("questions", questions)))


def _line(question: Question, numbers: dict[int, int]) -> OutlineQuestion:
    return OutlineQuestion(
        question=question,
        number=numbers.get(question.pk),
        kind=str(get_kind(question.kind).label),
        sizes=_sizes(question) if get_kind(question.kind).has_choices else "",
        route=route_in_words(list(question.show_if_choices.all()), numbers),
        has_history=getattr(question, "has_versions", False),
    )


def _sizes(question: Question) -> str:
    offered = [choice for choice in question.choices.all() if choice.retired_at is None]
    rows = sum(choice.axis == Choice.Axis.ROW for choice in offered)
    choices = len(offered) - rows
    words = []
    if rows:
        words.append(ngettext("%(count)d row", "%(count)d rows", rows) % {"count": rows})
    if choices:
        words.append(ngettext("%(count)d choice", "%(count)d choices", choices) % {"count": choices})
    return ", ".join(words)


def route_in_words(choices: Sequence[Choice], numbers: dict[int, int]) -> str:
    """Say when a question is asked, or nothing if it always is."""
    if not choices:
        return ""
    names = [f"“{short(choice.text, 40)}”" for choice in choices]
    listed = _(" or ").join(names)
    number = numbers.get(choices[0].question_id)
    if number is None:
        return _("Asked only if the answer to “%(question)s” is %(choices)s") % {
            "question": short(choices[0].question.text, 40),
            "choices": listed,
        }
    return _("Asked only if the answer to question %(number)d is %(choices)s") % {"number": number, "choices": listed}


def _mark_ends(sections: list[OutlineSection]) -> None:
    """Mark the first and the last question of the whole survey: they have nowhere further to go."""
    for place, section in enumerate(sections):
        if not section.questions:
            continue
        section.questions[0].is_first = place == 0
        section.questions[-1].is_last = place == len(sections) - 1
