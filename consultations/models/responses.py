"""What respondents sent."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import connections, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import Draft
from questions.asked import Given


class ResponseQuerySet(models.QuerySet["Response"]):
    def counted(self) -> ResponseQuerySet:
        """Keep the responses that stand: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def with_consultation(self) -> ResponseQuerySet:
        """Fetch with each response what its receipt reads, in one statement."""
        return self.select_related("consultation__survey__questionnaire")

    def last_change(self) -> datetime | None:
        """The moment of the newest submission, change or withdrawal: what a stored count is compared with."""
        return self.aggregate(newest=models.Max("changed_at"))["newest"]


class Response(models.Model):
    """One respondent's answers to one consultation. Who they are stands in `Contact`, out of reach of a join."""

    class Consent(models.TextChoices):
        NO = "no", _("Do not publish my words")
        ANONYMOUS = "anonymous", _("Publish my words without my name")
        NAMED = "named", _("Publish my words with my name")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="responses"
    )
    code = models.CharField(_("receipt"), max_length=12, unique=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    channel = models.CharField(_("channel"), max_length=6, choices=Draft.Channel.choices)
    entered_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(_("answered for the organisation"), max_length=200, blank=True)
    consent = models.CharField(_("may be published"), max_length=9, choices=Consent.choices, default=Consent.NO)
    is_under_18 = models.BooleanField(_("under 18"), null=True)
    language = models.CharField(max_length=10, default="en-gb")
    style = models.CharField(max_length=8, default="standard")
    has_proof = models.BooleanField(_("proof of work done"), default=False)
    is_late = models.BooleanField(_("sent in the grace after closing"), default=False)
    is_for_account = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("sent"))
    changed_at = models.DateTimeField(_("last changed"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes: ClassVar = [models.Index(fields=["consultation", "changed_at"], name="response_changed")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(consent="named", is_under_18=True), name="response_no_name_under_18"),
            models.UniqueConstraint(
                fields=["consultation", "is_for_account"],
                condition=~Q(is_for_account=""),
                name="response_once_an_account",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def given(self) -> dict[int, Given]:
        """Return what was answered, by question."""
        return {
            answer.question_id: Given(value=answer.value, text=answer.text, version=answer.version)
            for answer in self.answers.all()
        }

    def can_change_at(self, moment: datetime) -> bool:
        """Whether it may be changed or withdrawn: until the consultation closes. Officers mend paper at any time."""
        if self.withdrawn_at is not None:
            return False
        return self.channel == Draft.Channel.PAPER or self.consultation.is_open(at=moment)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def store(self, response: Response, given: Mapping[int, Given]) -> None:
        """Insert the answers of a response in one statement.

        Written out in SQL: in `bulk_create`, twenty answers take longer than everything else there is to sending.
        """
        if not given:
            return
        table = connections[self.db].ops.quote_name(self.model._meta.db_table)
        row = "(%s, %s, %s, %s, %s)"
        values = [
            part
            for question_id, one in given.items()
            for part in (response.pk, question_id, one.version, _as_json(one.value), one.text)
        ]
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (response_id, question_id, version, value, text) "  # noqa: S608  no words in it
                f"VALUES {', '.join([row] * len(given))}",
                values,
            )


def _as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


class Answer(models.Model):
    """One answer to one question: `value` as its kind defines it, `text` the respondent's own words."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("questions.Question", on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField(default=1)
    value = models.JSONField(null=True)
    text = models.TextField(blank=True)

    objects = AnswerQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
