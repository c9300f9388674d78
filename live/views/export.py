"""Files for those who run an event. Each download is logged."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from live.errors import LiveRefusal
from live.exports import Row, count_rows, voter_rows
from live.models import Event
from live.permissions import access_event
from live.views.own_pages import refused_by
from people.access_log import log_look
from questions.exports import csv_lines, text_cell, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@login_required
@require_safe
def rows(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give a row for each voter, once the event has ended."""
    event = access_event(pk, user=request.user)
    try:
        found = voter_rows(event, at=timezone.now())
    except LiveRefusal as refusal:
        return refused_by(request, refusal)
    return _file(request, event, "votes", form, found)


@never_cache
@login_required
@require_safe
def counts(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give every count of the report."""
    event = access_event(pk, user=request.user)
    return _file(request, event, "counts", form, count_rows(event, at=timezone.now()))


def _file(request: HttpRequest, event: Event, name: str, form: str, found: Iterable[Row]) -> HttpResponse:
    log_look(request.user, f"{name} of a live event as {form}", event)
    headers = {
        "Content-Disposition": f'attachment; filename="event-{event.code.lower()}-{name}.{form}"',
        "X-Robots-Tag": "noindex",
    }
    if form == "csv":
        lines = "".join(csv_lines(found, cell=text_cell))
        return HttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
    file = BytesIO()
    write_xlsx(file, [(_("Votes"), found)])
    return HttpResponse(file.getvalue(), content_type=XLSX, headers=headers)
