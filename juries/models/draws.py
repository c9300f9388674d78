"""A draw of jurors: the search, its record, its publication and the number that picked a panel. Nobody is named here.

`secrets` is sealed: which pseudonym is whose (under a name that needs a secret outside the database), with values and
salts. A pick hangs on the publication, and there is one for each: a panel cannot be picked before the record is
published, nor twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from juries.models.recruitment import Recruitment

#: A search that has said nothing for so long has died with its process, and is taken up again.
SILENT: Final = timedelta(minutes=3)


class DrawQuerySet(models.QuerySet["Draw"]):
    def without_bulk(self) -> Self:
        """Leave what is large in the database: most reads need none of it."""
        return self.defer("record", "secrets", "found")

    def dead_at(self, moment: datetime) -> Self:
        """Keep those that should be searching and have not been heard of."""
        return self.filter(state__in=(Draw.State.WAITING, Draw.State.SEARCHING), heard_at__lte=moment - SILENT)

    def published(self) -> Self:
        return self.filter(publication__isnull=False)


class Draw(models.Model):
    """One draw: the first of a jury, or one of replacements. `found` are panels so far, so that a search goes on."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to start")
        SEARCHING = "searching", _("Looking for panels")
        MADE = "made", _("Ready to be published")
        IMPOSSIBLE = "impossible", _("No panel meets the targets")
        FAILED = "failed", _("Stopped by a fault")
        CANCELLED = "cancelled", _("Cancelled")

    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="draws")
    sequence = models.PositiveSmallIntegerField(_("number"))
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(_("started"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    heard_at = models.DateTimeField(_("last heard of"))
    #: Which process is searching: another one, or a cancellation, puts something else here.
    claim = models.CharField(max_length=32, blank=True)
    pool = models.PositiveIntegerField(_("people in the pool"), default=0)
    panels = models.PositiveIntegerField(_("panels found"), default=0)
    least = models.FloatField(_("least chance found"), default=0.0)
    bound = models.FloatField(_("least chance that cannot be exceeded"), default=1.0)
    found = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    secrets = models.BinaryField(default=bytes)
    record = models.TextField(blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    objects = DrawQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["recruitment", "sequence"]
        verbose_name = _("draw of jurors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recruitment", "sequence"], name="draw_sequence_once"),
            models.UniqueConstraint(
                fields=["recruitment"],
                condition=Q(state__in=["waiting", "searching"]),
                name="draw_one_search_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="made", made_at__isnull=False) & ~Q(record="")
                | ~Q(state="made") & Q(made_at=None, record=""),
                name="draw_made_has_a_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recruitment_id}: {self.sequence}"

    @property
    def is_searching(self) -> bool:
        return self.state in (Draw.State.WAITING, Draw.State.SEARCHING)


class Unchangeable(TypeError):
    """What is public stays as it is."""


class FixedRow(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)


class Publication(FixedRow):
    """That the record of a draw is public, from when, and the hash of its bytes."""

    #: Whoever could delete a published draw could draw again until it pleases.
    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, related_name="publication")
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published draw")

    def __str__(self) -> str:
        return self.sha256


class Pick(FixedRow):
    """The number that was thrown in public. One for each publication, and none without."""

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="pick")
    number = models.PositiveSmallIntegerField(_("number thrown"))
    picked_at = models.DateTimeField(_("entered"))
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    where = models.CharField(_("where and how it was thrown"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("number thrown")
        constraints: ClassVar = [models.CheckConstraint(condition=Q(number__lte=999), name="pick_number")]

    def __str__(self) -> str:
        return f"{self.number:03}"


class ObserverFile(models.Model):
    """That an officer made a file of openings for an appointed observer: who, when, for whom."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="observer_files")
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    observer = models.CharField(_("for whom"), max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["draw", "made_at"]
        verbose_name = _("file for an observer")

    def __str__(self) -> str:
        return self.observer
