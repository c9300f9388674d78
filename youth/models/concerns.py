"""Worries about what somebody wrote: who was told, what was done, by whom. What was said is sealed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.models import Post
from youth.models.pages import ArticlePage
from youth.models.people import Writer


class StepStands(TypeError):
    """The record of a concern is added to, and neither changed nor shortened."""


class Concern(models.Model):
    """Somebody pressed 'Report', or a checked adult saw something. The safeguarding leads are told at once.

    `sealed` holds the words of who reported and a copy of what was reported, as it read then.
    """

    class Reason(models.TextChoices):
        MEAN = "mean", _("It’s mean, or it’s bullying")
        PRIVATE = "private", _("It tells something private about somebody")
        HARM = "harm", _("Somebody might get hurt, or hurt themselves")
        STRANGER = "stranger", _("This person doesn’t feel right, or wants to meet or talk somewhere else")
        HATE = "hate", _("It’s hateful about a group of people")
        OTHER = "other", _("Something else")

    WORRYING: ClassVar = (Reason.HARM, Reason.STRANGER)

    class State(models.TextChoices):
        NEW = "new", _("Nobody has taken it on yet")
        TAKEN = "taken", _("Being looked into")
        ESCALATED = "escalated", _("Passed on")
        CLOSED = "closed", _("Closed")

    class Passed(models.TextChoices):
        SOCIAL_CARE = "care", _("Children’s social care")
        POLICE = "police", _("The police")
        EMERGENCY = "999", _("999")
        CEOP = "ceop", _("The Child Exploitation and Online Protection centre")

    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="concerns")
    article = models.ForeignKey(ArticlePage, on_delete=models.SET_NULL, null=True, related_name="concerns")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    sealed = models.BinaryField(default=bytes)
    reporter = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, related_name="+")
    about_adult = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The adult who wrote it: not told of it, and neither sees nor decides it.",
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.NEW)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, help_text="When the safeguarding leads' letters were handed over.")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    passed_to = models.CharField(max_length=6, choices=Passed.choices, blank=True)
    closed_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        verbose_name = _("concern")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="escalated") | ~Q(passed_to=""), name="concern_passed_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="concern_closed_at_a_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "made_at"], name="concern_by_state")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_worrying(self) -> bool:
        """Whether somebody may be in danger, so that it comes before all others."""
        return self.reason in self.WORRYING

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class ConcernStep(models.Model):
    """One thing that was done about a concern: never changed, never deleted before the concern itself."""

    class Kind(models.TextChoices):
        TOLD = "told", _("The safeguarding leads were told")
        TAKEN = "taken", _("Taken on")
        NOTED = "noted", _("Noted")
        REMOVED = "removed", _("The words were taken down")
        PUT_BACK = "back", _("The words were put back")
        PAUSED = "paused", _("A young person was paused")
        OPENED = "opened", _("Looked up how to reach a young person")
        PASSED = "passed", _("Passed on")
        CLOSED = "closed", _("Closed")

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    sealed = models.BinaryField(default=bytes)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.concern_id}: {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new step.

        Raises:
            StepStands: It was stored before: what was done stays on record as it was.
        """
        if not self._state.adding:
            raise StepStands
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: a step goes with its concern alone.

        Raises:
            StepStands: Always.
        """
        raise StepStands
