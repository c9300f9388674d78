"""Rows that have no subject."""

from django.db import models


class Generation(models.Model):
    """The number of the newest publication: one row, read before a kept page is shown (`core/generation.py`)."""

    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="generation_one_row")]

    def __str__(self) -> str:
        return str(self.number)
