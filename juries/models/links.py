"""Where a jury meets the ledger: both keys point down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from actions.models import Action, ActionPlan
from juries.models.pages import JuryPage
from juries.models.recommendations import Recommendation


class JuryPlan(models.Model):
    """The action plan that answers a jury."""

    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="plan_links")
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="jury_links")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["jury", "plan"], name="jury_plan_once")]

    def __str__(self) -> str:
        return f"{self.jury_id}: {self.plan_id}"


class RecommendationAction(models.Model):
    """An action that answers a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="action_links")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="recommendation_links")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "action"], name="recommendation_action_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.action_id}"
