"""What residents ask the jury to put to a session. Nobody needs an account; an address is optional and sealed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from juries.models.pages import SessionPage


class ResidentQuestionQuerySet(models.QuerySet["ResidentQuestion"]):
    def published(self) -> Self:
        return self.filter(state=ResidentQuestion.State.PUBLISHED)

    def waiting(self) -> Self:
        return self.filter(state=ResidentQuestion.State.WAITING)

    def of_jury(self, jury: Any) -> Self:
        return self.filter(session__in=SessionPage.objects.child_of(jury))


class ResidentQuestion(models.Model):
    """One question that a resident wants the jury to put to a session."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        PUBLISHED = "published", _("Published")
        DISMISSED = "dismissed", _("Not published")

    class Outcome(models.TextChoices):
        PUT = "put", _("The jury put it to the session")
        COVERED = "covered", _("What the jury heard answers it")
        NO_TIME = "no_time", _("There was no time for it")
        TAKEN_ON = "taken_on", _("The jury took it into its own discussion")

    session = models.ForeignKey(SessionPage, on_delete=models.CASCADE, related_name="resident_questions")
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(_("why it is not published"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("what was said"), blank=True)
    answered_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    contact = models.BinaryField(_("e-mail address, sealed"), default=bytes)
    follows = models.BooleanField(_("is told when promises move"), default=False)

    objects = ResidentQuestionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question of a resident")
        verbose_name_plural = _("questions of residents")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="resident_question_dismissed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="") | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="resident_question_dealt_with_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["session", "state"], name="resident_question_queue")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.pk}"
