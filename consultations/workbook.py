"""Rows into a spreadsheet that is written as it is read: text stays text and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

#: The most letters a cell holds.
LONGEST_CELL = 32_767


def write_workbook(file: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write one sheet with a heading that stays in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in chain([head], rows):
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(file)


def _cell(sheet: Any, value: Any) -> Any:
    """Return what goes into one cell. Text is marked as text: a leading '=' would make it a formula."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell
