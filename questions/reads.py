"""From rows to what is asked: one reader's wording of a question or a whole questionnaire, in constant statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from questions.asked import Asked, AskedChoice, AskedSection, Picture
from questions.models import Choice, Question, Questionnaire, Style, Wording

#: Renditions of a choice's picture, narrow to wide; all of them cut to the same shape, so that tiles line up.
PICTURE_SPECS: Final = ("fill-320x200|format-webp", "fill-640x400|format-webp")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a question is worded."""

    language: str = "en-gb"
    style: str = Style.STANDARD

    @property
    def is_standard(self) -> bool:
        return (self.language, self.style) == (settings.LANGUAGE_CODE, Style.STANDARD)


def ask_questionnaire(
    questionnaire: Questionnaire,
    *,
    language: str = "en-gb",
    style: str = Style.STANDARD,
    include_retired: bool = False,
) -> list[AskedSection]:
    """Return the sections with their questions as one reader gets them.

    A wording that is missing falls back to another style of the same language, then to the standard one, and says
    its own language. Retired questions are left out unless asked for; retired choices always come along.
    """
    reader = Reader(language, style)
    questions = _with_pictures(Question.objects.all() if include_retired else Question.objects.on_offer())
    sections = questionnaire.sections.prefetch_related("wordings", Prefetch("questions", queryset=questions))
    return [_section(section, reader) for section in sections]


def ask(question: Question, *, language: str = "en-gb", style: str = Style.STANDARD) -> Asked:
    """Return one question as one reader gets it. Fetch it `with_everything` where there are several."""
    return _asked(question, Reader(language, style))


def ask_sections(
    questionnaire: Questionnaire, *, language: str = "en-gb", style: str = Style.STANDARD
) -> list[AskedSection]:
    """Return the sections that ask something, by title and introduction alone, in two statements."""
    asks = Exists(Question.objects.on_offer().filter(section=OuterRef("pk")))
    return [
        _section(section, Reader(language, style), asked=())
        for section in questionnaire.sections.filter(asks).prefetch_related("wordings")
    ]


def asked_of(sections: Iterable[AskedSection]) -> list[Asked]:
    """Return all questions of the sections, in the order in which they are asked."""
    return [asked for section in sections for asked in section.questions]


def wordings_of(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Return the (language, style) pairs in which at least one question is worded, the standard one first."""
    found = set(
        Question.objects.on_offer()
        .filter(section__questionnaire=questionnaire, wordings__isnull=False)
        .values_list("wordings__language", "wordings__style")
    )
    standard = (settings.LANGUAGE_CODE, str(Style.STANDARD))
    languages = [code for code, _name in settings.QUESTION_LANGUAGES]
    styles = [str(value) for value in Style.values]
    ordered = [(language, style) for language in languages for style in styles if (language, style) in found]
    return [standard, *(pair for pair in ordered if pair != standard)]


def wording_for(wordings: Iterable[tuple[str, str]], *, style: str, language: str) -> tuple[str, str] | None:
    """Return the wording of this style, in this language if there is one, else in the first it has; None without."""
    of_style = [pair for pair in wordings if pair[1] == style]
    return next((pair for pair in of_style if pair[0] == language), of_style[0] if of_style else None)


def _with_pictures(questions: Any) -> Any:
    pictures = get_image_model().objects.prefetch_renditions(*PICTURE_SPECS)
    choices = Choice.objects.prefetch_related("wordings", Prefetch("picture", queryset=pictures))
    return questions.prefetch_related("wordings", "show_if_choices", Prefetch("choices", queryset=choices))


def _section(section: Any, reader: Reader, asked: Iterable[Question] | None = None) -> AskedSection:
    """`asked`: its questions, where they are not to be those of the row."""
    wording = _wording(section.wordings.all(), reader)
    rows = section.questions.all() if asked is None else asked
    questions = tuple(_asked(question, reader) for question in rows)
    if wording is None:
        return AskedSection(section.pk, section.title, section.introduction, settings.LANGUAGE_CODE, questions)
    return AskedSection(section.pk, wording.text, wording.help_text, wording.language, questions)


def _asked(question: Question, reader: Reader) -> Asked:
    wording = _wording(question.wordings.all(), reader)
    choices = [(choice.axis, _choice(choice, reader)) for choice in question.choices.all()]
    return Asked(
        id=question.pk,
        kind=question.kind,
        text=wording.text if wording else question.text,
        help_text=wording.help_text if wording else question.help_text,
        is_required=question.is_required,
        config=question.config,
        choices=tuple(choice for axis, choice in choices if axis == Choice.Axis.OPTION),
        rows=tuple(choice for axis, choice in choices if axis == Choice.Axis.ROW),
        show_if=frozenset(choice.pk for choice in question.show_if_choices.all()),
        version=question.version,
        lang=wording.language if wording else settings.LANGUAGE_CODE,
        is_retired=question.retired_at is not None,
        style=str(wording.style if wording else Style.STANDARD),
    )


def _choice(choice: Choice, reader: Reader) -> AskedChoice:
    wording = _wording(choice.wordings.all(), reader)
    return AskedChoice(
        id=choice.pk,
        text=wording.text if wording else choice.text,
        is_other=choice.is_other,
        is_exclusive=choice.is_exclusive,
        is_retired=choice.retired_at is not None,
        picture=_picture(choice.picture) if choice.picture_id else None,
        lang=wording.language if wording else settings.LANGUAGE_CODE,
    )


def _wording(wordings: Iterable[Any], reader: Reader) -> Wording | None:
    """Return the wording for a reader: the exact one, or the standard style of their language, or none."""
    if reader.is_standard:
        return None
    there = {(wording.language, wording.style): wording for wording in wordings if wording.text}
    return there.get((reader.language, reader.style)) or there.get((reader.language, Style.STANDARD))


def _picture(image: Any) -> Picture | None:
    """Return the renditions of a picture; none where its file is gone, for the text beside it says all."""
    try:
        made = image.get_renditions(*PICTURE_SPECS)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    narrow, wide = (made[spec] for spec in PICTURE_SPECS)
    srcset = ", ".join(f"{one.url} {one.width}w" for one in (narrow, wide))
    return Picture(src=narrow.url, srcset=srcset, width=narrow.width, height=narrow.height)
