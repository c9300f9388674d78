"""When a body is reminded of an answer it owes. Pure: no ORM, no clock.

Before the due day: two weeks before, and three days before. After it: on the first day, and every four weeks from then.
Nobody is reminded of what they were asked for on the same day or later than the reminder would have gone.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

AHEAD: Final = (timedelta(days=14), timedelta(days=3))
EVERY: Final = timedelta(days=28)


def reminder(*, asked_on: date, due_on: date, today: date) -> str:
    """Return the name of the reminder that is due on this day, or nothing; the same name on every day it stands for.

    `ahead-14` from two weeks before, `ahead-3` from three days before up to the due day itself, then `late-0` from the
    first day after, `late-1` four weeks later, and so on.
    """
    if today > due_on:
        return f"late-{(today - due_on - timedelta(days=1)) // EVERY}"
    begun = [span for span in AHEAD if due_on - span <= today]
    if not begun or due_on - begun[-1] <= asked_on:
        return ""
    return f"ahead-{begun[-1].days}"
