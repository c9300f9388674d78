"""A report to the board: a selection of plans, as they stood at one meeting and at the meeting before."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.models.plans import ActionPlan
from people.models import Organisation
from people.permissions import is_administrator, organisations_of


class BoardReportQuerySet(models.QuerySet["BoardReport"]):
    def kept_by(self, user: Any) -> Self:
        """Keep those of the organisations this person is an officer of; all for administrators."""
        if is_administrator(user):
            return self
        return self.filter(organisation__in=organisations_of(user))

    def read_by(self, user: Any) -> Self:
        """Keep those this person may read: published ones, and drafts of their own organisations."""
        if is_administrator(user):
            return self
        return self.filter(Q(published_at__isnull=False) | Q(organisation__in=organisations_of(user)))


class BoardReport(models.Model):
    """The quarterly traffic-light report. It holds no figures: they are read from the updates of the plans."""

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="board_reports"
    )
    introduction = models.TextField(_("in front of it"), blank=True)
    plans = models.ManyToManyField(ActionPlan, verbose_name=_("plans"), related_name="board_reports")
    meeting_on = models.DateField(_("day of the meeting"))
    previous_meeting_on = models.DateField(
        _("day of the meeting before"), help_text=_("What changed is counted from the end of this day.")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("made"), editable=False)

    objects = BoardReportQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting_on", "title"]
        verbose_name = _("board report")
        verbose_name_plural = _("board reports")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(previous_meeting_on__lt=F("meeting_on")),
                name="board_report_after_the_one_before",
                violation_error_message=_("The meeting before is earlier than this one."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:report", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
