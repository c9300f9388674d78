"""What the clock does for what young people are asked and for competitions."""

from __future__ import annotations

from datetime import timedelta

from people import ticks


def register_asking() -> None:
    from youth.services.asking import run_week_polls
    from youth.services.competing import sweep_pictures
    from youth.services.judging import erase_due

    ticks.register("young people’s polls", run_week_polls)
    ticks.register("entries to competitions", erase_due, every=timedelta(hours=1))
    ticks.register("pictures of no entry", sweep_pictures, every=timedelta(hours=1))
