"""A table on its way into a plan: what was uploaded and what the officer said of it, until it is taken in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.plans import ActionPlan
from people.models import Organisation
from people.permissions import is_administrator, organisations_of

KEPT: Final = timedelta(days=7)


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def kept_by(self, user: Any) -> Self:
        """Keep those into plans that this person's organisation leads; all for administrators."""
        if is_administrator(user):
            return self
        mine = organisations_of(user)
        return self.filter(Q(plan__lead_organisation__in=mine) | Q(plan=None, organisation__in=mine))

    def expired_at(self, at: datetime) -> Self:
        return self.filter(created_at__lte=at - KEPT)


class ImportDraft(models.Model):
    """One import between its steps. `plan` is None while it goes into a plan still to be made.

    Attributes:
        table: `{"headings": [...], "rows": [{"line": 3, "theme": "...", "cells": [...]}]}` as it was read.
        columns: Which heading stands for what, by its place; an empty word for none.
        owners: What unknown owners turned out to be: words, in small letters, to the number of a body or 0 for nobody.
        days: What unclear dates turned out to be: words, in small letters, to a day or an empty text for none.
        cells: What was corrected: line, then name of the column, then text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, null=True, related_name="imports")
    new_title = models.CharField(_("title of the new plan"), max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(_("where it came from"), max_length=200)
    table = models.JSONField()
    columns = models.JSONField(default=list)
    owners = models.JSONField(default=dict)
    days = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = ImportDraftQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(plan__isnull=False) | ~Q(new_title=""), name="import_goes_into_a_plan")
        ]

    def __str__(self) -> str:
        return self.source
