"""What was said of an action since: updates and the evidence they bring. Updates are added, never rewritten."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.plans import Action
from actions.standing import Status
from people.models import Organisation


class ProgressUpdate(models.Model):
    """One word about one action: how it stands and what was done."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    text = models.TextField(_("what was done"), blank=True)
    reason = models.TextField(_("why it will not be done"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        related_name="progress_updates",
        help_text=_("The body that says so; None for what was imported with a plan."),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["action", "-made_at", "-pk"]
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="update_status_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.DROPPED) | ~Q(reason=""), name="update_dropped_with_a_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["action", "-made_at", "-id"], name="update_latest"),
            models.Index(fields=["made_at"], name="update_made_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.status}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def published(self) -> Self:
        """Keep what stands in plans that everybody may read."""
        return self.filter(update__action__plan__published_at__isnull=False)


class Evidence(models.Model):
    """Something one can look at: an address or a document."""

    update = models.ForeignKey(ProgressUpdate, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("what it is"), max_length=160)
    url = models.URLField(_("address"), blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("document"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()
    #: Whether the public may read a document is for `actions/evidence.py` to say: the index would let drafts' out.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(url="") & Q(document__isnull=False)) | (~Q(url="") & Q(document=None)),
                name="evidence_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title
