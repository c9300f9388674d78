"""Rows for spreadsheets, written so that a spreadsheet shows the text and runs nothing. For every export we make.

A spreadsheet takes text that starts with = + - @ (or a tab or line end before one) for a formula. So:

- In CSV, which cannot say 'this is text', such text gets an apostrophe in front, the sign by which spreadsheets
  themselves mark text. Whoever reads the file by program takes one leading apostrophe off where one of those signs
  follows (`read_csv_text`).
- In XLSX, which can say it, the text stays as it is in a cell of type text.
- Numbers, negative ones too, are numbers in both. `csv_cell` lets text be that is nothing but a plain negative number,
  as no formula fits in it; `text_cell`, for columns of words, does not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from questions.kind import Cell

#: The signs that start a formula, and their full-width forms, which some spreadsheets take for them.
FORMULA_SIGNS: Final = "=+-@＝＋－＠"
#: Says to spreadsheets that the file is UTF-8.
BYTE_ORDER_MARK: Final = "\ufeff"
#: The longest text one cell of XLSX holds.
LONGEST_CELL: Final = 32_767
_PLAIN_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_FORMULA = re.compile(rf"[\s']*[{re.escape(FORMULA_SIGNS)}\t\r\n]")


def text_cell(cell: Any) -> Any:
    """Return a cell as CSV may hold it: an apostrophe before text that a spreadsheet would take for a formula.

    Text that starts with apostrophes before such a sign gets one more, so that `read_csv_text` gives back what was.
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def csv_cell(cell: Cell) -> Cell:
    """Return `text_cell(cell)`, but let a number be that is written as text."""
    return cell if isinstance(cell, str) and _PLAIN_NUMBER.fullmatch(cell) else text_cell(cell)


def read_csv_text(text: str) -> str:
    """Return the text that `text_cell` or `csv_cell` wrote."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_lines(rows: Iterable[Sequence[Any]], *, cell: Callable[[Any], Any] = csv_cell) -> Iterator[str]:
    """Yield the lines of a CSV file as they are wanted, so that a long one streams; the first has the mark of UTF-8."""
    writer = csv.writer(_Line())
    start = BYTE_ORDER_MARK
    for row in rows:
        yield start + writer.writerow([cell(one) for one in row])
        start = ""


class _Line:
    """What csv writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def write_xlsx(target: Any, sheets: Iterable[tuple[str, Iterable[Sequence[Any]]]]) -> None:
    """Write a workbook, row by row, to a file name or a binary stream; the first row of a sheet stays in sight.

    Args:
        sheets: Titles, of which 31 letters are kept, each with its rows.
    """
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    book.save(target)


def _xlsx_cell(sheet: Any, cell: Cell) -> Any:
    if not isinstance(cell, str):
        return cell
    written = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_CELL])
    written.data_type = "s"
    return written
