"""Annual reviews: a plan as it stood on a day, frozen, with what is to be said of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.models.plans import ActionPlan

#: What is never changed after a review was made.
FROZEN: Final = frozenset({"plan", "plan_id", "taken_on", "snapshot", "seal"})


class FrozenReview(TypeError):
    """Somebody tried to change what a review froze."""


class PlanReviewQuerySet(models.QuerySet["PlanReview"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def update(self, **changes: Any) -> int:
        """Change rows, but never what they froze.

        Raises:
            FrozenReview: The change would.
        """
        if touched := FROZEN & set(changes):
            raise FrozenReview(f"A review is not rewritten: {', '.join(sorted(touched))}")
        return super().update(**changes)


def seal_of(snapshot: Any) -> str:
    """Return the fingerprint of a snapshot: the same for the same content, however a database orders its keys."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class PlanReview(models.Model):
    """`snapshot` is a list with one dictionary an action (`actions/snapshots.py`); `seal` is its fingerprint."""

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="reviews")
    title = models.CharField(_("title"), max_length=160)
    taken_on = models.DateField(_("as it stood on"), editable=False)
    commentary = models.TextField(_("what is to be said of it"), blank=True)
    snapshot = models.JSONField(editable=False)
    seal = models.CharField(max_length=64, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("made"), editable=False)

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "-taken_on", "-pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it; what it froze is written once.

        Raises:
            FrozenReview: The plan, the day or the snapshot is not what was frozen.
        """
        kept = PlanReview.objects.filter(pk=self.pk).values_list("plan_id", "taken_on", "seal").first()
        if kept is None:
            self.seal = seal_of(self.snapshot)
        elif kept != (self.plan_id, self.taken_on, seal_of(self.snapshot)):
            raise FrozenReview("A review is not rewritten.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("actions:review", args=[self.plan.slug, self.pk])

    @property
    def is_whole(self) -> bool:
        """Whether the snapshot is the one that was frozen."""
        return self.seal == seal_of(self.snapshot)
