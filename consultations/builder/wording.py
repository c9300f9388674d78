"""A survey beside one other wording of it: every text that can be worded, what stands there, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from consultations.builder.outline import short
from questions.asked import direction
from questions.kinds import get_kind
from questions.models import Choice, Question, Questionnaire, Section, Style

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One text. `key` is its name in the form: `s` section, `q` question, `c` choice, then id, then which text of it.

    `there` holds what is written, by (language, style).
    """

    key: str
    what: StrOrPromise
    standard: str
    there: dict[Pair, str] = field(default_factory=dict)
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """What belongs together: a section's own texts, or a question with its choices."""

    title: str
    units: list[Unit]
    section: Section | None = None
    question: Question | None = None

    @property
    def prefix(self) -> str:
        return f"s{self.section.pk}" if self.section else f"q{self.question.pk}" if self.question else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one wording is."""

    language: str
    style: str
    written: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.written

    @property
    def name(self) -> str:
        return wording_name(self.language, self.style)


def wording_name(language: str, style: str) -> str:
    """Return the name of a wording as officers read it, such as 'Polski, Easy read'.

    The language's own name is held apart, so that one written from right to left leaves the rest in order.
    """
    languages = dict(settings.QUESTION_LANGUAGES)
    styles = dict(Style.choices)
    if language == settings.LANGUAGE_CODE and style != Style.STANDARD:
        return str(styles[style])
    if style == Style.STANDARD:
        return str(languages[language])
    return f"\u2068{languages[language]}\u2069, {styles[style]}"


def is_wordable(language: str, style: str) -> bool:
    """Is this a wording besides the standard one?"""
    known = language in dict(settings.QUESTION_LANGUAGES) and style in Style.values
    return known and (language, style) != (settings.LANGUAGE_CODE, Style.STANDARD)


def bundles_of(questionnaire: Questionnaire) -> list[Bundle]:
    """Return every text of the survey that people read, with all its wordings, in a constant number of statements."""
    choices = Choice.objects.filter(retired_at__isnull=True).prefetch_related("wordings")
    questions = Question.objects.on_offer().prefetch_related("wordings", Prefetch("choices", choices))
    sections = questionnaire.sections.prefetch_related("wordings", Prefetch("questions", questions))
    return [bundle for section in sections for bundle in _bundles(section)]


def progress_of(bundles: Sequence[Bundle], pairs: Iterable[Pair] = ()) -> list[Progress]:
    """Return how far each wording is that has been begun, and each of `pairs`, in the order of the settings."""
    units = [unit for bundle in bundles for unit in bundle.units]
    begun = {pair for unit in units for pair in unit.there} | set(pairs)
    languages = [code for code, _name in settings.QUESTION_LANGUAGES]
    ordered = [(language, style) for language in languages for style in Style.values if (language, style) in begun]
    return [
        Progress(language, style, sum((language, style) in unit.there for unit in units), len(units))
        for language, style in ordered
    ]


def lang_attributes(language: str) -> dict[str, str]:
    return {"lang": language, "dir": direction(language)}


def _bundles(section: Section) -> Iterator[Bundle]:
    prefix = f"s{section.pk}"
    units = [_unit(f"{prefix}_title", _("Title"), section.title, section, "text")]
    if section.introduction:
        units.append(_unit(f"{prefix}_introduction", _("Introduction"), section.introduction, section, "help_text"))
    yield Bundle(section.title, units, section=section)
    for question in section.questions.all():
        yield Bundle(short(question.text), list(_question_units(question)), question=question)


def _question_units(question: Question) -> Iterator[Unit]:
    prefix = f"q{question.pk}"
    kind = get_kind(question.kind)
    yield _unit(f"{prefix}_text", _("Question") if kind.is_answered else _("Text"), question.text, question, "text")
    if question.help_text:
        yield _unit(f"{prefix}_help", _("Help"), question.help_text, question, "help_text")
    for choice in question.choices.all():
        what = _("Row") if choice.axis == Choice.Axis.ROW else _("Choice")
        yield _unit(f"c{choice.pk}", what, choice.text, choice, "text", is_long=False)


def _unit(key: str, what: str, standard: str, owner: Any, name: str, *, is_long: bool = True) -> Unit:
    there = {
        (wording.language, wording.style): getattr(wording, name)
        for wording in owner.wordings.all()
        if getattr(wording, name)
    }
    return Unit(key, what, standard, there, is_long=is_long)
