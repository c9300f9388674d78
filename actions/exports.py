"""A plan as a table that goes out and can come back: what is imported from it is all unchanged."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import tablib
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from actions.importing.columns import COLUMNS
from actions.models import ActionPlan, ProgressUpdate
from actions.standing import Status

#: Signs that a spreadsheet takes for the start of a formula, also after spaces and apostrophes.
_FORMULA_SIGNS: Final = frozenset("=+-@＝＋－＠")
_MARK: Final = "\ufeff"
_LONGEST_CELL: Final = 32_767
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = Sequence[Any]


def plan_rows(plan: ActionPlan) -> Iterator[Row]:
    """Yield headings and a row an action, in the order of the plan; three statements."""
    yield [str(label) for label in COLUMNS.values()]
    latest = ProgressUpdate.objects.filter(action=OuterRef("pk")).order_by("-made_at", "-pk")
    actions = plan.actions.select_related("owner").prefetch_related("partners")
    for action in actions.annotate(text=Subquery(latest.values("text")[:1]), why=Subquery(latest.values("reason")[:1])):
        yield _row(action)


def _row(action: Any) -> Row:
    return [
        action.reference,
        action.theme,
        action.title,
        action.what,
        action.owner.name if action.owner else "",
        action.owner_role,
        "; ".join(body.name for body in action.partners.all()),
        action.other_partners,
        action.due_on.isoformat() if action.due_on else "",
        action.due_words,
        action.resources,
        action.success_measure,
        str(Status(action.status).label),
        action.text or "",
        action.why or "",
    ]


def safe_text(cell: Any) -> Any:
    """Return a cell as CSV may hold it: an apostrophe before text that a spreadsheet would run.

    Reading a table takes it off again (`actions/importing/tables.py`).
    """
    if not isinstance(cell, str):
        return cell
    start = cell.lstrip("' \t\r\n")[:1]
    return f"'{cell}" if start in _FORMULA_SIGNS and start else cell


def csv_response(name: str, rows: Iterable[Row]) -> HttpResponse:
    """Return a table as CSV, written by the library that reads it."""
    found = [[safe_text(cell) for cell in row] for row in rows]
    body = tablib.Dataset(*found[1:], headers=found[0]).export("csv")
    return _file(HttpResponse(_MARK + body, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def xlsx_response(name: str, rows: Iterable[Row]) -> HttpResponse:
    """Return a table as XLSX: text in cells of type text, which no spreadsheet runs."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Engage")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in row])
    content = io.BytesIO()
    book.save(content)
    return _file(HttpResponse(content.getvalue(), content_type=XLSX), f"{name}.xlsx")


def file_name(title: str) -> str:
    return slugify(title)[:60] or "plan"


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL])
    cell.data_type = "s"
    return cell


def _file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
