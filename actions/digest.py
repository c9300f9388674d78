"""When the weekly digest goes out, and what it says. Pure: no ORM, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.standing import Status

#: Thursday, at seven in the morning by the clock on the wall, in summer and in winter.
WEEKDAY: Final = 3
HOUR: Final = time(7)
WEEK: Final = timedelta(days=7)
#: What was being written at that moment is told with the rest: the digest begins a little later.
DELAY: Final = timedelta(minutes=5)
MOST_OF_A_PLAN: Final = 20
LONGEST_TEXT: Final = 240


@dataclass(frozen=True, slots=True)
class Move:
    """What moved: one action, how it stands now, the last word of the week about it."""

    action_id: int
    plan_id: int
    plan: str
    plan_url: str
    name: str
    url: str
    status: str
    text: str
    is_new: bool
    at: datetime


def digest_moment(at: datetime, *, zone: ZoneInfo) -> datetime:
    """Return the last moment at or before `at` at which a digest was due."""
    local = at.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - WEEKDAY) % 7)
    due = datetime.combine(day, HOUR, tzinfo=zone)
    if due > local:
        due = datetime.combine(day - WEEK, HOUR, tzinfo=zone)
    return due


def subject_of(moves: Sequence[Move]) -> str:
    plans = {move.plan for move in moves}
    if len(plans) == 1:
        return _("What moved: %(plan)s") % {"plan": moves[0].plan}
    return ngettext("What moved in %(number)s plan", "What moved in %(number)s plans", len(plans)) % {
        "number": len(plans)
    }


def body_of(moves: Iterable[Move], *, why: Sequence[str]) -> str:
    """Return the letter: by plan, each action in a few lines, then why somebody gets it."""
    by_plan: dict[int, list[Move]] = {}
    for move in moves:
        by_plan.setdefault(move.plan_id, []).append(move)
    parts = [_("This has moved since we last wrote.")]
    for found in by_plan.values():
        parts.append(f"{found[0].plan}\n{found[0].plan_url}")
        parts += [_said(move) for move in found[:MOST_OF_A_PLAN]]
        if len(found) > MOST_OF_A_PLAN:
            more = len(found) - MOST_OF_A_PLAN
            words = ngettext("And %(number)s more, on the page of the plan.", "And %(number)s more, on the page of the plan.", more)  # fmt: skip  # noqa: E501
            parts.append(words % {"number": more})
    return "\n\n".join([*parts, *why])


def _said(move: Move) -> str:
    status = Status(move.status).label
    words = move.text if len(move.text) <= LONGEST_TEXT else f"{move.text[: LONGEST_TEXT - 1].rstrip()}…"
    lines = [f"* {move.name}", f"  {_('New in the plan')}. {status}" if move.is_new else f"  {status}"]
    return "\n".join([*lines, *(f"  {line}" for line in words.splitlines() if line.strip()), f"  {move.url}"])
