"""When things happen in the demonstration's youth section: after school, never ahead. Pure: no ORM, no clock of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zlib import crc32

from django.utils import timezone

from engage.demo.publish import day_at
from engage.demo.youth.read import table
from youth.chat_hours import Hours


def hours() -> list[Hours]:
    """Return when the rooms of the chat are open."""
    return [
        Hours(day, time.fromisoformat(row["from"]), time.fromisoformat(row["until"]))
        for row in table("chat")["hours"]
        for day in row["days"]
    ]


def days_ago(days: float, *, at: datetime) -> datetime:
    """Return a moment so many days ago; the same for the same number, and after school."""
    return last_open(at - timedelta(days=days))


def last_open(moment: datetime) -> datetime:
    """Return the moment, or where the chat is shut then, one shortly before it last shut."""
    local = timezone.localtime(moment)
    for back in range(8):
        day = local.date() - timedelta(days=back)
        window = next(one for one in hours() if one.weekday == day.weekday())
        opens, closes = (timezone.make_aware(datetime.combine(day, clock)) for clock in (window.opens, window.closes))
        if back == 0 and opens <= moment < closes:
            return moment
        if closes <= moment:
            return closes - timedelta(minutes=5 + crc32(f"{moment:%d %H:%M}".encode()) % 90)
    raise LookupError("The chat is never open.")


def in_turn(days: Sequence[float], *, at: datetime) -> list[datetime]:
    """Return moments so many days ago, after school, each some minutes before the next."""
    found: list[datetime] = []
    latest = at - timedelta(minutes=4)
    for place, number in reversed(list(enumerate(days))):
        latest = min(days_ago(number, at=at), latest)
        found.append(latest)
        latest -= timedelta(minutes=3 + (place * 7) % 11)
    return found[::-1]


def weekday_after(today: date, *, weeks: int, weekday: int) -> date:
    """Return the first such weekday (0 is Monday) after so many weeks from today."""
    first = today + timedelta(days=7 * weeks + 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def span(day: date, row: dict[str, str], *, today: date) -> tuple[datetime, datetime]:
    """Return when something begins and ends that says `from` and `to`."""
    days = (day - today).days
    return day_at(today, days, time.fromisoformat(row["from"])), day_at(today, days, time.fromisoformat(row["to"]))
