"""What was counted, kept so that a look costs the same whether ten or a hundred thousand answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: A response may be committed a little after the moment it carries. A count is repeated once after this long.
SETTLING: Final = timedelta(minutes=2)


class ResultSnapshot(models.Model):
    """The counts of one consultation as of `counted_at`.

    `responses` maps channel to how many responses came by it, those who took part at linked events among them.
    `tables` maps question id (as text) to a dictionary: "tally" and, per channel, "channels" (both `Tally.as_json()`),
    and "versions" (answers per version of the question). `texts` maps question id (as text) to how many texts the
    public may read. `rooms` says what was counted of linked events: "rounds" (`services.events.Counted`), "people".
    """

    consultation = models.OneToOneField(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="result_snapshot"
    )
    counted_at = models.DateTimeField()
    counts_until = models.DateTimeField(null=True)
    responses = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    rooms = models.JSONField(default=dict)
    equality_counted_at = models.DateTimeField(null=True)
    groups_counted_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.counted_at:%Y-%m-%d %H:%M}"

    @property
    def total(self) -> int:
        return sum(self.responses.values())

    def is_stale(self, newest: datetime | None, *, at: datetime) -> bool:
        """Whether a response has changed since, or may have been on its way while we counted.

        Args:
            newest: The newest change of any response of the consultation; None when there is none.
        """
        if newest is None:
            return self.total > self.rooms.get("people", 0)
        if self.counts_until is None or newest > self.counts_until:
            return True
        return self.counted_at < self.counts_until + SETTLING <= at


class EqualityTableQuerySet(models.QuerySet["EqualityTable"]):
    def public(self) -> EqualityTableQuerySet:
        """Keep the tables that have something the public may see, without what only officers may."""
        return self.filter(published__isnull=False).defer("counts")


class EqualityTable(models.Model):
    """How many respondents gave each answer about themselves, as a job counted them out of the vault.

    `counts` is for officers: people per code, or, cut by the choices of a `question`, people per choice id and band.
    `published` is what the public sees, suppressed and rounded (`consultations.result_tables`); null: nothing.
    """

    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="equality_tables"
    )
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, null=True, related_name="+")
    feature = models.SlugField(max_length=40)
    list_version = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    published: models.JSONField[Any, Any] = models.JSONField(null=True)
    counted_at = models.DateTimeField()

    objects = EqualityTableQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "feature"],
                condition=Q(question__isnull=True),
                name="equality_table_once_a_feature",
            ),
            models.UniqueConstraint(
                fields=["consultation", "feature", "question"],
                condition=Q(question__isnull=False),
                name="equality_table_once_a_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.feature}"


class Groups(models.TextChoices):
    """By what respondents are told apart in a `GroupTable`."""

    AGE = "age", _("Age")
    WORDING = "wording", _("Version")


class GroupTable(models.Model):
    """How many responses came of each group: of each age that a question of the survey asks, of each wording.

    `counts` is for officers: responses per group, or, cut by the answers of a `question`, per answer and group.
    `published` is what the public sees of it, suppressed and rounded; null: nothing.
    """

    consultation = models.ForeignKey(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="group_tables"
    )
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, null=True, related_name="+")
    groups = models.CharField(max_length=8, choices=Groups.choices)
    counts = models.JSONField(default=dict)
    published: models.JSONField[Any, Any] = models.JSONField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "groups"], condition=Q(question__isnull=True), name="group_table_once"
            ),
            models.UniqueConstraint(
                fields=["consultation", "groups", "question"],
                condition=Q(question__isnull=False),
                name="group_table_once_a_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.groups}"
