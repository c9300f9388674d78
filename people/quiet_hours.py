"""When no letter goes to somebody who is protected because of their age: from nine in the evening to seven, here."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

FROM: Final = time(21)
UNTIL: Final = time(7)


def is_quiet(at: datetime) -> bool:
    """Whether the clock on the wall of the site stands at 21:00 <= now or now < 07:00."""
    on_the_wall = _local(at).time()
    return on_the_wall >= FROM or on_the_wall < UNTIL


def opens_again(at: datetime) -> datetime:
    """Return from when a letter may leave that is there now: at once, or at seven; a night may have 9 or 11 hours."""
    if not is_quiet(at):
        return at
    local = _local(at)
    morning = local.date() if local.time() < UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(morning, UNTIL, tzinfo=local.tzinfo)


def _local(at: datetime) -> datetime:
    return timezone.localtime(at, timezone.get_default_timezone())
