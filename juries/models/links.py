"""Where a jury meets the ledger and the forums: both keys point down."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.models import Action, ActionPlan
from forums.models import Forum, Thread
from juries.models.pages import JuryPage, SessionPage
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


class RecommendationThread(models.Model):
    """A thread of a community about a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="thread_links")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="recommendation_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.thread_id}"


class JuryForum(models.Model):
    """The private forum in which the jurors of one jury talk. No community has it, no page of the forums shows it."""

    jury = models.OneToOneField(JuryPage, on_delete=models.CASCADE, related_name="private_forum")
    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="jury_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.jury_id}: {self.forum_id}"


class JurySessionThread(models.Model):
    """The jurors' discussion of one session. It ends when somebody locks the thread, or at `closes_at`."""

    session = models.OneToOneField(SessionPage, on_delete=models.CASCADE, related_name="discussion")
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="session_link")
    opened_at = models.DateTimeField(_("opened"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_at=None) | models.Q(closes_at__gt=models.F("opened_at")),
                name="discussion_closes_after_it_opened",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.thread_id}"

    def takes_posts(self, *, at: datetime) -> bool:
        """Whether jurors may write: until just before it closes."""
        return self.thread.takes_posts() and (self.closes_at is None or at < self.closes_at)
