"""What must happen by the clock. Each room registers its own in `AppConfig.ready`; `manage.py tick` runs them all.

It may run every minute, twice at once, or not for a day: everything registered is harmless when repeated.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from people.models import TickRun

logger = logging.getLogger(__name__)

Run = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Tick:
    """`every`: not more often than this. Zero: at every tick."""

    name: str
    run: Run
    every: timedelta = timedelta(0)


_ticks: dict[str, Tick] = {}


def register(name: str, run: Run, *, every: timedelta = timedelta(0)) -> None:
    """Have `run(at)` called at every tick, or at most once in `every`. The same name again replaces the first."""
    _ticks[name] = Tick(name=name, run=run, every=every)


def unregister(name: str) -> None:
    _ticks.pop(name, None)


def registered() -> tuple[Tick, ...]:
    return tuple(_ticks.values())


def run_all(*, at: datetime) -> dict[str, str]:
    """Run what is due, each in its own try, so that one that fails keeps none of the others from running.

    Returns:
        For each that ran, what went wrong: an empty text where nothing did.
    """
    return {tick.name: _run(tick, at=at) for tick in registered() if _take(tick, at=at)}


def _take(tick: Tick, *, at: datetime) -> bool:
    """Say whether it is due, and note that it is being done, so that a second process leaves it alone."""
    with transaction.atomic():
        row, is_new = TickRun.objects.select_for_update().get_or_create(name=tick.name, defaults={"ran_at": at})
        if not is_new and tick.every and at < row.ran_at + tick.every:
            return False
        TickRun.objects.filter(pk=row.pk).update(ran_at=at)
    return True


def _run(tick: Tick, *, at: datetime) -> str:
    try:
        tick.run(at)
    except Exception as problem:
        logger.exception("Tick %s failed.", tick.name)
        said = repr(problem)[:2000]
    else:
        said = ""
    TickRun.objects.filter(name=tick.name).update(problem=said)
    return said
