"""The rows of a board report as HTML, and as a table to take away.

A report holds thousands of rows that are all alike, and the template engine would take ten times as long over them as
the rest of the page: so rows are written here, with every text escaped, and templates draw everything around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.addresses import to_address
from actions.board import BoardLine
from actions.board_reads import Board, PlanPart
from actions.pictures import TAGS
from actions.standing import Status


class RowWriter:
    """Writes the rows of one report: what is the same in all of them is worked out once."""

    def __init__(self, *, today: date) -> None:
        self.today = today
        self.tags = {one.value: f'<span class="tag {TAGS[one]}">{escape(str(one.label))}</span>' for one in Status}
        self.added = f'<span class="meta">{escape(_("New"))}</span>'
        self.not_named = escape(_("Not named yet"))
        self.overdue = f'<span class="flag is-late">{escape(_("Overdue"))}</span>'
        self.newly = f'<span class="flag is-late">{escape(_("Newly overdue"))}</span>'
        self.folders: dict[str, str] = {}
        self.days: dict[date, str] = {}
        self.written: dict[int, str] = {}

    def rows(self, lines: Iterable[BoardLine]) -> SafeString:
        return mark_safe("".join(map(self.row, lines)))  # noqa: S308  every text in it is escaped

    def row(self, line: BoardLine) -> str:
        """Return one action as a row of the table: reference, title, owner, due, then, now, what else changed."""
        found = self.written.get(line.pk)
        if found is None:
            found = self.written[line.pk] = self._write(line)
        return found

    def _write(self, line: BoardLine) -> str:
        changed = ' class="is-changed"' if line.is_moved or line.then is None else ""
        then = self.added if line.then is None else self.tags[line.then]
        return (
            f'<tr{changed}><td>{escape(line.reference)}</td><th scope="row"><a href="{self._url(line)}">'
            f"{escape(line.title)}</a></th><td>{escape(line.owner) or self.not_named}</td><td>{self._due(line)}</td>"
            f"<td>{then}</td><td>{self.tags[line.now]}</td><td>{self._marks(line)}</td></tr>\n"
        )

    def _url(self, line: BoardLine) -> str:
        folder = self.folders.get(line.plan_slug)
        if folder is None:
            folder = self.folders[line.plan_slug] = reverse("actions:plan", args=[line.plan_slug])
        reference = line.reference
        part = reference if reference.isascii() and reference.isdigit() else to_address(reference)
        return f"{folder}{part}/"

    def _due(self, line: BoardLine) -> str:
        if line.due_words:
            return escape(line.due_words)
        return self._day(line.due_on) if line.due_on else self.not_named

    def _day(self, day: date) -> str:
        said = self.days.get(day)
        if said is None:
            said = self.days[day] = date_format(day, "j M Y")
        return said

    def _marks(self, line: BoardLine) -> str:
        mark = self.newly if line.is_newly_overdue else self.overdue if line.is_overdue else ""
        return f"{mark} {_updates(line.updates)}" if line.updates else mark


@lru_cache(maxsize=64)
def _updates(number: int) -> str:
    return escape(ngettext("%d update", "%d updates", number) % number)


def board_table(board: Board) -> Iterator[Sequence[Any]]:
    """Yield the report as rows for a spreadsheet, headings first."""
    yield [
        _("Plan"),
        _("Theme"),
        _("Reference"),
        _("Title"),
        _("Owner"),
        _("Due"),
        _("Due, in words"),
        _("At the meeting before"),
        _("Now"),
        _("Updates since"),
        _("Overdue"),
        _("Newly overdue"),
    ]
    for part in board.parts:
        for theme, lines in part.themes:
            for line in lines:
                yield _cells(part, theme, line)


def _cells(part: PlanPart, theme: str, line: BoardLine) -> Sequence[Any]:
    return [
        part.plan.title,
        theme,
        line.reference,
        line.title,
        line.owner,
        line.due_on.isoformat() if line.due_on else "",
        line.due_words,
        _("Not in the plan yet") if line.then is None else str(Status(line.then).label),
        str(Status(line.now).label),
        line.updates,
        _("yes") if line.is_overdue else "",
        _("yes") if line.is_newly_overdue else "",
    ]
