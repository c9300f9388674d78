"""The body of a board report, drawn once for all who look at it.

A report of five thousand actions takes a good twenty times as long to draw as an empty page, most of it in the database
and in reading what comes out of it. So the body of a published one is kept until anything at all is published, or the
day ends: whichever comes first makes another key.

Rows are put into what the templates have drawn, as bytes: megabytes are copied once, not at each level of a template.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from actions.board import say_changes
from actions.board_reads import Board, read_board
from actions.board_rows import RowWriter
from actions.models import BoardReport
from actions.pictures import draw
from core import generation
from people.voices import Kind, voices_about

#: Stands where the body goes, and in the body where rows go. Templates escape what people wrote: none of it is this.
PLACE: Final = mark_safe("<!-- here -->")
KEPT: Final = int(timedelta(days=1).total_seconds())


def page_of(request: HttpRequest, report: BoardReport, *, at: datetime) -> HttpResponse:
    """Draw the frame of the page and put the body into it."""
    body = kept_body(report, at=at) if report.is_published else draw_body(report, at=at)
    voices = voices_about(Kind.REPORT, report.pk) if report.is_published else None
    frame = render_to_string("actions/report.html", {"report": report, "body": PLACE, "voices": voices}, request)
    before, _place, after = frame.encode().partition(PLACE.encode())
    return HttpResponse(b"".join([before, body, after]))


def kept_body(report: BoardReport, *, at: datetime) -> bytes:
    """Return the body of a published report, drawn anew only where something has changed."""
    day = timezone.localdate(at).isoformat()
    key = f"board:{report.pk}:{generation.current()}:{day}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = draw_body(report, at=at)
        cache.set(key, found, KEPT)
    return bytes(found)


def draw_body(report: BoardReport, *, at: datetime) -> bytes:
    """Draw figures and rows; in four statements, however many there are."""
    board = read_board(report, at=at, only_published=report.is_published)
    shown, blocks = _contents(board)
    shown |= {"report": report, "head": render_to_string("actions/_report_head.html", {"report": report})}
    return _fill(render_to_string("actions/_report_body.html", shown), blocks)


def _contents(board: Board) -> tuple[dict[str, Any], list[list[str]]]:
    """Return what the template draws, with places for rows, and the rows in the order of their places."""
    writer = RowWriter()
    written = [(part, *writer.rows(part)) for part in board.parts]
    shown = {
        "board": board,
        "bar": draw(board.totals.counts),
        "changes": say_changes(board.totals),
        "changed": [part.plan for part, news, _themes in written if news],
        "parts": [(part, draw(part.totals.counts)) for part in board.parts],
        "rows": PLACE,
    }
    blocks = [news for _part, news, _themes in written if news]
    blocks += [rows for _part, _news, themes in written for rows in themes]
    return shown, blocks


def _fill(drawn: str, blocks: Sequence[list[str]]) -> bytes:
    """Put each block of rows, in order, where one has its place."""
    texts: list[str] = []
    for piece, rows in zip(drawn.split(PLACE), [*blocks, []], strict=True):
        texts.append(piece)
        texts += rows
    return "".join(texts).encode()
