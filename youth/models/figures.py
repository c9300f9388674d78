"""The state of young people: local figures that officers upload."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Figure(models.Model):
    """One figure: values by period and group, with where it comes from."""

    organisation = models.ForeignKey(
        "people.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="young_figures"
    )
    title = models.CharField(_("figure"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    unit = models.CharField(_("unit"), max_length=40)
    source = models.CharField(_("source"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    is_published = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["sort_order", "title"]
        verbose_name = _("figure about young people")
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "title"], name="young_figure_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("youth:figure", args=[self.slug])


class FigureValue(models.Model):
    """One number of a figure."""

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="values")
    period = models.CharField(_("period"), max_length=20)
    group = models.CharField(_("group"), max_length=60, blank=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "period", "group"], name="young_figure_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.group}: {self.value}"
