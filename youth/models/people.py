"""Young people who joined, and the parents who said yes. No age and no birth date is kept, ever."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Band(models.TextChoices):
    """How old somebody is, as far as it is kept."""

    YOUNGER = "younger", _("13 to 15")
    OLDER = "older", _("16 to 19")


class WriterQuerySet(models.QuerySet["Writer"]):
    def joined(self) -> Self:
        """Keep those who may take part now."""
        return self.filter(state=Writer.State.IN)

    def young(self) -> Self:
        """Keep those of whom it is known that they are of a band, whether they take part or have left."""
        return self.exclude(state=Writer.State.ALUMNUS)

    def taking_part(self) -> Self:
        """Keep those who joined or are on their way."""
        return self.filter(state__in=[Writer.State.WAITING, Writer.State.IN, Writer.State.PAUSED])

    def past_band(self, today: date) -> Self:
        """Keep those whose band has ended for certain: band_ends_on < today."""
        return self.taking_part().filter(band_ends_on__lt=today)


class Writer(models.Model):
    """A young person in the writers' group: a pen name, a district and a band of ages. Everything else is not kept.

    `band_ends_on` is the latest day on which they can still be of this band, moved on to the end of a quarter.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("A parent’s or guardian’s yes is still to come")
        IN = "in", _("Joined")
        PAUSED = "paused", _("Paused by a checked adult")
        LEFT = "left", _("Left")
        ALUMNUS = "alumnus", _("Grown out of it")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="writer")
    pen_name = models.CharField(_("pen name"), max_length=40)
    likeness = models.CharField(max_length=80, unique=True, help_text="What the name looks like: forums.likeness.")
    first_name = models.CharField(_("first name"), max_length=40, blank=True)
    area = models.ForeignKey(
        "consultations.Area", verbose_name=_("district"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    band = models.CharField(_("age"), max_length=7, choices=Band.choices)
    band_ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices)
    guardian_agreed_on = models.DateField(null=True)
    waits_since = models.DateField(null=True, help_text="Since when a guardian's yes is waited for.")
    joined_in = models.DateField(help_text="The first day of the quarter in which they joined.")
    wants_letters = models.BooleanField(_("tell me by e-mail what happens to my pieces"), default=False)
    keeps_articles = models.BooleanField(null=True, help_text="What an alumnus chose about what is published.")
    paused_reason = models.TextField(blank=True)
    left_on = models.DateField(null=True)

    objects = WriterQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("young writer")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("pen_name"), name="pen_name_once"),
            models.CheckConstraint(
                condition=~Q(state="in", band="younger") | Q(guardian_agreed_on__isnull=False),
                name="under_16_with_a_guardian",
            ),
            models.CheckConstraint(condition=~Q(band="younger") | Q(first_name=""), name="under_16_pen_name_alone"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "band_ends_on"], name="writer_band_ends")]

    def __str__(self) -> str:
        return self.pen_name

    @property
    def is_in(self) -> bool:
        return self.state == self.State.IN

    @property
    def is_younger(self) -> bool:
        return self.band == Band.YOUNGER


class GuardianRequest(models.Model):
    """A parent or guardian is asked for their yes. The address is sealed, and erased with the answer."""

    writer = models.ForeignKey(Writer, on_delete=models.CASCADE, related_name="guardian_requests")
    sealed = models.BinaryField(default=bytes)
    token_key = models.CharField(max_length=64, unique=True, help_text="A keyed name of the token in the letter.")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    has_agreed = models.BooleanField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at=None, has_agreed=None)
                | Q(answered_at__isnull=False, has_agreed__isnull=False, sealed=b""),
                name="guardian_forgotten_once_answered",
            ),
            models.UniqueConstraint(
                fields=["writer"], condition=Q(answered_at=None), name="guardian_asked_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_open_at(self, at: object) -> bool:
        """Whether it can be answered: asked_at <= at < expires_at, and nobody has."""
        return self.answered_at is None and self.asked_at <= at < self.expires_at  # type: ignore[operator]
