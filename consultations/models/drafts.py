"""Answers that are still being written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questions.asked import Given

if TYPE_CHECKING:
    from consultations.models.pages import ConsultationPage


class DraftQuerySet(models.QuerySet["Draft"]):
    def with_consultation(self) -> DraftQuerySet:
        """Fetch with each draft what every step of answering reads, in one statement."""
        return self.select_related("consultation__survey__questionnaire", "response")

    def locked(self, draft: Draft) -> Draft | None:
        """Return this draft as it is now, locked until the transaction ends; None when it is gone.

        Its consultation is the one that was read with it before: that is not read again.
        """
        current = next(iter(self.select_for_update().filter(pk=draft.pk)), None)
        if current is not None:
            current.consultation = draft.consultation
        return current

    def stale_at(self, moment: datetime) -> DraftQuerySet:
        """Keep those not touched for DRAFT_DAYS, and those of consultations closed for as long."""
        since = moment - timedelta(days=settings.DRAFT_DAYS)
        return self.filter(Q(saved_at__lte=since) | Q(consultation__closes_at__lte=since, channel="online"))


class Draft(models.Model):
    """One respondent's unfinished answers, reached by a private link whose token is kept only as a hash.

    `answers` maps question id (as text) to `Given.as_json()`. `private` is encrypted: contact, name, consent and what
    was answered about oneself never lie in the open. `revision` rises with every save; `sections` maps a section's
    key to the revision it was last saved at, the page that saved it and whether it is done, so that two tabs notice
    each other. A draft ends when it is sent: its row goes, the response keeps the same token.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("On line")
        PAPER = "paper", _("On paper")
        EVENT = "event", _("At an event")

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    consultation = models.ForeignKey("consultations.ConsultationPage", on_delete=models.CASCADE, related_name="drafts")
    response = models.OneToOneField(
        "consultations.Response",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
        help_text=_("The response that this draft changes, if it is not a new one."),
    )
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.ONLINE)
    entered_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_for_account = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(max_length=10, default="en-gb")
    style = models.CharField(max_length=8, default="standard")
    answers = models.JSONField(default=dict)
    sections = models.JSONField(default=dict)
    private = models.BinaryField(default=bytes)
    revision = models.PositiveIntegerField(default=0)
    has_proof = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("unfinished answers")
        verbose_name_plural = _("unfinished answers")
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="draft_saved")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "is_for_account"],
                condition=~Q(is_for_account=""),
                name="draft_once_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.begun_at:%Y-%m-%d}"

    def given(self) -> dict[int, Given]:
        """Return what has been answered so far, by question."""
        return {int(key): Given.from_json(data) for key, data in self.answers.items()}

    def is_done(self, key: str) -> bool:
        """Whether the section, or step, of this key has been saved whole."""
        return bool(self.sections.get(key, {}).get("is_done"))

    def was_changed_since(self, *, key: str, revision: int, page: str) -> bool:
        """Whether another page saved this section after `revision` was shown."""
        last: dict[str, Any] = self.sections.get(key, {})
        return last.get("revision", 0) > revision and last.get("page") != page

    def accepts_at(self, moment: datetime) -> bool:
        """Whether it may still be written and sent: while open, and in the grace for who had begun before.

        Paper that came in time is typed in later: an officer's entry has no last moment.
        """
        consultation: ConsultationPage = self.consultation
        window = consultation.window
        if window is None or moment < window.opens_at:
            return False
        if self.channel == self.Channel.PAPER:
            return True
        return consultation.live and (window.contains(moment) or self.is_in_grace(moment))

    def is_in_grace(self, moment: datetime) -> bool:
        window = self.consultation.window
        grace = timedelta(minutes=settings.GRACE_MINUTES)
        return window is not None and self.begun_at < window.closes_at and window.accepts_late(moment, grace=grace)
