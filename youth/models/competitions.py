"""Competitions: rules and dates, entries judged blind, winners by pen name."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.windows import Window
from youth.models.people import Writer


class CompetitionQuerySet(models.QuerySet["Competition"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def open_at(self, at: datetime) -> Self:
        """Keep those that take entries: opens_at <= at < closes_at."""
        return self.published().filter(opens_at__lte=at, closes_at__gt=at)


class Competition(models.Model):
    """Something to enter. Prizes are arranged off the site; entries are erased on a day set beforehand."""

    class Takes(models.TextChoices):
        TEXT = "text", _("Words")
        PICTURE = "picture", _("A picture")

    title = models.CharField(_("title"), max_length=100)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    summary = models.CharField(_("in a sentence"), max_length=200)
    rules = models.TextField(_("rules"))
    prize = models.CharField(_("what one can win"), max_length=200, blank=True)
    collect = models.TextField(
        _("how winners get it"), blank=True, help_text=_("Shown to the winners alone, when they have signed in.")
    )
    takes = models.CharField(_("what one sends in"), max_length=7, choices=Takes.choices)
    word_limit = models.PositiveSmallIntegerField(_("words at most"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    announce_on = models.DateField(_("winners are told on"))
    erase_on = models.DateField(_("entries are erased on"))
    last_number = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    announced_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    suggested_by = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")

    objects = CompetitionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["-closes_at", "pk"]
        verbose_name = _("competition")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="competition_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(erase_on__gt=F("announce_on")), name="competition_entries_outlive_the_winners"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("youth:competition", args=[self.slug])

    def is_judged_at(self, *, at: datetime) -> bool:
        """Whether judges read: from closing until the winners are told."""
        return self.published_at is not None and self.closes_at <= at and self.announced_at is None

    def is_open(self, *, at: datetime) -> bool:
        """Whether it takes entries: opens_at <= at < closes_at."""
        return self.published_at is not None and Window(self.opens_at, self.closes_at).contains(at)


class Entry(models.Model):
    """What one young person sent in. Judges see its number, never whose it is."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="entries")
    writer = models.ForeignKey(Writer, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("your words"), blank=True)
    picture = models.CharField(max_length=64, blank=True, help_text="The name of its file: forums.picture_files.")
    picture_width = models.PositiveIntegerField(default=0)
    picture_height = models.PositiveIntegerField(default=0)
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    entered_at = models.DateTimeField()
    is_shortlisted = models.BooleanField(default=False)
    may_be_shown = models.BooleanField(_("you may show it with my pen name if it wins"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competition", "writer"], name="entry_once"),
            models.UniqueConstraint(fields=["competition", "number"], name="entry_number_once"),
            models.CheckConstraint(condition=Q(picture="") | ~Q(picture_alt=""), name="entry_picture_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id}/{self.number}"


class Judge(models.Model):
    """Somebody who judges a competition: a checked adult or a young editor."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="judges")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["competition", "user"], name="judge_once")]

    def __str__(self) -> str:
        return f"{self.competition_id}: {self.user_id}"


class Mark(models.Model):
    """What one judge gives one entry."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="marks")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="marks")
    points = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    note = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["judge", "entry"], name="mark_once"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="mark_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.points}"


class Winner(models.Model):
    """Who won, by pen name. It stays when the entries have gone; the work only where its writer agreed."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="winners")
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    pen_name = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True, help_text="The work itself, where its writer agreed.")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["competition", "place"], name="winner_place_once")]

    def __str__(self) -> str:
        return f"{self.competition_id}: {self.place}"
