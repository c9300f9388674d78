"""When letters about communities go out, and what they say. Pure: no ORM, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AT_ONCE: Final = "at_once"
DAILY: Final = "daily"
WEEKLY: Final = "weekly"
#: Seven in the morning by the clock on the wall; the weekly one on Tuesdays, away from that of the promises.
HOUR: Final = time(7)
WEEKDAY: Final = 1
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
#: What was being written at that moment is told with the rest: a round begins a little later.
DELAY: Final = timedelta(minutes=2)
MOST_THREADS: Final = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be told, with its address."""

    text: str
    url: str


@dataclass(slots=True)
class Section:
    """What is new in one place: an open community, or whatever a room below tells of itself."""

    title: str
    url: str
    lines: list[Line] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Told:
    """All that one person is told in one letter. Of closed communities only that there is something."""

    sections: list[Section] = field(default_factory=list)
    has_closed: bool = False

    def is_empty(self) -> bool:
        return not (self.has_closed or any(section.lines for section in self.sections))


def last_due(kind: str, at: datetime, *, zone: ZoneInfo) -> datetime:
    """Return the last moment at or before `at` at which a round of this kind was due: up to there it tells."""
    if kind == AT_ONCE:
        return at
    local = at.astimezone(zone)
    days = (local.weekday() - WEEKDAY) % 7 if kind == WEEKLY else 0
    moment = datetime.combine(local.date() - timedelta(days=days), HOUR, tzinfo=zone)
    if moment > local:
        moment = datetime.combine(moment.date() - (WEEK if kind == WEEKLY else DAY), HOUR, tzinfo=zone)
    return moment


def first_since(kind: str, until: datetime) -> datetime:
    """Return from when on the very first round of this kind tells."""
    return until - {AT_ONCE: timedelta(hours=1), DAILY: DAY, WEEKLY: WEEK}[kind]


def subject_of(told: Told) -> str:
    """Return the subject: the community's name where there is one alone that is open."""
    named = [section for section in told.sections if section.lines]
    if len(named) == 1 and not told.has_closed:
        return _("New in %(community)s") % {"community": named[0].title}
    if not named:
        return _("Something new for you")
    return _("New in your communities")


def body_of(told: Told, *, site_url: str, kind: str) -> str:
    """Return the letter: by community, a line for each thing, then how to be told less."""
    parts: list[str] = []
    for section in told.sections:
        if section.lines:
            parts.append(f"{section.title}\n{section.url}")
            parts += [f"* {line.text}\n  {line.url}" for line in section.lines[:MOST_THREADS]]
            if (more := len(section.lines) - MOST_THREADS) > 0:
                words = ngettext("And %(number)s more there.", "And %(number)s more there.", more)
                parts.append(words % {"number": more})
            if section.why:
                parts.append(section.why)
    if told.has_closed:
        parts.append(_("There is something new for you. Sign in to read it:") + f"\n{site_url}/accounts/login/")
    parts.append(str(_WHY[kind]()))
    return "\n\n".join(parts)


def say_thread(title: str, *, number: int, is_new: bool) -> str:
    """Say what is new in a thread."""
    if is_new:
        return _("New: “%(title)s”") % {"title": title}
    words = ngettext("“%(title)s”: %(number)s new post", "“%(title)s”: %(number)s new posts", number)
    return words % {"title": title, "number": number}


def titles(sections: Iterable[Section]) -> Sequence[str]:
    return [section.title for section in sections]


_WHY: Final = {
    AT_ONCE: lambda: _("You asked to be told at once. You can choose once a day, once a week or never."),
    DAILY: lambda: _("You asked to be told once a day. You can choose once a week or never."),
    WEEKLY: lambda: _("We write at most once a week, and only if there is something new. You can choose never."),
}
