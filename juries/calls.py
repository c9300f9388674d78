"""When juries look for jurors."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from core.windows import Window
from juries.models import Recruitment


def calls_of(jury_ids: Collection[int]) -> dict[int, Window]:
    """Return the window in which each of these juries takes applications: one statement.

    Those without a call are missing.
    """
    found = Recruitment.objects.filter(jury__in=jury_ids).values_list("jury_id", "opens_at", "closes_at")
    return {jury: Window(opens_at, closes_at) for jury, opens_at, closes_at in found}


def next_turn_of_a_call(at: datetime) -> datetime | None:
    """Return the first moment after `at` at which a call opens or closes."""
    opens = Recruitment.objects.filter(opens_at__gt=at).order_by("opens_at").values_list("opens_at", flat=True)
    closes = Recruitment.objects.filter(closes_at__gt=at).order_by("closes_at").values_list("closes_at", flat=True)
    return min([*opens[:1], *closes[:1]], default=None)
