"""Adults whose safeguarding check is on record, put there by two people, neither of them the adult."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SafeguardingCheckQuerySet(models.QuerySet["SafeguardingCheck"]):
    def standing(self, today: date) -> Self:
        """Keep those in force: confirmed, not ended, checked_on <= today < look_again_on."""
        return self.filter(confirmed_at__isnull=False, ended_at=None, checked_on__lte=today, look_again_on__gt=today)

    def of(self, user: Any) -> Self:
        return self.filter(user=user)


class SafeguardingCheck(models.Model):
    """One check of one adult. What it says is sealed: the number is shown to the people who record checks alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("adult"), on_delete=models.CASCADE, related_name="safeguarding_checks"
    )
    sealed_number = models.BinaryField()
    checked_on = models.DateField(_("date of the check"))
    look_again_on = models.DateField(_("to be looked at again on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(_("why it ended"), blank=True)

    objects = SafeguardingCheckQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("safeguarding check")
        ordering: ClassVar = ["-checked_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(look_again_on__gt=F("checked_on")), name="check_is_looked_at_again"),
            models.CheckConstraint(
                condition=Q(recorded_by=None) | ~Q(recorded_by=F("user")), name="check_recorded_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("user")) & (Q(recorded_by=None) | ~Q(confirmed_by=F("recorded_by")))),
                name="check_confirmed_by_a_third",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def stands_on(self, today: date) -> bool:
        """Whether it is in force: checked_on <= today < look_again_on, confirmed and not ended."""
        is_standing = self.confirmed_at is not None and self.ended_at is None
        return is_standing and self.checked_on <= today < self.look_again_on
