"""The queue of words: officers read each, then publish, shorten or withhold it, and may take a decision back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.access import may_edit
from consultations.errors import Refusal
from consultations.models import Answer, ConsultationPage, TextRelease
from consultations.officer_reads import TextState, count_texts, numbered_questions, texts
from consultations.result_access import access_officer_results, access_release
from consultations.result_pages import may_be_named
from consultations.services.private import names_of
from consultations.services.releasing import redact_text, release_texts, take_back, withhold_texts
from consultations.views.officer_screen import show_screen
from people.access_log import log_look

ROWS_A_PAGE = 25


@require_http_methods(["GET", "POST"])
def text_queue(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the words that stand in one state; decide about those that are ticked."""
    problem = ""
    if request.method == "POST":
        consultation = access_release(page_id, user=request.user)  # type: ignore[arg-type]
        try:
            return _decide(request, consultation)
        except Refusal as refusal:
            problem = str(refusal.public_message)
    consultation = access_officer_results(page_id, user=request.user)  # type: ignore[arg-type]
    log_look(request.user, "answers in people's own words", consultation)
    context = _queue(request, consultation) | {"problem": problem, "reason": request.POST.get("reason", "")}
    title = _("In people’s own words")
    status = 422 if problem else 200
    return show_screen(
        request, "officer_texts.html", title=title, consultation=consultation, status=status, context=context
    )


@require_http_methods(["GET", "POST"])
def text_edit(request: HttpRequest, page_id: int, answer_id: int) -> HttpResponse:
    """Strike something out of one answer, with the reason that is published."""
    consultation = access_release(page_id, user=request.user)  # type: ignore[arg-type]
    answer = _answer(consultation, answer_id)
    words, problem = _words(answer), ""
    if request.method == "POST":
        words = {name: request.POST.get(name, "") for name in words}
        try:
            redact_text(
                consultation=consultation,
                answer_id=answer.pk,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
                **words,
            )
        except Refusal as refusal:
            problem = str(refusal.public_message)
        else:
            return redirect(_queue_url(consultation, {"done": "redact", "ids": str(answer.pk)}))
    context = {"answer": answer, "problem": problem, **words}
    title, status = _("Shorten an answer"), 422 if problem else 200
    return show_screen(
        request, "officer_text.html", title=title, consultation=consultation, status=status, context=context
    )


def _answer(consultation: ConsultationPage, answer_id: int) -> Answer:
    found = Answer.objects.filter(response__consultation=consultation, response__withdrawn_at__isnull=True)
    answer = found.select_related("release", "question", "response").exclude(text="").filter(pk=answer_id).first()
    if answer is None:
        raise Http404
    return answer


def _words(answer: Answer) -> dict[str, str]:
    """Return what the form starts with: what is published now, or else what was written."""
    release: TextRelease | None = getattr(answer, "release", None)
    return {
        "text": (release.text if release else "") or answer.text,
        "reason": release.reason if release else "",
    }


def _decide(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    """Do what the pressed button says with the ticked answers."""
    action = request.POST.get("do", "")
    ids = _numbers(request.POST.getlist("shown" if action == "release_page" else "answer"))
    what: dict[str, Any] = {
        "consultation": consultation,
        "answer_ids": ids,
        "by": request.user,
        "at": timezone.now(),
    }
    match action:
        case "release" | "release_page":
            release_texts(**what)
        case "withhold":
            withhold_texts(**what, reason=request.POST.get("reason", ""))
        case "take_back":
            take_back(**what)
        case _:
            raise Http404
    back = {"state": request.POST.get("state", ""), "question": request.POST.get("question", "")}
    return redirect(
        _queue_url(consultation, back | {"done": action.removesuffix("_page"), "ids": ",".join(map(str, ids))})
    )


def _queue(request: HttpRequest, consultation: ConsultationPage) -> dict[str, Any]:
    asked_for = request.POST if request.method == "POST" else request.GET
    state = asked_for.get("state") or TextState.WAITING
    question = next(iter(_numbers([asked_for.get("question", "")])), None)
    rows = texts(consultation, state=state, question_id=question)
    list_page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    counts = count_texts(consultation)
    named = [answer.response.public_id for answer in list_page if may_be_named(answer.response)]
    names = names_of(named) if named else {}
    return {
        "list_page": list_page,
        "rows": [(answer, names.get(answer.response.public_id, "")) for answer in list_page],
        "state": state,
        "states": [(one.value, one.label, counts[one.value]) for one in TextState],
        "question": question,
        "questions": numbered_questions(consultation),
        "can_decide": state != TextState.NOT_AGREED and may_edit(request.user, consultation),
        "query": urlencode({"state": state, "question": question or ""}),
        "done": request.GET.get("done", ""),
        "done_ids": _numbers(request.GET.get("ids", "").split(",")),
    }


def _numbers(words: list[str]) -> list[int]:
    """Return the numbers among what was sent; a row number is never longer than eighteen digits."""
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 18]


def _queue_url(consultation: ConsultationPage, query: dict[str, str]) -> str:
    address = reverse("officer_results:texts", args=[consultation.pk])
    return f"{address}?{urlencode({name: value for name, value in query.items() if value})}"
