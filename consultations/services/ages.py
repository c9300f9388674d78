"""Which question of a survey asks the age. Its answers are told only in bands, counted once: `services/grouping.py`."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.builder.outline import short
from consultations.errors import Refusal
from consultations.groups import can_ask_age
from consultations.models import ConsultationPage, ResultSnapshot, Survey
from consultations.services.survey import hold_survey, note, refuse_if_locked
from people.models import User
from questions.models import Choice, Question, Questionnaire
from questions.reads import ask


class AgeCounted(Refusal):
    """The groups are counted, once and for all."""

    public_message = gettext_lazy("The ages have been counted already, and they are counted only once.")


class AgeAnswered(Refusal):
    """People have answered the question that is marked: what was promised for it holds."""

    public_message = gettext_lazy(
        "People have begun to answer. The question that asks the age stays the one it is, because its small numbers "
        "are hidden."
    )


class NoAgeQuestion(Refusal):
    """This question cannot ask the age."""

    public_message = gettext_lazy(
        "Choose a single-choice question that everybody is asked, without words of their own, on whose answer no other "
        "question depends."
    )


def age_candidates(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions that could ask the age, in the order in which they are asked."""
    leading = Choice.objects.filter(question__section__questionnaire=questionnaire, leads_to__isnull=False)
    rows = Question.objects.on_offer().filter(section__questionnaire=questionnaire, kind="single").with_everything()
    rows = rows.exclude(pk__in=leading.values("question"))
    return [one for one in rows.order_by("section__sort_order", "sort_order", "pk") if can_ask_age(ask(one))]


@transaction.atomic
def choose_age_question(*, page: ConsultationPage, question: Question | None, by: User) -> None:
    """Say which question asks the age, or that none does.

    Raises:
        PageLocked, AgeCounted, AgeAnswered, NoAgeQuestion.
    """
    refuse_if_locked(page, by)
    held = hold_survey(page)
    survey = Survey.objects.select_for_update().get(consultation=page)
    if question is not None and question not in age_candidates(held):
        raise NoAgeQuestion
    if survey.age_question_id == (question.pk if question else None):
        return
    if ResultSnapshot.objects.filter(consultation=page, groups_counted_at__isnull=False).exists():
        raise AgeCounted
    if survey.age_question_id is not None and held.locked_at is not None:
        raise AgeAnswered
    survey.age_question = question
    survey.save(update_fields=["age_question"])
    words = _("no question asks the age") if question is None else _("“%(name)s” asks the age")
    note(page, words % {"name": short(question.text) if question else ""}, by)
