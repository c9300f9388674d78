"""Which due dates an action had before: a date that is put off must not make its past look better."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models

from actions.models.plans import Action


class DueChangeQuerySet(models.QuerySet["DueChange"]):
    def since(self, moment: datetime, *, plan_ids: Collection[int]) -> Self:
        """Keep what was changed from a moment on in these plans, the latest first."""
        return self.filter(action__plan__in=plan_ids, changed_at__gte=moment).order_by("-changed_at", "-pk")


class DueChange(models.Model):
    """One change of a due date: `due_on` is what it was until `changed_at`."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="due_changes")
    due_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    objects = DueChangeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["changed_at"], name="due_change_changed_at")]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.due_on}"


def due_before(changes: Collection[tuple[int, date | None, datetime]], moment: datetime) -> dict[int, date | None]:
    """Return by action the date that held at a moment, where it is another now.

    Args:
        changes: Action, date until then and moment of each change, the latest first.
    """
    return {action_id: due_on for action_id, due_on, changed_at in changes if changed_at >= moment}
