"""Rounds of a poll: each is opened, closed by the server's clock, and counted by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from live.models.agenda import AgendaItem

#: What reaches the server so soon after closing still counts: it was on its way.
GRACE = timedelta(seconds=2)
#: And so much later at the latest it is stored: nothing is shown before.
SETTLING = GRACE + timedelta(milliseconds=500)


class Round(models.Model):
    """One time a poll was asked. Open: `opened_at <= now < closes_at`, without end while `closes_at` is empty."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    opened_at = models.DateTimeField(_("opened"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    is_shown = models.BooleanField(_("its result is shown"), default=False)
    shown_at = models.DateTimeField(_("result first shown"), null=True, blank=True)
    #: Rises when numbers are corrected in a way that the ballots' own revisions do not tell: paper, votes taken back.
    corrections = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["item", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(closes_at=None), name="round_one_without_end"),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gte=models.F("opened_at")), name="round_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.number}"

    def is_open(self, *, at: datetime) -> bool:
        return self.opened_at <= at and (self.closes_at is None or at < self.closes_at)

    def accepts(self, *, at: datetime) -> bool:
        """Whether a vote that reaches the server at this moment counts."""
        return self.opened_at <= at and (self.closes_at is None or at < self.closes_at + GRACE)

    def is_settled(self, *, at: datetime) -> bool:
        """Whether all that counts is stored, so that the result is final."""
        return self.closes_at is not None and at >= self.closes_at + SETTLING

    def may_show(self, *, at: datetime) -> bool:
        """Whether anybody at all may see counts: of a blind poll only once it is settled."""
        return self.is_settled(at=at) or (not self.item.is_blind and self.is_open(at=at))


class Showing(models.Model):
    """A result was shown cut by a slice: which of its groups people saw. Later cuts must not add up to more."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="showings")
    slice_round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="cut_with")
    groups = models.JSONField(_("groups that were shown"), default=list)
    shown_at = models.DateTimeField(_("shown"))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "slice_round"], name="showing_once")]

    def __str__(self) -> str:
        return f"{self.round_id} by {self.slice_round_id}"
