"""All responses as a file, for officers: streamed as CSV, or as a spreadsheet while there are not too many."""

from __future__ import annotations

from itertools import chain
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consultations.export import XLSX_AT_MOST, csv_stream, response_head, response_rows
from consultations.models import Response
from consultations.officer_reads import row_questions
from consultations.result_access import access_officer_results
from consultations.views.officer_screen import show_screen
from people.access_log import log_look
from questions.exports import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def export_csv(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Give every response as a row, whatever their number."""
    consultation = access_officer_results(page_id, user=request.user)  # type: ignore[arg-type]
    questions = [asked for _number, asked in row_questions(consultation)]
    log_look(request.user, "all responses as CSV", consultation)
    rows = chain([response_head(questions)], response_rows(consultation, questions))
    return csv_stream(request, f"{consultation.slug}-responses.csv", rows)


@require_GET
def export_xlsx(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Give every response as a row of a spreadsheet, unless there are more than it can hold without strain."""
    consultation = access_officer_results(page_id, user=request.user)  # type: ignore[arg-type]
    number = Response.objects.filter(consultation=consultation).counted().count()
    if number > XLSX_AT_MOST:
        title = _("Too many responses for a spreadsheet")
        context = {"number": number, "limit": XLSX_AT_MOST}
        return show_screen(
            request, "officer_too_many.html", title=title, consultation=consultation, status=409, context=context
        )
    questions = [asked for _number, asked in row_questions(consultation)]
    log_look(request.user, "all responses as a spreadsheet", consultation)
    file = TemporaryFile()  # noqa: SIM115  FileResponse closes it
    rows = chain([response_head(questions)], response_rows(consultation, questions))
    write_xlsx(file, [("Sheet", rows)])
    file.seek(0)
    name = f"{consultation.slug}-responses.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
