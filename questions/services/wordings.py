"""The same question in another language or style. It counts together with the standard one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from questions.errors import ChoicesRefused, WordingRefused
from questions.models import Question, Section, Style
from questions.services.surveys import hold, words
from questions.services.versions import keep_version, snapshot


@transaction.atomic
def set_wordings(
    *,
    question: Question,
    language: str,
    style: str = Style.STANDARD,
    text: str,
    help_text: str = "",
    choices: Mapping[int, str] | None = None,
    by: Any = None,
    at: datetime,
) -> None:
    """Word a question and its choices and rows for other readers. Empty text takes the wording away.

    Args:
        choices: Text by choice id, rows included; those left out or empty fall back to the standard text.

    Raises:
        WordingRefused, UnusableCharacters.
        ChoicesRefused: An id is no choice of this question.
    """
    _check(language, style)
    is_locked = _hold(question)
    before = snapshot(question)
    _put(question, "wordings", language, style, words(text, required=False), words(help_text, required=False))
    own = {choice.pk: choice for choice in question.choices.all()}
    if set(choices or {}) - set(own):
        raise ChoicesRefused(_("One of the choices belongs to another question. Look at them again."))
    for choice_id, choice in own.items():
        _put(choice, "wordings", language, style, words((choices or {}).get(choice_id, ""), required=False), "")
    if is_locked:
        keep_version(question, before, by=by, at=at)


@transaction.atomic
def set_section_wording(
    *, section: Section, language: str, style: str = Style.STANDARD, title: str, introduction: str = ""
) -> None:
    """Word a section for other readers. An empty title takes the wording away.

    Raises:
        WordingRefused, UnusableCharacters.
    """
    _check(language, style)
    hold(section.questionnaire_id)
    _put(section, "wordings", language, style, words(title, required=False), words(introduction, required=False))


def _check(language: str, style: str) -> None:
    known = {code for code, _name in settings.QUESTION_LANGUAGES}
    is_standard = (language, style) == (settings.LANGUAGE_CODE, Style.STANDARD)
    if language not in known or style not in Style.values or is_standard:
        raise WordingRefused


def _hold(question: Question) -> bool:
    return question.section is not None and hold(question.section.questionnaire_id).locked_at is not None


def _put(owner: Any, name: str, language: str, style: str, text: str, help_text: str) -> None:
    rows = getattr(owner, name)
    if text:
        rows.update_or_create(language=language, style=style, defaults={"text": text, "help_text": help_text})
    else:
        rows.filter(language=language, style=style).delete()
