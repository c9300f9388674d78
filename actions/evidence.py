"""Documents as evidence: whether the public may read one, and where one stands that somebody wishes to delete."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from actions.models import Action, ActionPlan, Evidence


def carries(thing: Model) -> bool:
    """Whether this is a document that stands as evidence in a plan everybody may read."""
    return isinstance(thing, get_document_model()) and Evidence.objects.published().filter(document=thing.pk).exists()


def places(rows: Collection[Model], user: Any) -> list[str]:
    """Say in words at which actions this evidence stands; of other bodies' drafts only that there are some."""
    actions = Action.objects.filter(updates__evidence__in=[row.pk for row in rows]).distinct()
    read = (
        actions.filter(plan__in=ActionPlan.objects.read_by(user)).select_related("plan").order_by("plan", "order", "pk")
    )
    named = [
        _("evidence at action %(reference)s of “%(plan)s”") % {"reference": one.reference, "plan": one.plan.title}
        for one in read
    ]
    return named if len(named) == actions.count() else [*named, _("evidence in a plan of another body that is a draft")]
