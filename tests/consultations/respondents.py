"""A respondent who walks through a survey as a browser without script would, form by form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from consultations.models import ConsultationPage, Draft
from consultations.services.drafting import Private, Seen, begin_draft, save_reply, save_section
from consultations.services.responding import submit_response
from questions.asked import Given
from questions.models import Question
from questions.reads import ask_questionnaire

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
REPLY = {"who": "myself", "is_under_18": "no", "consent": "no"}


def sections_of(consultation: ConsultationPage) -> list[Any]:
    return ask_questionnaire(consultation.survey.questionnaire)


def questions_of(consultation: ConsultationPage) -> list[Question]:
    return list(Question.objects.filter(section__questionnaire=consultation.survey.questionnaire).order_by("pk"))


def choice(question: Question, place: int = 0) -> int:
    return question.choices.all()[place].pk


def start_url(consultation: ConsultationPage) -> str:
    return f"/consultations/{consultation.lead_organisation.slug}/{consultation.slug}/respond/"


def begun(consultation: ConsultationPage, **fields: Any) -> tuple[Draft, str]:
    """Return a draft begun an hour ago."""
    return begin_draft(consultation=consultation, **({"at": timezone.now() - timedelta(hours=1)} | fields))


def answered(consultation: ConsultationPage, given: dict[int, Given], **fields: Any) -> tuple[Draft, str]:
    """Return a draft with these answers in its first section and nothing private."""
    draft, token = begun(consultation, **fields)
    seen, at = Seen(0), timezone.now()
    draft = save_section(draft=draft, section=sections_of(consultation)[0], given=given, seen=seen, is_done=True, at=at)
    return save_reply(draft=draft, reply=Private.of(draft).reply, seen=Seen(draft.revision), at=at), token


def sent(consultation: ConsultationPage, given: dict[int, Given], **fields: Any) -> tuple[Any, str]:
    draft, token = answered(consultation, given, **fields)
    at = timezone.now()
    return submit_response(draft=draft, sections=sections_of(consultation), at=at), token


class Walker:
    """Posts what the page in hand holds, as a form would."""

    def __init__(self, client: Client, consultation: ConsultationPage) -> None:
        self.client = client
        self.consultation = consultation
        self.page: Any = None

    @property
    def path(self) -> str:
        return self.page.request["PATH_INFO"]

    @property
    def token(self) -> str:
        return self.path.split("/")[2]

    @property
    def text(self) -> str:
        return self.page.content.decode()

    def begin(self) -> Walker:
        self.page = self.client.post(start_url(self.consultation), follow=True)
        Draft.objects.update(begun_at=timezone.now() - timedelta(hours=1))
        return self

    def open(self, path: str) -> Walker:
        self.page = self.client.get(path, follow=True)
        return self

    def post(self, data: dict[str, Any] | None = None, **extra: Any) -> Walker:
        hidden = dict(HIDDEN.findall(self.text))
        self.page = self.client.post(self.path, hidden | (data or {}), follow=True, **extra)
        return self

    def to_check(self, answers: dict[str, Any], reply: dict[str, Any] | None = None) -> Walker:
        """Answer a survey of one section and stop before sending."""
        self.begin().post(answers).post(REPLY | (reply or {}))
        if self.path.endswith("/about-you/"):
            self.post()
        return self


def names(questions: Sequence[Question]) -> list[str]:
    return [f"q{question.pk}" for question in questions]
