"""Answers that are still being written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """One respondent's unfinished answers, reached by a private link whose token is kept only as a hash.

    `answers` maps question id (as text) to `Given.as_json()`. `private` is encrypted: contact, name and what was
    answered about oneself never lie in the open. `revision` rises with every save, so that two tabs notice each other.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("On line")
        PAPER = "paper", _("On paper")
        EVENT = "event", _("At an event")

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="drafts"
    )
    response = models.ForeignKey(
        "consultations.Response",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
        help_text=_("The response that this draft changes, if it is not a new one."),
    )
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.ONLINE)
    entered_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=10, default="en-gb")
    style = models.CharField(max_length=8, default="standard")
    answers = models.JSONField(default=dict)
    sections_done = models.JSONField(default=list)
    private = models.BinaryField(default=bytes)
    revision = models.PositiveIntegerField(default=0)
    has_proof = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="draft_saved")]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.begun_at:%Y-%m-%d}"
