"""'Ask only if …': which questions may decide, and what may not go while it decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from questions.errors import (
    ChoiceLeadsOn,
    QuestionLeadsOn,
    RouteElsewhere,
    RouteMixed,
    RouteNotEarlier,
    RouteUnfit,
)
from questions.kinds import get_kind
from questions.models import Choice, Question


def order_of(question: Question) -> tuple[int, int, int, int]:
    """Return where a question stands in its questionnaire."""
    assert question.section is not None  # noqa: S101  only questions of a survey are ordered
    return (question.section.sort_order, question.section.pk, question.sort_order, question.pk)


def check_route(question: Question, choices: Collection[Choice]) -> None:
    """Refuse deciding choices that are not those of one earlier question of the same survey.

    Raises:
        RouteMixed, RouteElsewhere, RouteUnfit, RouteNotEarlier.
    """
    if not choices:
        return
    if len({choice.question_id for choice in choices}) > 1:
        raise RouteMixed
    leader = Question.objects.select_related("section").get(pk=next(iter(choices)).question_id)
    if leader.section is None or question.section is None or leader.retired_at is not None:
        raise RouteElsewhere
    if leader.section.questionnaire_id != question.section.questionnaire_id:
        raise RouteElsewhere
    if not get_kind(leader.kind).can_lead:
        raise RouteUnfit
    if order_of(leader) >= order_of(question):
        raise RouteNotEarlier


def check_all_routes(questionnaire_id: int) -> None:
    """Refuse an order in which a question comes before the one it depends on.

    Raises:
        RouteNotEarlier: It names both questions.
    """
    questions = (
        Question.objects.filter(section__questionnaire=questionnaire_id, show_if_choices__isnull=False)
        .select_related("section")
        .prefetch_related("show_if_choices__question__section")
        .distinct()
    )
    for question in questions:
        for choice in question.show_if_choices.all():
            if order_of(choice.question) >= order_of(question):
                message = _("‘%(later)s’ depends on ‘%(leader)s’, so it must come after it.")
                raise RouteNotEarlier(message % {"later": question.text, "leader": choice.question.text})


def refuse_if_leading(questions: QuerySet[Question]) -> None:
    """Refuse to lose questions whose choices decide whether another one, outside of them, is asked.

    Raises:
        QuestionLeadsOn: It names the question that depends.
    """
    dependent = (
        Question.objects.on_offer().filter(show_if_choices__question__in=questions).exclude(pk__in=questions).first()
    )
    if dependent is not None:
        message = _("‘%(question)s’ is asked only after certain answers to this. Change that first.")
        raise QuestionLeadsOn(message % {"question": dependent.text})


def refuse_if_choice_leads(choices: Iterable[Choice]) -> None:
    """Refuse to lose choices that decide whether another question is asked.

    Raises:
        ChoiceLeadsOn: It names the choice and the question.
    """
    dependent = Question.objects.on_offer().filter(show_if_choices__in=[choice.pk for choice in choices]).first()
    if dependent is not None:
        message = _("A choice that you took away decides whether ‘%(question)s’ is asked. Change that first.")
        raise ChoiceLeadsOn(message % {"question": dependent.text})
