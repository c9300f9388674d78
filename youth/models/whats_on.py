"""What's on for young people: suggested by the team, let out by a checked adult."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youth.models.people import Writer


class WhatsOnQuerySet(models.QuerySet["WhatsOn"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def to_come(self, at: datetime) -> Self:
        """Keep what has not ended: at < ends_at, the soonest first."""
        return self.published().filter(ends_at__gt=at).order_by("starts_at", "pk")


class WhatsOn(models.Model):
    """Something to go to. `event` is the word for events in the live room, so this is called by its page."""

    title = models.CharField(_("title"), max_length=100)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    summary = models.CharField(_("in a sentence"), max_length=200)
    about = models.TextField(_("more about it"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("where"), max_length=160)
    area = models.ForeignKey(
        "consultations.Area",
        verbose_name=_("district"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cost = models.CharField(_("cost"), max_length=80)
    access = models.TextField(_("access"), help_text=_("Steps, toilets, hearing loop, quiet space, how to get there."))
    age_from = models.PositiveSmallIntegerField(
        _("from age"), default=13, validators=[MinValueValidator(11), MaxValueValidator(19)]
    )
    age_to = models.PositiveSmallIntegerField(
        _("up to age"), default=19, validators=[MinValueValidator(13), MaxValueValidator(25)]
    )
    run_by = models.CharField(_("who runs it"), max_length=120)
    link = models.URLField(_("where to book"), blank=True)
    suggested_by = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    objects = WhatsOnQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        verbose_name = _("thing that is on")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="whats_on_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="whats_on_ages_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["published_at", "ends_at"], name="whats_on_to_come")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("youth:whats_on_one", args=[self.slug])
