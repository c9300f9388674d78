"""Which live events asked what a consultation asks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from live.models import Event


class ConsultationEventQuerySet(models.QuerySet["ConsultationEvent"]):
    def ended(self) -> ConsultationEventQuerySet:
        """Keep the events that are over: only then do their votes count."""
        return self.filter(event__ended_at__isnull=False)

    def in_order(self) -> ConsultationEventQuerySet:
        return self.select_related("event__organisation").order_by("event__starts_at", "pk")


class ConsultationEvent(models.Model):
    """An event whose polls count for a consultation, where both ask the same question."""

    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="event_links"
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="consultation_links")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    linked_at = models.DateTimeField(_("linked"))

    objects = ConsultationEventQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "event"], name="consultation_event_once")
        ]
        verbose_name = _("event of a consultation")
        verbose_name_plural = _("events of a consultation")

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.event_id}"
