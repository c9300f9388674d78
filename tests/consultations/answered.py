"""Responses for tests: sent a while ago, with the values a kind of question stores."""

from __future__ import annotations

import itertools
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from consultations.models import Answer, ConsultationPage, OutcomePage, Response, Survey
from consultations.services.private import ContactGiven, store_private
from questions.models import Choice, Question
from tests import factories

_count = itertools.count(1)


def make_closed(organisation: Any = None, *kinds: str, **fields: Any) -> ConsultationPage:
    """Return a published consultation that closed ten days ago and asked a question of each of these kinds."""
    now = timezone.now()
    consultation = factories.make_consultation(
        organisation, opens_at=now - timedelta(days=60), closes_at=now - timedelta(days=10), **fields
    )
    factories.make_survey(consultation, *kinds)
    return consultation


def make_outcome(consultation: ConsultationPage, **fields: Any) -> OutcomePage:
    values = {"title": "Outcome", "slug": "outcome", "we_asked": "<p>When?</p>", "live": True}
    return consultation.add_child(instance=OutcomePage(**(values | fields)))


def questions_of(consultation: ConsultationPage) -> list[Question]:
    survey = Survey.objects.get(consultation=consultation)
    return list(Question.objects.filter(section__questionnaire=survey.questionnaire).order_by("sort_order"))


def choice_ids(question: Question, axis: str = Choice.Axis.OPTION) -> list[int]:
    return list(question.choices.filter(axis=axis).order_by("sort_order").values_list("pk", flat=True))


def make_response(
    consultation: ConsultationPage,
    values: dict[Question, Any] | None = None,
    *,
    texts: dict[Question, str] | None = None,
    about_you: dict[str, str] | None = None,
    contact: ContactGiven | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Response:
    """Store one response with its answers, and what is private of it."""
    at = at or timezone.now() - timedelta(days=11)
    given = {"channel": "online", "has_proof": True, "submitted_at": at, "changed_at": at}
    given |= {"code": f"R{next(_count)}", "token_hash": secrets.token_hex(32)} | fields
    response = Response.objects.create(consultation=consultation, **given)
    answers = [Answer(response=response, question=question, value=value) for question, value in (values or {}).items()]
    answers += [Answer(response=response, question=question, text=text) for question, text in (texts or {}).items()]
    Answer.objects.bulk_create(answers)
    if about_you or contact:
        store_private(response=response, contact=contact, about_you=about_you or {}, at=at)
    return response
