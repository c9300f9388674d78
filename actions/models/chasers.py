"""Which reminders an action's owner has had."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.models.plans import Action


class Chaser(models.Model):
    """One reminder of one action, so that nobody is told twice; see `actions/chasing.py`."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="chasers")
    reason = models.CharField(_("reason"), max_length=8)
    number = models.PositiveSmallIntegerField(_("how many times before"))
    about_on = models.DateField(_("the day it counts from"))
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "reason", "number", "about_on"], name="chaser_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.reason} {self.number}"
