"""Votes. The truth about a poll is these rows; every count is a recount of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from live.models.rounds import Round
from questions.asked import Given


class BallotQuerySet(models.QuerySet["Ballot"]):
    def weighted(self) -> list[tuple[Any, str, int]]:
        """Count by value: (value, channel, how many), in one statement."""
        return list(self.order_by().values_list("value", "channel").annotate(Count("pk")))

    def total_revision(self) -> int:
        """Return the sum of all revisions: a number that rises with every vote stored, in whichever process."""
        return self.aggregate(total=Sum("revision"))["total"] or 0

    def on_wall(self) -> BallotQuerySet:
        """Keep the words that a moderator has let through."""
        return self.exclude(text="").filter(text_state=Ballot.TextState.SHOWN)


class Ballot(models.Model):
    """What one voter answered in one round. A change overwrites it and raises `revision`.

    `device` and `sequence` name the submission: a repeat, or one that was overtaken on the way, changes nothing.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("By phone")
        HELPER = "helper", _("Through a helper")

    class TextState(models.TextChoices):
        WAITING = "", _("waiting")
        SHOWN = "shown", _("shown")
        HIDDEN = "hidden", _("left out")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    voter = models.CharField(max_length=32)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.PHONE)
    value = models.JSONField(null=True, blank=True)
    text = models.TextField(blank=True)
    text_state = models.CharField(max_length=6, choices=TextState.choices, default=TextState.WAITING, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=16)
    sequence = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=9, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField()

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "voter"], name="ballot_once"),
            models.CheckConstraint(condition=~Q(channel="phone", entered_by__isnull=False), name="ballot_helper_named"),
        ]

    def __str__(self) -> str:
        return self.code or str(self.pk)

    def given(self) -> Given:
        return Given(value=self.value, text=self.text, version=self.version)


class PaperCount(models.Model):
    """How many gave one answer on paper in one round, as somebody entered it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="paper_counts")
    value = models.JSONField()
    number = models.PositiveIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "value"], name="paper_count_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.number}"
