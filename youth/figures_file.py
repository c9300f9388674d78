"""A CSV file of figures as rows with the numbers of their lines. Pure: what a cell means is `figures_rows.py`'s.

Files come out of spreadsheets: in UTF-8 with or without its mark, or in Windows-1252; with commas, semicolons or tabs.
A cell that begins like a formula is text like any other, and stays so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from core.sanitise import UnusableText, plain
from questions.exports import BYTE_ORDER_MARK, read_csv_text
from youth.errors import YouthRefusal

MOST_BYTES: Final = 1024 * 1024
MOST_ROWS: Final = 5_000
#: What a table of our own columns can have beside them by mistake, and still be told about.
MOST_COLUMNS: Final = 40


class FileRefused(YouthRefusal):
    """The file cannot be read at all; what is wrong in a row is told by line and column instead."""

    field = "file"


class Unreadable(FileRefused):
    message = _("We cannot read this file. Save the table as CSV and try again.")


class TooLarge(FileRefused):
    message = _("This file is too large: at most 5,000 rows and 1 MB. Split it, and bring one part at a time.")


class Empty(FileRefused):
    message = _("There is no table in this file: the first row holds the headings, each other row one number.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and rows; each row with the line it begins on. `uses_semicolons`: then a comma marks decimals."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    uses_semicolons: bool = False


def text_of(content: bytes) -> str:
    """Return what a file says.

    Raises:
        TooLarge, Unreadable.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    if content.startswith((b"PK", b"%PDF", b"\xd0\xcf")) or b"\x00" in content[:1000]:
        raise Unreadable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_sheet(text: str) -> Sheet:
    """Read the text of a CSV file; empty lines are passed over.

    Raises:
        TooLarge, Unreadable, Empty.
    """
    try:
        text = plain(text.removeprefix(BYTE_ORDER_MARK))
    except UnusableText:
        raise Unreadable from None
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(",;\t", key=first.count)
    headings: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for line, cells in _lines(text, separator):
        if len(rows) >= MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise TooLarge
        if headings:
            rows.append((line, cells))
        else:
            headings = cells
    if not rows:
        raise Empty
    return Sheet(headings, rows, separator == ";")


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that say something, with the line that each begins on."""
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    begun = 1
    try:
        for row in reader:
            cells = [_cell(one) for one in row]
            if any(cells):
                yield begun, _without_blank_end(cells)
            begun = reader.line_num + 1
    except csv.Error:
        raise Unreadable from None


def _cell(text: str) -> str:
    """Return a cell on one line; the apostrophe that keeps a spreadsheet from running a cell is not part of it."""
    return " ".join(read_csv_text(text).split())


def _without_blank_end(cells: Sequence[str]) -> list[str]:
    last = max(place for place, cell in enumerate(cells) if cell)
    return list(cells[: last + 1])
