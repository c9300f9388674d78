"""Officers' screens in the admin: results, words to release, marked responses, equality tables.

Everything here is found through `consultations.result_access`, so that officers of other bodies get the same 404 as
a stranger, and every look at what people sent is written in the log.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consultations.access import may_edit
from consultations.export import XLSX_AT_MOST
from consultations.findings import channel_counts, unpacked
from consultations.group_reads import officer_group_cuts, officer_groups
from consultations.models import ConsultationPage
from consultations.officer_reads import (
    Mark,
    consultations_of,
    count_texts,
    officer_cuts,
    officer_equality,
    responses,
    row_questions,
)
from consultations.result_access import access_officer_results
from consultations.result_pages import sections_of
from consultations.result_tables import CUT_KINDS, answer_keys
from consultations.services.results import fresh_results, stored_results
from consultations.views.officer_screen import show_screen
from core.moments import say_moment
from people.access_log import log_look
from questions.kinds import get_kind

ROWS_A_PAGE = 50


@require_GET
def result_list(request: HttpRequest) -> HttpResponse:
    """List the consultations whose results this person may see, the latest first."""
    rows = consultations_of(request.user).order_by("-closes_at", "title")  # type: ignore[arg-type]
    list_page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_screen(request, "officer_list.html", title=_("Results"), context={"list_page": list_page})


@require_GET
def result_detail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how one consultation goes and what there is to do."""
    consultation = _consultation(request, page_id)
    at = timezone.now()
    snapshot = fresh_results(consultation, at=at)
    context = {
        "snapshot": snapshot,
        "counted": say_moment(snapshot.counted_at, at=at),
        "channels": channel_counts(snapshot.responses),
        "texts": count_texts(consultation),
        "marked": responses(consultation, mark=Mark.ANY).count(),
        "xlsx_at_most": XLSX_AT_MOST,
        "may_edit": may_edit(request.user, consultation),
    }
    return show_screen(
        request, "officer_detail.html", title=consultation.title, consultation=consultation, context=context
    )


@require_GET
def response_list(request: HttpRequest, page_id: int) -> HttpResponse:
    """List responses without who sent them; `mark` keeps those worth a second look."""
    consultation = _consultation(request, page_id)
    log_look(request.user, "responses", consultation)
    mark = request.GET.get("mark", "")
    list_page = Paginator(responses(consultation, mark=mark), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"list_page": list_page, "marks": Mark.choices, "mark": mark, "query": urlencode({"mark": mark})}
    return show_screen(
        request, "officer_responses.html", title=_("Responses"), consultation=consultation, context=context
    )


@require_GET
def response_detail(request: HttpRequest, page_id: int, response_id: int) -> HttpResponse:
    """Show what one response says, without who sent it."""
    consultation = _consultation(request, page_id)
    response = responses(consultation).filter(pk=response_id).first()
    if response is None:
        raise Http404
    log_look(request.user, f"response {response.pk}", consultation)
    given = response.given()
    answers = [
        (number, asked, get_kind(asked.kind).spoken(asked, given[asked.id]))
        for number, asked in row_questions(consultation)
        if asked.id in given
    ]
    title = _("Response %(number)s") % {"number": response.pk}
    context = {"response": response, "answers": answers}
    return show_screen(request, "officer_response.html", title=title, consultation=consultation, context=context)


@require_GET
def equality(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who answered, in full, as far as it has been counted."""
    consultation = _consultation(request, page_id)
    log_look(request.user, "equality tables", consultation)
    questions = [(number, asked) for number, asked in row_questions(consultation) if asked.kind in CUT_KINDS]
    snapshot = stored_results(consultation)
    context = {
        "counted_at": snapshot and (snapshot.equality_counted_at or snapshot.groups_counted_at),
        "tables": [*officer_groups(consultation, sections_of(consultation)), *officer_equality(consultation)],
        "questions": questions,
    }
    return show_screen(
        request, "officer_equality.html", title=_("Who answered"), consultation=consultation, context=context
    )


@require_GET
def equality_question(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Show who gave which answer to one question, in full."""
    consultation = _consultation(request, page_id)
    asked = dict(row_questions(consultation)).get(number)
    snapshot = stored_results(consultation)
    if asked is None or snapshot is None:
        raise Http404
    log_look(request.user, f"equality tables of question {number}", consultation)
    tally = unpacked(snapshot.tables.get(str(asked.id), {}).get("tally"))
    groups = officer_group_cuts(consultation, sections_of(consultation), asked, answer_keys(tally))
    context = {"number": number, "asked": asked, "tables": [*groups, *officer_cuts(consultation, asked, tally)]}
    title = _("Who gave which answer to question %(number)s") % {"number": number}
    return show_screen(
        request, "officer_equality_question.html", title=title, consultation=consultation, context=context
    )


def _consultation(request: HttpRequest, page_id: int) -> ConsultationPage:
    return access_officer_results(page_id, user=request.user)  # type: ignore[arg-type]
