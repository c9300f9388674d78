"""What the live room does by the clock."""

from __future__ import annotations

from live.services.events import end_forgotten
from people import ticks


def register_live_ticks() -> None:
    ticks.register("live events", end_forgotten)
