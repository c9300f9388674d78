"""The body of a board report, drawn once for all who look at it.

A report of five thousand actions takes a quarter of a second to draw. So the body of a published one is kept until
anything at all is published, or the day ends: whichever comes first makes another key.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from actions.board import say_changes
from actions.board_reads import read_board
from actions.board_rows import RowWriter
from actions.models import BoardReport
from actions.pictures import draw
from core import generation

#: Stands in the frame where the body goes.
PLACE: Final = mark_safe("<!-- body of the report -->")
KEPT: Final = int(timedelta(days=1).total_seconds())


def page_of(request: HttpRequest, report: BoardReport, *, at: datetime) -> HttpResponse:
    """Draw the frame of the page and put the body into it as bytes: megabytes are copied once, not at each level."""
    body = kept_body(report, at=at) if report.is_published else draw_body(report, at=at).encode()
    frame = render_to_string("actions/report.html", {"report": report, "body": PLACE}, request)
    before, _place, after = frame.encode().partition(PLACE.encode())
    return HttpResponse(b"".join([before, body, after]))


def kept_body(report: BoardReport, *, at: datetime) -> bytes:
    """Return the body of a published report, drawn anew only where something has changed."""
    day = timezone.localdate(at).isoformat()
    key = f"board:{report.pk}:{generation.current()}:{day}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = draw_body(report, at=at).encode()
        cache.set(key, found, KEPT)
    return bytes(found)


def draw_body(report: BoardReport, *, at: datetime) -> SafeString:
    """Draw figures and rows; in four statements, however many there are."""
    board = read_board(report, at=at, only_published=report.is_published)
    writer = RowWriter(today=board.period.today)
    context = {
        "report": report,
        "board": board,
        "bar": draw(board.totals.counts),
        "changes": say_changes(board.totals),
        "changed": [(part.plan, writer.rows(lines)) for part, lines in board.changed],
        "parts": [
            (part, draw(part.totals.counts), [(theme, writer.rows(lines)) for theme, lines in part.themes])
            for part in board.parts
        ],
    }
    return render_to_string("actions/_report_body.html", context)
