"""What goes out as a table: rows of responses, rows of counts, as files (`questions.exports` writes their cells).

A row of responses names no one: it carries a running number that stands in no other table, a day, no receipt, no
contact and nothing the respondent said about themselves. What they wrote in their own words may still name somebody.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from consultations.findings import CHANNELS, ChannelCount, QuestionResult, SectionResult
from consultations.models import Answer, ConsultationPage, Response
from consultations.result_tables import Cell, CountTable
from questions.asked import Asked, Given
from questions.exports import csv_lines, text_cell
from questions.kinds import get_kind

Row = Sequence[Any]
CHUNK = 500
#: An XLSX file is written whole before it leaves; more rows than this leave as CSV.
XLSX_AT_MOST = 20_000


def csv_response(name: str, rows: Iterable[Row]) -> HttpResponse:
    """Return a small table whole, so that it may be kept by a cache."""
    return HttpResponse(
        "".join(csv_lines(rows, cell=text_cell)), content_type="text/csv; charset=utf-8", headers=_as_file(name)
    )


def csv_stream(request: HttpRequest, name: str, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a table that leaves as it is read, under either kind of server."""
    lines = _gathered(csv_lines(rows, cell=text_cell))
    content: Any = _pulled(lines) if isinstance(request, ASGIRequest) else lines
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=_as_file(name))


def response_head(questions: Sequence[Asked]) -> list[str]:
    """Return the headings of a table of responses."""
    head = [
        _("Response"),
        _("Sent on"),
        _("Channel"),
        _("Answered for"),
        _("May be published"),
        _("Language"),
        _("Version for"),
        _("No proof of work"),
        _("Late"),
    ]
    return [*head, *(column for asked in questions for column in get_kind(asked.kind).columns(asked))]


def response_rows(consultation: ConsultationPage, questions: Sequence[Asked]) -> Iterator[list[Any]]:
    """Yield a row per response that counts, with its answers; a bounded number of them is in memory at a time."""
    responses = Response.objects.filter(consultation=consultation).counted().order_by("pk")
    fields = ("pk", *_FIELDS)
    chunk: list[tuple[Any, ...]] = []
    number = 0
    for row in responses.values_list(*fields).iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _chunk_rows(chunk, questions, number)
            number, chunk = number + len(chunk), []
    yield from _chunk_rows(chunk, questions, number)


def result_rows(
    sections: Iterable[SectionResult], channels: Iterable[ChannelCount], equality: Iterable[CountTable]
) -> Iterator[Row]:
    """Yield every count of the public page: question, answer, what is counted, the count."""
    yield [_("Number"), _("Question"), _("Answer"), _("Measure"), _("Value")]
    for channel in channels:
        yield ["", _("Responses"), channel.label, _("Responses"), channel.count]
    for section in sections:
        for result in section.questions:
            yield from _question_rows(result)
    for table in equality:
        for label, cells in table.rows:
            yield ["", table.title, label, _("People, to the nearest 5"), _count_cell(cells[0])]


def _question_rows(result: QuestionResult) -> Iterator[Row]:
    """Yield the counts of one question, then those by age or version as far as they are published."""
    figure = result.figure
    for row in () if result.is_apart else figure.rows:
        for measure, value in zip(figure.columns[1:], row[1:], strict=True):
            yield [result.number, result.asked.text, row[0], measure, value]
    for table in result.cuts:
        for group, cells in table.rows:
            for answer, cell in zip(table.columns, cells, strict=True):
                measure = _("%(group)s, to the nearest 5") % {"group": group}
                yield [result.number, result.asked.text, answer, measure, _count_cell(cell)]


def _count_cell(cell: Cell) -> str | int | None:
    return _("hidden") if cell.is_hidden else cell.count


_FIELDS = ("submitted_at", "channel", "organisation_name", "consent", "language", "style", "has_proof", "is_late")


def _chunk_rows(chunk: list[tuple[Any, ...]], questions: Sequence[Asked], start: int) -> Iterator[list[Any]]:
    given: dict[int, dict[int, Given]] = {row[0]: {} for row in chunk}
    answers = Answer.objects.filter(response_id__in=list(given)).order_by()
    rows = answers.values_list("response_id", "question_id", "value", "text", "version")
    for response_id, question_id, value, text, version in rows:
        given[response_id][question_id] = Given(value=value, text=text, version=version)
    for number, row in enumerate(chunk, start=start + 1):
        yield [number, *_facts(row), *_cells(questions, given[row[0]])]


def _facts(row: tuple[Any, ...]) -> list[Any]:
    _pk, sent, channel, organisation, consent, language, style, has_proof, is_late = row
    sent_on: date = sent.date()
    return [
        sent_on.isoformat(),
        str(CHANNELS.get(channel, channel)),
        organisation,
        consent,
        language,
        style,
        "" if has_proof or channel != "online" else _("yes"),
        _("yes") if is_late else "",
    ]


def _cells(questions: Sequence[Asked], given: dict[int, Given]) -> Iterator[Any]:
    for asked in questions:
        for cell in get_kind(asked.kind).cells(asked, given.get(asked.id)):
            yield float(cell) if isinstance(cell, Decimal) else cell


def _gathered(lines: Iterable[str], size: int = 64) -> Iterator[str]:
    """Join lines into fewer, larger pieces: each piece is a trip to the server's own loop."""
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == size:
            yield "".join(some)
            some = []
    yield "".join(some)


async def _pulled(pieces: Iterator[str]) -> AsyncIterator[str]:
    """Pull from an iterator that asks the database, in the thread that may."""
    pull = sync_to_async(lambda: next(pieces, None))
    while (piece := await pull()) is not None:
        yield piece


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
