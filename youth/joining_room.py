"""What this room tells the registries below: what is held, what the clock does, what is sealed."""

from __future__ import annotations

from datetime import datetime, timedelta

from consultations.services.rotating import register_sealed
from people import ticks
from people.quiet_hours import is_quiet
from youth import parting
from youth.models import GuardianRequest, SafeguardingCheck
from youth.privacy import register_youth
from youth.privacy_checks import register_checks
from youth.services.checks import look_at_clock
from youth.services.growing import grow
from youth.services.leaving import forget_talk, hide_entries, withdraw_entries

HOUR = timedelta(hours=1)


def register_joining() -> None:
    parting.register("pieces", parting.Room(forget=forget_talk))
    parting.register("competitions", parting.Room(hide=hide_entries, forget=withdraw_entries))
    register_youth()
    register_checks()
    register_sealed(GuardianRequest, "sealed")
    register_sealed(SafeguardingCheck, "sealed_number")
    ticks.register("youth-growing", grow_by_day, every=HOUR)
    ticks.register("youth-checks", look_at_clock)


def grow_by_day(at: datetime) -> None:
    """Move people on, outside the quiet hours: what they are told of it leaves at once."""
    if not is_quiet(at):
        grow(at)
