"""Reading an old forum's table of posts. Pure: no ORM, no clock.

A row is a post: `thread` (anything that is the same for all posts of one), `title` (of the thread, in its first row),
`written_at` (2006-12-14 or 2006-12-14 10:30) and `text`. Columns more than these, names above all, are not read:
whoever wrote there has not chosen a name here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final

from django.utils.translation import gettext as _

from forums.markup import LONGEST, UnusableText, is_empty, tidy

NEEDED: Final = ("thread", "title", "written_at", "text")
LONGEST_TITLE: Final = 150
MOST_PROBLEMS: Final = 50


@dataclass(frozen=True, slots=True)
class OldPost:
    """One post as it stood there."""

    written_at: datetime
    source: str


@dataclass(slots=True)
class OldThread:
    """One thread as it stood there, its posts in the order of their moments."""

    title: str
    posts: list[OldPost] = field(default_factory=list)


@dataclass(slots=True)
class OldTable:
    """What a table holds, and line by line what is wrong with it; with problems nothing of it is taken in."""

    threads: list[OldThread]
    problems: list[str]

    @property
    def number_of_posts(self) -> int:
        return sum(len(thread.posts) for thread in self.threads)


def read_table(lines: Iterable[str], *, zone: tzinfo, at: datetime) -> OldTable:
    """Read a table of posts.

    Args:
        lines: The lines of the CSV, the first of which names the columns.
        zone: Of moments without one.
        at: Nothing was written after this.
    """
    rows = csv.DictReader(lines)
    missing = [name for name in NEEDED if name not in (rows.fieldnames or [])]
    if missing:
        return OldTable([], [_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}])
    threads: dict[str, OldThread] = {}
    problems: list[str] = []
    for row in rows:
        problem = _take(row, threads, zone=zone, at=at)
        if problem:
            problems.append(_("Line %(number)s: %(problem)s") % {"number": rows.line_num, "problem": problem})
        if len(problems) >= MOST_PROBLEMS:
            break
    for thread in threads.values():
        thread.posts.sort(key=lambda post: post.written_at)
    return OldTable(list(threads.values()), problems)


def _take(row: dict[str, str], threads: dict[str, OldThread], *, zone: tzinfo, at: datetime) -> str:
    """Add one row to its thread, or return what is wrong with it."""
    try:
        source, title = tidy(row["text"] or ""), " ".join(tidy(row["title"] or "").split())
    except UnusableText:
        return _("the text holds a sign that cannot be kept.")
    name = (row["thread"] or "").strip()
    if not name:
        return _("it names no thread.")
    if is_empty(source) or len(source) > LONGEST:
        return _("the text is empty, or longer than %(most)s signs.") % {"most": LONGEST}
    moment = _moment(row["written_at"] or "", zone)
    if moment is None or moment > at:
        return _("“%(said)s” is no moment in the past. Write it like 2006-12-14 10:30.") % {"said": row["written_at"]}
    if name not in threads:
        if not title:
            return _("the first post of a thread needs the title.")
        threads[name] = OldThread(title[:LONGEST_TITLE])
    threads[name].posts.append(OldPost(moment, source))
    return ""


def _moment(said: str, zone: tzinfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)
