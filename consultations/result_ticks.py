"""What the results room does by the clock."""

from __future__ import annotations

from consultations.services.equality import count_equality_due
from consultations.services.grouping import count_groups_due
from consultations.services.results import count_due
from consultations.services.telling import tell_all
from people import ticks


def register_result_ticks() -> None:
    ticks.register("results", lambda at: count_due(at=at))
    ticks.register("equality", lambda at: count_equality_due(at=at))
    ticks.register("groups of respondents", lambda at: count_groups_due(at=at))
    ticks.register("outcome mails", lambda at: tell_all(at=at))
