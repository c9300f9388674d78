"""The rows of a board report as HTML, and as a table to take away.

A report holds thousands of rows that are all alike, and the template engine would take ten times as long over them as
the rest of the page: so rows are written here, with every text escaped, and templates draw everything around them.
What many rows say alike (an owner, a day, what became of an action) is put into words once in a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.addresses import to_address
from actions.board import BoardLine, Change
from actions.board_reads import Board, PlanPart
from actions.pictures import TAGS
from actions.standing import Status


class RowWriter:
    """Writes the rows of one report, in one language: reference, title, owner, due, then, now, what else changed."""

    def __init__(self) -> None:
        self.reference = cache(_reference)
        self.named = cache(_named)
        self.due = cache(self._due)
        self.month = cache(_month)
        self.ends = cache(_ends)

    def rows(self, part: PlanPart) -> tuple[list[str], list[list[str]]]:
        """Return the rows of a plan's actions that are news, and those of each of its themes."""
        folder = reverse("actions:plan", args=[part.plan.slug])
        news: list[str] = []
        themes = []
        for lines in part.themes.values():
            rows = [self.row(line, folder) for line in lines]
            news += [row for row, line in zip(rows, lines, strict=True) if line.change.is_news]
            themes.append(rows)
        return news, themes

    def row(self, line: BoardLine, folder: str) -> str:
        """Return one action as a row of the table; `folder` is the address of its plan."""
        reference, title, owner, due_on, due_words, change = line
        shown, address = self.reference(reference)
        start, end = self.ends(change)
        return (
            f'{start}<td>{shown}</td><th scope="row"><a href="{folder}{address}/">{escape(title)}</a></th>'
            f"<td>{self.named(owner)}</td><td>{self.due(due_on, due_words)}</td>{end}"
        )

    def _due(self, due_on: date | None, due_words: str) -> str:
        if due_words or due_on is None:
            return escape(due_words or _("Not named yet"))
        return escape(f"{due_on.day} {self.month(due_on.year, due_on.month)}")


def _reference(reference: str) -> tuple[str, str]:
    return escape(reference), to_address(reference)


def _named(owner: str) -> str:
    return escape(owner or _("Not named yet"))


def _month(year: int, month: int) -> str:
    return date_format(date(year, month, 1), "M Y")


def _ends(change: Change) -> tuple[str, str]:
    """Return what stands before and after the cells that are an action's own: what became of it."""
    start = '<tr class="is-changed">' if change.is_moved or change.then is None else "<tr>"
    then = f'<span class="meta">{escape(_("New"))}</span>' if change.then is None else _tag(change.then)
    return start, f"<td>{then}</td><td>{_tag(change.now)}</td><td>{_marks(change)}</td></tr>\n"


def _tag(status: str) -> str:
    """Return a status as a shape and a word."""
    one = Status(status)
    return f'<span class="tag {TAGS[one]}">{escape(str(one.label))}</span>'


def _marks(change: Change) -> str:
    late = _("Newly overdue") if change.is_newly_overdue else _("Overdue") if change.is_overdue else ""
    mark = f'<span class="flag is-late">{escape(late)}</span>' if late else ""
    number = change.updates
    return f"{mark} {escape(ngettext('%d update', '%d updates', number) % number)}" if number else mark


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
        for theme, lines in part.themes.items():
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
        _("Not in the plan yet") if line.change.then is None else str(Status(line.change.then).label),
        str(Status(line.change.now).label),
        line.change.updates,
        _("yes") if line.change.is_overdue else "",
        _("yes") if line.change.is_newly_overdue else "",
    ]
