"""Results as anybody sees them, and the way out of e-mails about outcomes."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from consultations.export import Row, csv_response, result_rows
from consultations.findings import channel_counts
from consultations.models import ConsultationPage
from consultations.reads import events_held
from consultations.result_access import ResultsNotYet, access_results, are_public
from consultations.result_pages import (
    earlier_wordings,
    one_result,
    page_results,
    public_cuts,
    public_equality,
    public_texts,
    questions_cut,
    sections_of,
    voices,
)
from consultations.services.results import fresh_results
from consultations.services.telling import contact_of_token, leave_outcome_mails
from core.moments import say_closing, say_moment

VOICES_A_PAGE = 20


@require_GET
def consultation_results(request: HttpRequest, organisation: str, slug: str) -> HttpResponse:
    """Show what was counted: one stored row, whatever the number of responses."""
    at = timezone.now()
    try:
        consultation = access_results(organisation, slug, user=request.user, at=at)
    except ResultsNotYet as refusal:
        return _not_yet(request, refusal)
    snapshot = fresh_results(consultation, at=at)
    is_public = are_public(consultation, at=at)
    context = {
        **_common(consultation),
        "is_public": is_public,
        "snapshot": snapshot,
        "counted": say_moment(snapshot.counted_at, at=at),
        "channels": channel_counts(snapshot.responses),
        "sections": page_results(consultation, snapshot, sections_of(consultation)),
        "equality": public_equality(consultation) if is_public else [],
        "cut_questions": questions_cut(consultation) if is_public else set(),
        "events": events_held(consultation.pk, at=at),
    }
    return render(request, "consultations/results.html", context)


@require_GET
def question_results(request: HttpRequest, organisation: str, slug: str, number: int) -> HttpResponse:
    """Show one question: its figure, who answered what, and the words that may be read."""
    at = timezone.now()
    try:
        consultation = access_results(organisation, slug, user=request.user, at=at)
    except ResultsNotYet as refusal:
        return _not_yet(request, refusal)
    snapshot = fresh_results(consultation, at=at)
    result = one_result(snapshot, sections_of(consultation), number)
    if result is None:
        raise Http404
    is_public = are_public(consultation, at=at)
    list_page = Paginator(public_texts(consultation, result.asked), VOICES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_common(consultation),
        "is_public": is_public,
        "result": result,
        "list_page": list_page,
        "voices": voices(list_page.object_list),
        "wordings": earlier_wordings(result),
        "cuts": public_cuts(consultation, result.asked) if is_public else [],
    }
    return render(request, "consultations/results_question.html", context)


@require_GET
def results_csv(request: HttpRequest, organisation: str, slug: str) -> HttpResponse:
    """Give every count of the page as one table."""
    at = timezone.now()
    try:
        consultation = access_results(organisation, slug, user=request.user, at=at)
    except ResultsNotYet as refusal:
        return _not_yet(request, refusal)
    snapshot = fresh_results(consultation, at=at)
    sections = page_results(consultation, snapshot, sections_of(consultation))
    equality = public_equality(consultation) if are_public(consultation, at=at) else []
    rows: list[Row] = list(result_rows(sections, channel_counts(snapshot.responses), equality))
    return csv_response(f"{consultation.slug}-results.csv", rows)


@csrf_exempt  # the link itself is the proof, and mail programs post to it (RFC 8058)
@require_http_methods(["GET", "POST"])
def leave_outcome_mails_page(request: HttpRequest, token: str) -> HttpResponse:
    """Stop e-mails about outcomes. Opening the link changes nothing: mail programs open links by themselves."""
    contact = contact_of_token(token)
    is_done = False
    if contact is not None and request.method == "POST":
        leave_outcome_mails(contact=contact)
        is_done = True
    context = {"is_done": is_done, "is_known": contact is not None}
    return render(request, "consultations/results_leave.html", context, status=200 if contact else 404)


def _not_yet(request: HttpRequest, refusal: ResultsNotYet) -> HttpResponse:
    consultation, at = refusal.consultation, timezone.now()
    closes_at = consultation.closes_at if consultation.is_open(at=at) else None
    closing = say_closing(closes_at, at=at) if closes_at else ""
    context = {**_common(consultation), "closing": closing}
    return render(request, "consultations/results_not_yet.html", context, status=404)


def _common(consultation: ConsultationPage) -> dict[str, Any]:
    outcome = getattr(consultation, "outcome", None)
    results_url = reverse("consultations:results", args=_address(consultation))
    crumbs = [(_("Have your say"), reverse("consultations:finder")), (consultation.title, consultation.url)]
    return {
        "consultation": consultation,
        "consultation_url": consultation.url,
        "outcome_url": outcome.url if outcome is not None and outcome.live else "",
        "crumbs": crumbs,
        "question_crumbs": [*crumbs, (_("Results"), results_url)],
        "results_url": results_url,
    }


def _address(consultation: ConsultationPage) -> tuple[str, str]:
    """Return the two slugs of the consultation's own address."""
    return consultation.url_path.rstrip("/").rsplit("/", 2)[-2], consultation.slug
