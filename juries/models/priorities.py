"""What a conference put first: recommendations or actions ranked at a live event, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models import Action
from juries.models.recommendations import Recommendation
from live.models import AgendaItem
from people.models import Organisation
from questions.models import Choice


class ConferenceRankingQuerySet(models.QuerySet["ConferenceRanking"]):
    def waiting(self) -> Self:
        """Keep those whose event has ended and whose result is not taken over yet."""
        return self.filter(recorded_at=None, poll__event__ended_at__isnull=False)


class ConferenceRanking(models.Model):
    """One poll at an event that puts promises or recommendations in order.

    What is recorded says all it needs by itself: it stays when the event and its votes are erased.
    """

    poll = models.OneToOneField(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="conference_ranking"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what is put in order"), max_length=200)
    event_title = models.CharField(_("event"), max_length=160)
    event_on = models.DateField(_("day"))
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    put_at = models.DateTimeField(_("put on the agenda"))
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    #: None: not recorded, or fewer than may be shown.
    people = models.PositiveIntegerField(_("people who ranked them"), null=True, blank=True)

    objects = ConferenceRankingQuerySet.as_manager()

    class Meta:
        ordering = ["-event_on", "pk"]
        verbose_name = _("ranking at a conference")
        verbose_name_plural = _("rankings at conferences")

    def __str__(self) -> str:
        return self.title


class RankedThing(models.Model):
    """One recommendation or one action in a ranking, and where it came out."""

    ranking = models.ForeignKey(ConferenceRanking, on_delete=models.CASCADE, related_name="things")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="priorities"
    )
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="priorities")
    choice = models.ForeignKey(Choice, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    of = models.PositiveSmallIntegerField(_("of how many"))
    score = models.DecimalField(_("mean place"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["ranking", "place", "pk"]
        verbose_name = _("thing ranked at a conference")
        verbose_name_plural = _("things ranked at a conference")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(recommendation=None) & Q(action__isnull=False))
                | (Q(recommendation__isnull=False) & Q(action=None)),
                name="ranked_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["ranking", "recommendation"],
                condition=Q(recommendation__isnull=False),
                name="ranked_recommendation_once",
            ),
            models.UniqueConstraint(
                fields=["ranking", "action"], condition=Q(action__isnull=False), name="ranked_action_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id}: {self.place}"
