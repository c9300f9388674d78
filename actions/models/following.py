"""Who is told when promises move: an address, sealed, what it follows, and the weekly digests that went out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q

from actions.models.plans import Action, ActionPlan

#: What was asked for and not confirmed is forgotten after so long.
UNCONFIRMED: Final = timedelta(days=7)
#: An address is kept so long after it was confirmed or last written to.
KEPT: Final = timedelta(days=2 * 365)


class Follower(models.Model):
    """One e-mail address that follows something. `key` is a keyed name of it; `content` is encrypted."""

    key = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    kept_from = models.DateTimeField(help_text="When it was last confirmed or written to.")

    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kept_from"], name="follower_kept_from")]

    def __str__(self) -> str:
        return str(self.pk)


class FollowQuerySet(models.QuerySet["Follow"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def overdue_at(self, at: datetime) -> Self:
        """Keep those nobody confirmed in time."""
        return self.filter(confirmed_at=None, asked_at__lte=at - UNCONFIRMED)


class Follow(models.Model):
    """One address follows one plan or one action, from the moment its owner confirmed that."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, null=True, related_name="follows")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="follows")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects = FollowQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follower", "plan"], condition=Q(action=None), name="follow_plan_once"),
            models.UniqueConstraint(fields=["follower", "action"], condition=Q(plan=None), name="follow_action_once"),
            models.CheckConstraint(
                condition=Q(plan=None, action__isnull=False) | Q(plan__isnull=False, action=None),
                name="follow_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id}: {self.plan_id or self.action_id}"


class DigestRun(models.Model):
    """One weekly digest: it tells what moved in `since <= moment < until`, once."""

    since = models.DateTimeField()
    until = models.DateTimeField(unique=True)
    finished_at = models.DateTimeField(null=True)
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["until"]

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d}"
