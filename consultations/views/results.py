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
from consultations.group_reads import public_group_cuts, public_groups, questions_grouped
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
    with_cuts,
)
from consultations.result_tables import CountTable
from consultations.services.results import fresh_results
from consultations.services.telling import contact_of_token, leave_outcome_mails
from consultations.young import worded_for_young
from core.moments import say_closing, say_moment
from questions.asked import Asked, AskedSection

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
    asked = sections_of(consultation)
    context = {
        **_common(consultation),
        "is_public": is_public,
        "snapshot": snapshot,
        "counted": say_moment(snapshot.counted_at, at=at),
        "channels": channel_counts(snapshot.responses),
        "sections": page_results(consultation, snapshot, asked),
        "groups": public_groups(consultation, asked) if is_public else {},
        "has_young_wording": bool(worded_for_young([consultation.pk])),
        "equality": public_equality(consultation) if is_public else [],
        "cut_questions": questions_cut(consultation) | questions_grouped(consultation) if is_public else set(),
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
    asked = sections_of(consultation)
    result = one_result(consultation, snapshot, asked, number)
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
        "is_counted": snapshot.groups_counted_at is not None,
        "groups": public_groups(consultation, asked) if is_public and result.is_apart else {},
        "cuts": _cuts(consultation, asked, result.asked) if is_public else [],
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
    asked = sections_of(consultation)
    sections = page_results(consultation, snapshot, asked)
    tables: list[CountTable] = []
    if are_public(consultation, at=at):
        tables = [*public_groups(consultation, asked).values(), *public_equality(consultation)]
        grouped = public_group_cuts(consultation, asked, questions_grouped(consultation))
        sections = with_cuts(sections, grouped)
    rows: list[Row] = list(result_rows(sections, channel_counts(snapshot.responses), tables))
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


def _cuts(consultation: ConsultationPage, sections: list[AskedSection], asked: Asked) -> list[CountTable]:
    """Return one question by age or version, then by each personal characteristic, where that is published."""
    grouped = public_group_cuts(consultation, sections, [asked.id])
    return [*grouped.get(asked.id, []), *public_cuts(consultation, asked)]


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
