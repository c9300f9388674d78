"""Questions: added, edited (which makes a version once people have begun to answer), retired, removed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from questions.errors import KindIsFixed, SurveyLocked, UnknownKind
from questions.kind import Kind
from questions.kinds import get_kind
from questions.models import Choice, Question, Questionnaire, Section
from questions.services.choices import ChoiceDraft, check_drafts, drafts_of, sync_choices
from questions.services.routes import check_route, refuse_if_leading
from questions.services.surveys import hold, next_place, words
from questions.services.versions import keep_version, snapshot

Written = Sequence[ChoiceDraft | str]


@transaction.atomic
def add_question(
    *,
    section: Section | None,
    kind: str,
    text: str,
    help_text: str = "",
    is_required: bool = False,
    config: Mapping[str, Any] | None = None,
    choices: Written = (),
    rows: Written = (),
    show_if: Collection[Choice] = (),
) -> Question:
    """Add a question at the end of a section, with its choices. Without a section it stands alone.

    Raises:
        UnknownKind, TextMissing, UnusableCharacters, ConfigRefused, ChoicesRefused, RouteRefused.
    """
    if section is not None:
        hold(section.questionnaire_id)
    known = _kind(kind)
    question = Question.objects.create(
        section=section,
        kind=known.slug,
        text=words(text),
        help_text=words(help_text, required=False),
        is_required=is_required and known.is_answered,
        config=known.clean_config(config or {}),
        sort_order=next_place(section.questions) if section else 0,
    )
    _set_choices(question, known, choices, rows, retire_at=None)
    check_route(question, show_if)
    question.show_if_choices.set(show_if)
    return question


@transaction.atomic
def edit_question(
    *,
    question: Question,
    at: datetime,
    by: Any = None,
    text: str | None = None,
    help_text: str | None = None,
    is_required: bool | None = None,
    kind: str | None = None,
    config: Mapping[str, Any] | None = None,
    choices: Written | None = None,
    rows: Written | None = None,
    show_if: Collection[Choice] | None = None,
) -> Question:
    """Change a question; what is None stays. Once people have begun to answer, keep how it read as a version.

    Raises:
        KindIsFixed: People have begun to answer and `kind` differs.
        UnknownKind, TextMissing, UnusableCharacters, ConfigRefused, ChoicesRefused, ChoiceLeadsOn, RouteRefused.
    """
    is_locked = _hold_of(question)
    question = Question.objects.select_related("section").get(pk=question.pk)
    before = snapshot(question)
    known = _change_kind(question, kind, is_locked=is_locked)
    _change_words(question, text, help_text, is_required)
    if config is not None:
        question.config = known.clean_config(config)
    question.save()
    if choices is not None or rows is not None or kind is not None or config is not None:
        _set_choices(question, known, choices, rows, retire_at=at if is_locked else None)
    if show_if is not None:
        check_route(question, show_if)
        question.show_if_choices.set(show_if)
    if is_locked:
        keep_version(question, before, by=by, at=at)
    return question


@transaction.atomic
def retire_question(*, question: Question, at: datetime) -> None:
    """Stop asking a question; what was answered stays and counts.

    Raises:
        QuestionLeadsOn: Another question depends on it.
    """
    _hold_of(question)
    refuse_if_leading(Question.objects.filter(pk=question.pk))
    Question.objects.filter(pk=question.pk, retired_at__isnull=True).update(retired_at=at)


@transaction.atomic
def restore_question(*, question: Question) -> None:
    """Ask a retired question again.

    Raises:
        RouteRefused: The question it depends on is no longer asked, or no longer before it.
    """
    _hold_of(question)
    question = Question.objects.select_related("section").get(pk=question.pk)
    check_route(question, list(question.show_if_choices.all()))
    Question.objects.filter(pk=question.pk).update(retired_at=None)


@transaction.atomic
def remove_question(*, question: Question) -> None:
    """Delete a question that nobody was asked.

    Raises:
        SurveyLocked: People have begun to answer the survey.
        QuestionLeadsOn: Another question depends on it.
    """
    if _hold_of(question):
        raise SurveyLocked
    refuse_if_leading(Question.objects.filter(pk=question.pk))
    question.delete()


def _kind(slug: str) -> Kind:
    try:
        return get_kind(slug)
    except KeyError as missing:
        raise UnknownKind from missing


def _hold_of(question: Question) -> bool:
    """Take the survey the question stands in; return whether it is locked."""
    held = Questionnaire.objects.filter(sections__questions=question.pk).values_list("pk", flat=True).first()
    return held is not None and hold(held).locked_at is not None


def _change_kind(question: Question, slug: str | None, *, is_locked: bool) -> Kind:
    if slug is None or slug == question.kind:
        return _kind(question.kind)
    if is_locked:
        raise KindIsFixed
    known = _kind(slug)
    if not known.can_lead:
        refuse_if_leading(Question.objects.filter(pk=question.pk))
    question.kind = known.slug
    question.config = known.clean_config({})
    return known


def _change_words(question: Question, text: str | None, help_text: str | None, is_required: bool | None) -> None:
    if text is not None:
        question.text = words(text)
    if help_text is not None:
        question.help_text = words(help_text, required=False)
    if is_required is not None:
        question.is_required = is_required and get_kind(question.kind).is_answered


def _set_choices(
    question: Question, kind: Kind, choices: Written | None, rows: Written | None, *, retire_at: datetime | None
) -> None:
    """Bring choices and rows in line; a kind that writes its own choices does so from its settings."""
    for axis, written in ((Choice.Axis.OPTION, choices), (Choice.Axis.ROW, rows)):
        takes = kind.has_choices if axis == Choice.Axis.OPTION else kind.has_rows
        if takes and written is None:
            continue
        drafts = drafts_of(written or ())
        check_drafts(kind, axis, drafts)
        if axis == Choice.Axis.OPTION and not takes:
            drafts = [ChoiceDraft(str(own)) for own in kind.default_choices(question.config)]
        sync_choices(question, axis, drafts, retire_at=retire_at)
