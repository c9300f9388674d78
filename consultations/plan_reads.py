"""What the pages of a consultation and of its outcome show of the plans that answer it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from actions.models import ActionPlan
from actions.pictures import Bar, draw
from actions.reads import counts_of_plans


def plans_answering(consultation_id: int, *, at: datetime) -> list[tuple[ActionPlan, Bar]]:
    """Return the published plans that answer a consultation, each with how it stands; at most two statements."""
    found = ActionPlan.objects.published().filter(consultation_links__consultation=consultation_id)
    plans = list(found.order_by("consultation_links__linked_at", "pk"))
    if not plans:
        return []
    counts = counts_of_plans([plan.pk for plan in plans], today=timezone.localdate(at))
    return [(plan, draw(counts[plan.pk])) for plan in plans]
