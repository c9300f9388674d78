"""Board reports, for everybody once published; for officers of the organisation before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.board_page import page_of
from actions.board_reads import read_board
from actions.board_rows import board_table
from actions.exports import csv_response, file_name, xlsx_response
from actions.models import BoardReport


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a report on one page, made to be printed."""
    return page_of(request, _access(request, slug), at=timezone.now())


@require_safe
def report_csv(request: HttpRequest, slug: str) -> HttpResponse:
    found = _access(request, slug)
    board = read_board(found, at=timezone.now(), only_published=found.is_published)
    return csv_response(file_name(found.title), board_table(board))


@require_safe
def report_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    found = _access(request, slug)
    board = read_board(found, at=timezone.now(), only_published=found.is_published)
    return xlsx_response(file_name(found.title), board_table(board))


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the published reports, the newest first."""
    found = BoardReport.objects.filter(published_at__isnull=False).select_related("organisation")[:200]
    return render(request, "actions/report_list.html", {"reports": found})


def _access(request: HttpRequest, slug: str) -> BoardReport:
    """Return a published report to everybody, a draft to officers of its organisation.

    Raises:
        Http404: There is none that this person may read.
    """
    found = BoardReport.objects.select_related("organisation").filter(slug=slug).first()
    if found is None:
        raise Http404
    if not found.is_published and not BoardReport.objects.kept_by(request.user).filter(pk=found.pk).exists():
        raise Http404
    return found
