"""Which action plans answer a consultation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.models import ActionPlan


class ConsultationPlan(models.Model):
    """A plan that says what is done because of a consultation."""

    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="plan_links"
    )
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="consultation_links")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    linked_at = models.DateTimeField(_("linked"))

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "plan"], name="consultation_plan_once")
        ]
        verbose_name = _("plan of a consultation")
        verbose_name_plural = _("plans of a consultation")

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.plan_id}"
