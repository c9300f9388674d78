"""What came of an event: its page of results, as a report to print, all the words, the lists of receipts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.moments import say_day, say_moment
from live.material import settled_rounds
from live.models import Event
from live.permissions import access_event, access_joined
from live.receipts import ballots_of, find_receipt, marks_in_words, open_lists, question_of, questions_of, receipts_of
from live.report import report_of
from live.result_access import access_results, are_public, may_run
from live.stage import asked_of_item
from live.views.own_pages import is_admitted

A_PAGE = 100


@never_cache
@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, access_results(code, user=request.user), "live/results.html")


@never_cache
@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The same with every table unfolded and nothing to press, for paper."""
    return _page(request, access_results(code, user=request.user), "live/report.html")


@never_cache
@login_required
@require_safe
def event_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show those who run the event what has been settled so far."""
    return _page(request, access_event(pk, user=request.user), "live/results.html")


@never_cache
@require_safe
def words(request: HttpRequest, code: str, round_id: int) -> HttpResponse:
    """Show all the words of one round that a moderator has let through."""
    event = access_results(code, user=request.user)
    round_ = next((one for one in settled_rounds(event, at=timezone.now()) if one.pk == round_id), None)
    if round_ is None:
        raise Http404
    texts = round_.ballots.on_wall().order_by("-received_at", "-pk").values_list("text", flat=True)
    context = {
        "event": event,
        "asked": asked_of_item(round_.item, language=event.language),
        "list_page": Paginator(texts, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "live/results_words.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest, code: str) -> HttpResponse:
    """List the polls whose receipts may be read, and find a ballot by its own code.

    The code comes by POST although nothing is written: an address would be kept in logs and histories.
    """
    event, rounds = _lists(request, code)
    asked = questions_of(event, rounds)
    typed = request.POST.get("code", "")[:40]
    found = find_receipt(rounds, typed)
    context = {
        "event": event,
        "lists": [(one, asked[one.pk]) for one in rounds],
        "typed": typed,
        "found": (found[0], asked[found[0].pk], found[1], marks_in_words(asked[found[0].pk], found[2]))
        if found
        else None,
        "is_public": are_public(event),
    }
    return render(request, "live/results_receipts.html", context)


@never_cache
@require_safe
def receipt_list(request: HttpRequest, code: str, round_id: int) -> HttpResponse:
    """Show the codes of one round with what each marked."""
    event, rounds = _lists(request, code)
    round_ = next((one for one in rounds if one.pk == round_id), None)
    if round_ is None:
        raise Http404
    asked = question_of(event, round_)
    list_page = Paginator(ballots_of(round_), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "event": event,
        "round": round_,
        "asked": asked,
        "list_page": list_page,
        "receipts": receipts_of(asked, list_page.object_list),
    }
    return render(request, "live/results_receipt_list.html", context)


def _lists(request: HttpRequest, code: str) -> tuple[Event, list[Any]]:
    """Return the event and the rounds whose lists this person may read.

    Raises:
        Http404: They have nothing to do with the event, and its results are not public.
    """
    event = access_joined(code)
    runs, joined = may_run(request.user, event), is_admitted(request, event)
    if not (runs or joined or are_public(event)):
        raise Http404
    return event, open_lists(event, runs=runs, joined=joined, at=timezone.now())


def _page(request: HttpRequest, event: Event, template: str) -> HttpResponse:
    at = timezone.now()
    runs = may_run(request.user, event)
    lists = [one.pk for one in open_lists(event, runs=runs, joined=False, at=at)]
    context = {
        "event": event,
        "report": report_of(event, at=at, with_lists=lists),
        "has_lists": bool(lists),
        "runs": runs,
        "is_public": are_public(event),
        "day": say_day(timezone.localdate(event.starts_at), at=at),
        "ended": say_moment(event.ended_at, at=at) if event.ended_at else "",
    }
    return render(request, template, context)
