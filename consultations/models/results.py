"""What was counted, kept so that a look costs the same whether ten or a hundred thousand answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ResultSnapshot(models.Model):
    """The counts of one consultation as of `counted_at`; stale once a response has changed after `counts_until`.

    `tables` maps question id (as text) to what `consultations.services.results` writes: counts by channel.
    """

    consultation = models.OneToOneField(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="result_snapshot"
    )
    counted_at = models.DateTimeField()
    counts_until = models.DateTimeField(null=True)
    responses = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.counted_at:%Y-%m-%d %H:%M}"


class EqualityTable(models.Model):
    """How many respondents gave each answer about themselves, as a job counted them out of the vault."""

    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="equality_tables"
    )
    feature = models.SlugField(max_length=40)
    list_version = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "feature"], name="equality_table_once_a_feature")
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.feature}"
