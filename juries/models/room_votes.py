"""Votes of a jury on its drafts. Who voted how is told by no row, at no time.

While a vote is open a ballot stands under a name worked out from the vote's secret and one of the site's own, with its
content sealed. At the closing the ballots are counted, and they and the secret are destroyed in the same transaction:
only the counts stay.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from juries.models.room import Draft, DraftVersion


def fresh_secret() -> bytes:
    return secrets.token_bytes(32)


class Stand(models.TextChoices):
    """What a juror says to a draft."""

    FOR = "for", _("For it")
    AGAINST = "against", _("Against it")
    ABSTAIN = "abstain", _("I abstain")


class DraftVoteQuerySet(models.QuerySet["DraftVote"]):
    def uncounted(self) -> Self:
        return self.filter(counted_at=None)

    def due_at(self, moment: datetime) -> Self:
        """Keep those that have closed and are not counted yet."""
        return self.uncounted().filter(closes_at__lte=moment)


class DraftVote(models.Model):
    """One vote on one version of a draft. Open: `opens_at <= now < closes_at`."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="votes")
    version = models.ForeignKey(DraftVersion, on_delete=models.RESTRICT, related_name="votes")
    threshold = models.PositiveSmallIntegerField(
        _("share needed, in per cent"), default=50, help_text=_("Of those who vote for or against it.")
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    secret = models.BinaryField(editable=False, default=fresh_secret)
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True)

    objects = DraftVoteQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["draft", "pk"]
        verbose_name = _("vote of a jury")
        verbose_name_plural = _("votes of a jury")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft"], condition=Q(counted_at=None), name="draft_vote_one_at_a_time"),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="draft_vote_closes_after"),
            models.CheckConstraint(condition=Q(threshold__gte=50, threshold__lte=100), name="draft_vote_threshold"),
            models.CheckConstraint(
                condition=Q(counted_at=None) | Q(secret=b""), name="draft_vote_counted_has_no_secret"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.version_id}"

    def is_open(self, *, at: datetime) -> bool:
        return self.counted_at is None and self.opens_at <= at < self.closes_at

    @property
    def is_void(self) -> bool:
        """Whether too few voted for anything to be told."""
        return self.counted_at is not None and self.votes_for is None


class DraftBallot(models.Model):
    """What one juror voted, while the vote is open: no key to the juror, no moment, nothing legible."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(DraftVote, on_delete=models.CASCADE, related_name="ballots")
    voter = models.CharField(max_length=64)
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "voter"], name="draft_ballot_once")]

    def __str__(self) -> str:
        return str(self.id)
