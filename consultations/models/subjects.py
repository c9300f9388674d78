"""What consultations are sorted by: topic, area, audience. Kept by administrators, shared by all organisations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Topic(Subject):
    class Meta(Subject.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Area(Subject):
    """A place: the county, a district, a town."""

    class Meta(Subject.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")


class Audience(Subject):
    """Who is asked: everybody, carers, parents, businesses."""

    class Meta(Subject.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
