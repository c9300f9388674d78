"""What lies in the jury's room: papers, drafts with their versions, notes, statements of those who see it otherwise.

Nothing of this is public. What the jury adopts becomes a `Recommendation`; the rest stays here.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from juries.models.jurors import Juror
from juries.models.pages import JuryPage, JuryTheme, SessionPage
from juries.models.recommendations import Recommendation


class Drafting(models.Model):
    """When the jurors of a jury draft: opens_at <= now < closes_at, without end while that is empty."""

    jury = models.OneToOneField(JuryPage, on_delete=models.CASCADE, related_name="drafting")
    opens_at = models.DateTimeField(_("drafting opens"))
    closes_at = models.DateTimeField(_("drafting closes"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gte=models.F("opens_at")), name="drafting_closes_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jury_id}"

    def is_open(self, *, at: datetime) -> bool:
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)


class Paper(models.Model):
    """Something for the jurors to read: words, a file or an address. A file lies where only the room hands it out."""

    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="papers")
    session = models.ForeignKey(
        SessionPage, verbose_name=_("session"), on_delete=models.SET_NULL, null=True, blank=True, related_name="papers"
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    url = models.URLField(_("address"), blank=True)
    file = models.FileField(_("file"), upload_to="jury_papers/", blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["jury", "session__starts_at", "pk"]
        verbose_name = _("paper of a jury")
        verbose_name_plural = _("papers of a jury")

    def __str__(self) -> str:
        return self.title

    @property
    def size(self) -> int | None:
        """How many bytes the file has; None where there is none, or the disk has lost it."""
        try:
            return self.file.size if self.file else None
        except OSError:
            return None


class DraftQuerySet(models.QuerySet["Draft"]):
    def listed(self) -> Self:
        """Fetch what a list of drafts shows: theme, the newest vote's state, how many notes."""
        return self.select_related("theme", "recommendation").annotate(notes_number=models.Count("notes"))


class Draft(models.Model):
    """A recommendation on its way. Its words are those of the version with the number `version`."""

    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="drafts")
    theme = models.ForeignKey(
        JuryTheme, verbose_name=_("theme"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what we recommend"))
    reasons = models.TextField(_("reasons"), blank=True)
    begun_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("changed"))
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="draft"
    )

    objects = DraftQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["jury", "pk"]
        verbose_name = _("draft of a recommendation")
        verbose_name_plural = _("drafts of recommendations")

    def __str__(self) -> str:
        return self.title


class DraftVersion(models.Model):
    """The words of a draft as one juror saved them. Never changed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(max_length=200)
    text = models.TextField()
    reasons = models.TextField(blank=True)
    written_by = models.ForeignKey(Juror, on_delete=models.RESTRICT, related_name="+")
    written_at = models.DateTimeField(_("saved"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["draft", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once")]

    def __str__(self) -> str:
        return f"{self.draft_id}.{self.number}"


class DraftNote(models.Model):
    """What a juror says about a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="notes")
    juror = models.ForeignKey(Juror, on_delete=models.RESTRICT, related_name="+")
    version = models.PositiveIntegerField(_("about version"))
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(_("written"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["draft", "written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.juror_id}"


class DraftStatement(models.Model):
    """What jurors who see it otherwise want said beside the recommendation. Who stands by it is known in the room."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="statements")
    juror = models.ForeignKey(Juror, on_delete=models.RESTRICT, related_name="+")
    text = models.TextField(_("statement"))
    written_at = models.DateTimeField(_("written"))
    supporters = models.ManyToManyField(Juror, related_name="+", blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["draft", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "juror"], name="statement_one_a_juror")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.juror_id}"
