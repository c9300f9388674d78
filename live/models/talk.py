"""Questions from the audience, and who else wants them answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from live.models.agenda import AgendaItem


class AudienceQuestionQuerySet(models.QuerySet["AudienceQuestion"]):
    def with_support(self) -> AudienceQuestionQuerySet:
        return self.annotate(support=Count("supports", distinct=True))

    def public(self) -> AudienceQuestionQuerySet:
        """Keep what a moderator has let through."""
        return self.filter(state__in=[AudienceQuestion.State.ACCEPTED, AudienceQuestion.State.ANSWERED])

    def by_support(self) -> AudienceQuestionQuerySet:
        """Pinned ones first, those still to be answered before the answered, then by support."""
        return self.with_support().order_by("-is_pinned", "state", F("support").desc(), "put_at", "pk")

    def by_time(self) -> AudienceQuestionQuerySet:
        return self.with_support().order_by("-is_pinned", "state", "-put_at", "-pk")


class AudienceQuestion(models.Model):
    """What somebody in the audience asks. The states stand in the order in which lists show them."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("to be answered")
        ANSWERED = "answered", _("answered")
        DISMISSED = "dismissed", _("not taken up")
        MERGED = "merged", _("joined with another")
        WAITING = "waiting", _("waiting for a moderator")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="audience_questions")
    voter = models.CharField(max_length=32)
    text = models.TextField(_("question"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    is_pinned = models.BooleanField(_("kept on top"), default=False)
    answer = models.TextField(_("answer"), blank=True)
    reason = models.CharField(_("why it is not taken up"), max_length=300, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    put_at = models.DateTimeField(_("asked"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AudienceQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["put_at", "pk"]
        verbose_name = _("question from the audience")
        verbose_name_plural = _("questions from the audience")

    def __str__(self) -> str:
        return self.text

    @property
    def is_public(self) -> bool:
        """Whether a moderator has let it through."""
        return self.state in {self.State.ACCEPTED, self.State.ANSWERED}


class Support(models.Model):
    question = models.ForeignKey(AudienceQuestion, on_delete=models.CASCADE, related_name="supports")
    voter = models.CharField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "voter"], name="support_once")]

    def __str__(self) -> str:
        return str(self.question_id)
