"""Writing the survey of a consultation: what `questions.services` does, kept in the page's history, never over
somebody else's change.

`seen` is what a form carried of the values it was made from (`consultations.builder.conflict`). Each function is one
transaction and passes on the refusals of `questions.services`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from consultations.builder.conflict import SurveyChanged, question_state, refuse_if_changed, section_state
from consultations.builder.outline import short
from consultations.errors import Refusal
from consultations.groups import can_ask_age
from consultations.models import ConsultationPage, Survey
from core.generation import raise_generation
from people.models import User
from questions import services as questions
from questions.models import Choice, Question, Questionnaire, Section
from questions.reads import ask

LOG_ACTION = "consultations.survey_edit"


class PageLocked(Refusal):
    """The page is locked for this person, by a colleague or by a workflow; so is its survey."""

    public_message = gettext_lazy("The page is locked, so its survey cannot be changed. Unlock the page first.")


class AgeMisused(Refusal):
    """The question that asks the age would no longer be one, or another would be asked of some ages only."""

    public_message = gettext_lazy(
        "One question of this survey asks the age, and results are counted by it. It must stay a single choice that "
        "everybody is asked, without words of their own, and no other question can depend on its answer."
    )


class SurveyExists(Refusal):
    """The consultation has a survey already, with something in it."""

    public_message = gettext_lazy(
        "This consultation has a survey already. Remove its questions before you copy another."
    )


@transaction.atomic
def start_survey(*, page: ConsultationPage, title: str, by: User, at: datetime) -> Section:
    """Give a consultation its survey, with a first section of this title.

    Raises:
        PageLocked; TextMissing, UnusableCharacters.
    """
    refuse_if_locked(page, by)
    survey = Survey.objects.filter(consultation=page).select_related("questionnaire").first()
    if survey is None:
        made = questions.create_questionnaire(title=page.title, at=at)
        survey = Survey.objects.create(consultation=page, questionnaire=made)
    section = questions.add_section(questionnaire=survey.questionnaire, title=title)
    note(page, _("begun with the section “%(name)s”") % {"name": short(section.title)}, by)
    return section


@transaction.atomic
def add_section(*, page: ConsultationPage, title: str, by: User) -> Section:
    """Add a section at the end.

    Raises:
        PageLocked; TextMissing, UnusableCharacters.
    """
    refuse_if_locked(page, by)
    section = questions.add_section(questionnaire=page.survey.questionnaire, title=title)
    note(page, _("added the section “%(name)s”") % {"name": short(section.title)}, by)
    return section


@transaction.atomic
def save_section(
    *, page: ConsultationPage, section: Section, title: str, introduction: str, seen: str, by: User
) -> Section:
    """Change what a section says.

    Raises:
        PageLocked, SurveyChanged; TextMissing, UnusableCharacters.
    """
    refuse_if_locked(page, by)
    held = hold_survey(page)
    section.refresh_from_db()
    refuse_if_changed(seen, section_state(section), revision=held.revision)
    saved = questions.edit_section(section=section, title=title, introduction=introduction)
    note(page, _("changed the section “%(name)s”") % {"name": short(saved.title)}, by)
    return saved


@transaction.atomic
def remove_section(*, page: ConsultationPage, section: Section, by: User) -> None:
    """Take a section away with its questions.

    Raises:
        PageLocked; SurveyLocked, QuestionLeadsOn.
    """
    refuse_if_locked(page, by)
    questions.remove_section(section=section)
    note(page, _("removed the section “%(name)s”") % {"name": short(section.title)}, by)


@transaction.atomic
def move_section(*, page: ConsultationPage, section: Section, place: int, by: User) -> None:
    """Put a section at a place, counted from 1.

    Raises:
        PageLocked; RouteNotEarlier.
    """
    refuse_if_locked(page, by)
    questions.move_section(section=section, place=place)
    note(page, _("moved the section “%(name)s”") % {"name": short(section.title)}, by)


@transaction.atomic
def add_question(
    *, page: ConsultationPage, section: Section, kind: str, given: Mapping[str, Any], by: User
) -> Question:
    """Add a question at the end of a section. `given` is what `questions.services.add_question` takes.

    Raises:
        PageLocked, AgeMisused; the refusals of `questions.services.add_question`.
    """
    refuse_if_locked(page, by)
    question = questions.add_question(section=section, kind=kind, **_with_choices(given))
    refuse_age_misuse(page, question)
    note(page, _("added the question “%(name)s”") % {"name": short(question.text)}, by)
    return question


@transaction.atomic
def save_question(
    *,
    page: ConsultationPage,
    question: Question,
    kind: str,
    given: Mapping[str, Any],
    seen: str,
    by: User,
    at: datetime,
) -> Question:
    """Change a question; once people have answered, what they saw is kept as a version.

    Raises:
        PageLocked, SurveyChanged, AgeMisused; the refusals of `questions.services.edit_question`.
    """
    refuse_if_locked(page, by)
    held = hold_survey(page)
    stored = Question.objects.with_everything().get(pk=question.pk)
    refuse_if_changed(seen, question_state(stored), revision=held.revision)
    saved = questions.edit_question(question=question, kind=kind, by=by, at=at, **_with_choices(given))
    refuse_age_misuse(page, saved)
    note(page, _("changed the question “%(name)s”") % {"name": short(saved.text)}, by)
    return saved


@transaction.atomic
def drop_question(*, page: ConsultationPage, question: Question, by: User, at: datetime) -> None:
    """Take a question off: delete it, or stop asking it where people have answered.

    Raises:
        PageLocked; QuestionLeadsOn.
    """
    refuse_if_locked(page, by)
    if hold_survey(page).locked_at is None:
        questions.remove_question(question=question)
        note(page, _("removed the question “%(name)s”") % {"name": short(question.text)}, by)
    else:
        questions.retire_question(question=question, at=at)
        note(page, _("no longer asks “%(name)s”") % {"name": short(question.text)}, by)


@transaction.atomic
def restore_question(*, page: ConsultationPage, question: Question, by: User) -> None:
    """Ask a retired question again.

    Raises:
        PageLocked; RouteRefused.
    """
    refuse_if_locked(page, by)
    questions.restore_question(question=question)
    note(page, _("asks “%(name)s” again") % {"name": short(question.text)}, by)


@transaction.atomic
def move_question(*, page: ConsultationPage, question: Question, section: Section, place: int, by: User) -> None:
    """Put a question at a place in a section, counted from 1.

    Raises:
        PageLocked; OrderRefused, RouteNotEarlier.
    """
    refuse_if_locked(page, by)
    questions.move_question(question=question, section=section, place=place)
    note(page, _("moved the question “%(name)s”") % {"name": short(question.text)}, by)


@transaction.atomic
def arrange(*, page: ConsultationPage, order: Sequence[tuple[int, Sequence[int]]], revision: int, by: User) -> None:
    """Put everything in a new order at once, as after dragging.

    Raises:
        PageLocked.
        SurveyChanged: The survey is no longer the one that was dragged about.
        OrderRefused, RouteNotEarlier.
    """
    refuse_if_locked(page, by)
    if hold_survey(page).revision != revision:
        raise SurveyChanged({})
    questions.arrange(questionnaire=page.survey.questionnaire, order=order)
    note(page, _("changed the order of the questions"), by)


@transaction.atomic
def copy_survey(*, page: ConsultationPage, source: ConsultationPage, kept_pictures: Any, by: User, at: datetime) -> int:
    """Take over the survey of another consultation; return how many pictures were left behind.

    Args:
        kept_pictures: The pictures that this person may use; others do not come along.

    Raises:
        PageLocked.
        SurveyExists: There are questions here already.
    """
    refuse_if_locked(page, by)
    survey = Survey.objects.select_for_update().filter(consultation=page).select_related("questionnaire").first()
    if survey is not None and Question.objects.filter(section__questionnaire=survey.questionnaire).exists():
        raise SurveyExists
    copied = questions.copy_questionnaire(questionnaire=source.survey.questionnaire, title=page.title, at=at)
    if survey is None:
        Survey.objects.create(consultation=page, questionnaire=copied)
    else:
        empty, survey.questionnaire = survey.questionnaire, copied
        survey.save()
        empty.delete()
    foreign = Choice.objects.filter(question__section__questionnaire=copied, picture__isnull=False)
    left = foreign.exclude(picture__in=kept_pictures).update(picture=None)
    note(page, _("copied the survey of “%(name)s”") % {"name": short(source.title)}, by)
    return left


def hold_survey(page: ConsultationPage) -> Questionnaire:
    """Take the questionnaire's row, so that what is compared with the form stays so until it is written."""
    return Questionnaire.objects.select_for_update().get(survey__consultation=page)


def refuse_age_misuse(page: ConsultationPage, question: Question) -> None:
    """Keep the question that asks the age one that everybody is asked, and the others from being asked by age.

    How many answered a question that is asked only of some ages would tell how many of them there are.

    Raises:
        AgeMisused
    """
    age_id = Survey.objects.values_list("age_question_id", flat=True).get(consultation=page)
    if age_id is None:
        return
    if question.pk == age_id and not can_ask_age(ask(Question.objects.with_everything().get(pk=age_id))):
        raise AgeMisused
    if question.show_if_choices.filter(question_id=age_id).exists():
        raise AgeMisused


def refuse_if_locked(page: ConsultationPage, by: User) -> None:
    if page.permissions_for_user(by).page_locked():
        raise PageLocked


def note(page: ConsultationPage, what: str, by: User) -> None:
    """Write one line into the page's history; where the public reads the page, what was kept of it is out of date."""
    log(instance=page, action=LOG_ACTION, user=by, data={"what": what})
    if page.live:
        raise_generation()


def _with_choices(given: Mapping[str, Any]) -> dict[str, Any]:
    """Look the deciding choices up: a form holds their ids."""
    return {**given, "show_if": list(Choice.objects.filter(pk__in=given["show_if"]))}
