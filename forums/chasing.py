"""When a body hears of a question it owes an answer to. Pure: no ORM, no clock.

    asked    as soon as it is put
    ahead    a week before the last day in time, where it was put before that
    late-0   the first day after, then every four weeks: late-1, late-2 and so on

Each is told once; a site that was down for a day loses none, and a reminder that is past is never brought after it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

AHEAD: Final = timedelta(days=7)
EVERY: Final = timedelta(days=28)


def stage(*, put_on: date, due_on: date, today: date) -> str:
    """Return the name of the letter in whose time `today` lies; the same name on every day it stands for."""
    if today > due_on:
        return f"late-{(today - due_on - timedelta(days=1)) // EVERY}"
    if put_on < due_on - AHEAD <= today:
        return "ahead"
    return "asked"
