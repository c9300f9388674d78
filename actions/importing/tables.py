"""Read a table out of a file or out of what was pasted: headings, rows, the themes that stand between them. Pure.

Plans come out of word processors: headings are repeated at each page, a line of its own names the theme of what
follows, and a table's right-hand column may be torn off and stand below it. Nothing is mended by guessing: a row that
has lost its reference stays as it is, and is wrong.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from actions.errors import Refusal

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_UNPACKED: Final = 60 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 10_000, 40
BYTE_ORDER_MARK: Final = "\ufeff"
_THEME: Final = re.compile(r"theme\b[\s\d.]*[=:]\s*(?P<theme>\S.*)", re.IGNORECASE | re.DOTALL)
#: What no cell of ours holds: control characters, which neither database nor XML takes.
_BREAK: Final = re.compile(r"\r\n|[\r\v\f]")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

#: What is raised where a workbook is torn, or locked with a password.
_TORN: Final = (
    *(ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, TypeError, IndexError, RuntimeError),
)


class Unreadable(Refusal):
    message = _("We cannot read this file. Save it as CSV or XLSX and try again.")


class TooLarge(Refusal):
    message = _("This is too large: at most 5 MB, 10,000 rows and 40 columns. Split it and import the parts.")


class NothingInIt(Refusal):
    message = _("There is no table in this: the first row holds the headings, the others an action each.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the number of its line, the theme it stands under, its cells, as many as there are headings or more."""

    line: int
    theme: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    headings: list[str]
    rows: list[Line] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Table:
        return cls(data["headings"], [Line(**row) for row in data["rows"]])


def read_file(content: bytes, name: str) -> Table:
    """Read a CSV or XLSX file, told apart by what is in it.

    Raises:
        Unreadable: It is neither.
        TooLarge: It is more than we take.
        NothingInIt: It has no rows.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    if content.startswith(b"PK"):
        return _table(_xlsx_rows(content))
    if b"\x00" in content[:1000] or content.startswith((b"%PDF", b"\xd0\xcf")):
        raise Unreadable
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return read_text(text)


def read_text(text: str) -> Table:
    """Read lines with commas, semicolons or tabs between the cells: a CSV file, or what was pasted.

    Raises:
        TooLarge, NothingInIt: As `read_file`.
    """
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_BYTES:
        raise TooLarge
    lines = [line for line in text.split("\n") if line.strip()]
    if 2 * sum("\t" in line for line in lines) > len(lines):
        return _pasted(text)
    start = "\n".join(lines[:20])
    return _table(_csv_rows(text, ";" if start.count(";") > start.count(",") else ","))


def _pasted(text: str) -> Table:
    """Read tabs. A word processor quotes nothing; a spreadsheet quotes cells that hold line ends."""
    lines = [line.split("\t") for line in text.split("\n")]
    plain = _table(enumerate(lines, start=1))
    if not any(cell.startswith('"') and cell.count('"') % 2 for line in lines for cell in line):
        return plain
    try:
        quoted = _table(_csv_rows(text, "\t"))
    except Refusal:
        return plain
    return quoted if _ragged(quoted) <= _ragged(plain) else plain


def _ragged(table: Table) -> int:
    """Return how many rows lack their first cell or stand alone in their line."""
    return sum(not row.cells[0] or sum(map(bool, row.cells)) < 2 for row in table.rows)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[Any]]]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    begun = 1
    try:
        for row in reader:
            yield begun, [_as_written(cell) for cell in row]
            begun = reader.line_num + 1
    except csv.Error:
        raise Unreadable from None


def _as_written(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a cell (`actions/exports.py` puts it there)."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("' \t\r\n")[:1] in set("=+-@＝＋－＠") else cell


def _xlsx_rows(content: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows of the first sheet. A formula stays the text that it is: nothing is worked out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise TooLarge
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
    except _TORN:
        raise Unreadable from None
    try:  # row by row: what is torn in a sheet shows only here
        yield from enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1)
    except _TORN:
        raise Unreadable from None
    finally:
        book.close()


def _table(rows: Iterable[tuple[int, Sequence[Any]]]) -> Table:
    """Tell headings, themes and rows apart."""
    headings: list[str] = []
    kept: list[Line] = []
    theme = ""
    for number, row in rows:
        cells = [_cell(one) for one in row]
        said = [one for one in cells if one]
        if not said:
            continue
        if len(kept) >= MOST_ROWS or len(cells) - _blank_end(cells) > MOST_COLUMNS:
            raise TooLarge
        if not headings:
            headings, theme = _first(cells, said, theme)
        elif said == [one for one in headings if one]:
            continue
        elif (found := _theme_of(cells, said)) is not None:
            theme = found
        else:
            kept.append(Line(number, theme, _as_wide(cells, len(headings))))
    if not headings or not kept:
        raise NothingInIt
    return Table(headings, kept)


def _first(cells: list[str], said: list[str], theme: str) -> tuple[list[str], str]:
    """Return the headings and the theme above them: what stands alone above a table is no heading."""
    if len(said) == 1:
        found = _THEME.fullmatch(said[0])
        return [], found["theme"] if found else theme
    return cells[: len(cells) - _blank_end(cells)], theme


def _theme_of(cells: list[str], said: list[str]) -> str | None:
    """Return the theme that a line names: "Theme = Relationships", or words alone in the first cell."""
    if len(said) != 1:
        return None
    found = _THEME.fullmatch(said[0])
    if found is not None:
        return found["theme"]
    is_words = len(said[0]) > 3 and not any(sign.isdigit() for sign in said[0])
    return said[0] if cells[0] and is_words else None


def _as_wide(cells: list[str], width: int) -> list[str]:
    cells = cells[: max(width, len(cells) - _blank_end(cells))]
    return cells + [""] * (width - len(cells))


def _blank_end(cells: Sequence[str]) -> int:
    return next((place for place, cell in enumerate(reversed(cells)) if cell), len(cells))


def _cell(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, days the way a computer writes them."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _UNSEEN.sub("", _BREAK.sub("\n", str(value))).strip()
