"""The open call of a jury: who is wanted, who has applied. Two sealed tables, which no key joins.

`Applicant` says who somebody is, `ApplicantFeatures` what they said about themselves. The key of the second is worked
out from the first's public id with a secret that is not in the database (`juries/recruit_vault.py`).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from juries.models.pages import JuryPage


class Recruitment(models.Model):
    """The call for one jury. It takes applications while opens_at <= now < closes_at."""

    jury = models.OneToOneField(JuryPage, on_delete=models.CASCADE, related_name="recruitment")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), help_text=_("Applications are taken up to this moment."))
    size = models.PositiveSmallIntegerField(_("places on the jury"))
    meaning = models.TextField(
        _("what taking part means"),
        help_text=_("When and where the jury meets, what is paid, what help there is: childcare, transport, language."),
    )
    least_age = models.PositiveSmallIntegerField(
        _("youngest age"), default=16, help_text=_("Jurors are 16 or over unless there is a reason otherwise.")
    )
    kept_months = models.PositiveSmallIntegerField(
        _("months until those not picked are erased"), default=6, help_text=_("Counted from the day of the pick.")
    )
    created_at = models.DateTimeField(_("made"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("call for jurors")
        verbose_name_plural = _("calls for jurors")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="recruitment_closes_after_it_opens",
                violation_error_message=_("The call closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(size__gte=5, size__lte=200),
                name="recruitment_size",
                violation_error_message=_("A jury has between 5 and 200 places."),
            ),
            models.CheckConstraint(
                condition=Q(least_age__gte=11, least_age__lte=25),
                name="recruitment_least_age",
                violation_error_message=_("The youngest age is between 11 and 25."),
            ),
            models.CheckConstraint(
                condition=Q(kept_months__gte=1, kept_months__lte=12),
                name="recruitment_kept_months",
                violation_error_message=_("Those not picked are erased after 1 to 12 months."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.jury)

    def is_open_at(self, moment: datetime) -> bool:
        return self.opens_at <= moment < self.closes_at


class SoughtFeature(models.Model):
    """One thing asked of every applicant, such as the age band; with values and targets."""

    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="features")
    slug = models.SlugField(_("short name"), max_length=40)
    title = models.CharField(_("feature"), max_length=80)
    question = models.CharField(_("question"), max_length=200)
    sort_order = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["recruitment", "sort_order", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["recruitment", "slug"], name="sought_feature_once")]

    def __str__(self) -> str:
        return self.title


class SoughtValue(models.Model):
    """One answer to a feature: how many people in the population have it, how many of the panel should."""

    feature = models.ForeignKey(SoughtFeature, on_delete=models.CASCADE, related_name="values")
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("value"), max_length=120)
    population = models.PositiveIntegerField(_("people in the population"))
    at_least = models.PositiveSmallIntegerField(_("at least"))
    at_most = models.PositiveSmallIntegerField(_("at most"))
    sort_order = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["feature", "sort_order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feature", "code"], name="sought_value_once"),
            models.CheckConstraint(
                condition=Q(at_most__gte=F("at_least")),
                name="sought_value_at_most",
                violation_error_message=_("'At most' is not less than 'at least'."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    def in_pool(self) -> Self:
        """Keep those who may still be drawn."""
        return self.filter(standing=Applicant.Standing.POOL)

    def past_time_at(self, moment: datetime) -> Self:
        return self.filter(kept_until__lt=moment.date())


class Applicant(models.Model):
    """Who applied; `content` is sealed: name, e-mail, telephone, what they need to take part."""

    class Standing(models.TextChoices):
        POOL = "pool", _("In the pool")
        DRAWN = "drawn", _("Drawn, has not answered yet")
        SEATED = "seated", _("Takes part")
        DECLINED = "declined", _("Does not take part")

    class Channel(models.TextChoices):
        ONLINE = "online", _("On line")
        PAPER = "paper", _("On paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="applicants")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email_key = models.CharField(max_length=64, blank=True)
    #: The same address under a name that is one for all calls: for 'my data' of somebody who proved it.
    owner_key = models.CharField(max_length=64, blank=True, db_index=True)
    content = models.BinaryField()
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.POOL)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.ONLINE)
    has_proof = models.BooleanField(default=False)
    kept_until = models.DateField()

    objects = ApplicantQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("applicant")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recruitment", "email_key"], condition=~Q(email_key=""), name="applicant_once_an_email"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["recruitment", "standing"], name="applicant_standing")]

    def __str__(self) -> str:
        return str(self.id)


class ApplicantFeatures(models.Model):
    """What one applicant said about themselves; `content` is sealed, `key` names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    kept_until = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("what an applicant said about themselves")

    def __str__(self) -> str:
        return str(self.id)
