"""A survey of twenty questions and what somebody answers to it."""

from __future__ import annotations

from django.utils import timezone

from consultations.models import ConsultationPage
from questions.asked import Asked, AskedSection, Given
from questions.models import Questionnaire
from questions.reads import ask_questionnaire
from tests import factories

KINDS = ("yes_no", "single", "multiple", "agree", "rating", "ranking", "number", "short_text", "date", "matrix")
TWENTY = (KINDS * 2)[:20]


def make(title: str, kinds: tuple[str, ...] = TWENTY) -> tuple[ConsultationPage, list[AskedSection]]:
    """Return an open consultation with a survey, and the survey as it is asked."""
    consultation = factories.make_consultation(title=title)
    survey = factories.make_survey(consultation, *kinds)
    Questionnaire.objects.filter(pk=survey.questionnaire.pk).update(locked_at=timezone.now())
    return ConsultationPage.objects.get(pk=consultation.pk), ask_questionnaire(survey.questionnaire)


def answer(asked: Asked) -> Given:
    """Return a usable answer of somebody who answers everything."""
    options = [choice.id for choice in asked.choices]
    rows = [row.id for row in asked.rows]
    values = {
        "yes_no": options[:1],
        "single": options[:1],
        "agree": options[1:2],
        "multiple": [options[:2]],
        "ranking": [options],
        "rating": [3],
        "number": [7],
        "date": ["2026-03-02"],
        "matrix": [{str(row): options[0] for row in rows}] if options else [],
        "short_text": [None],
        "long_text": [None],
    }
    text = "The last bus leaves before the late shift ends." if asked.kind.endswith("text") else ""
    return Given(value=values[asked.kind][0], text=text, version=asked.version)
