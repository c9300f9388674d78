"""Where a moderator reads what people write before the hall does: words of polls, and questions from the audience."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from live.errors import LiveRefusal, NotNow
from live.hub import hint_from_thread
from live.models import AgendaItem, AudienceQuestion, Ballot, Event
from live.permissions import access_event
from live.services.moderating import decide_words, words_seen
from live.services.talking import handle_question
from live.stage import WORDS

#: Texts and questions on one page of the queue; those that wait come first.
SHOWN = 100


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the queue; do what was decided about one text or several, or about one question."""
    event = access_event(pk, user=request.user)
    if request.method != "POST":
        return _page(request, event)
    about_words = "words" in request.POST or "word" in request.POST
    decide: Callable[[HttpRequest, Event], None] = _decide_words if about_words else _decide_question
    try:
        decide(request, event)
    except LiveRefusal as refusal:
        return _page(request, event, problem=str(refusal.public_message), status=409)
    hint_from_thread(event.pk)
    return redirect("live:moderate", pk=pk)


def _decide_words(request: HttpRequest, event: Event) -> None:
    one = request.POST.get("word", "")
    action, _colon, which = one.partition(":")
    seen = words_seen([which]) if which else words_seen(request.POST.getlist("words"))
    decide_words(event=event, seen=seen, action=action or request.POST.get("action", ""), by=request.user)


def _decide_question(request: HttpRequest, event: Event) -> None:
    handle_question(
        question=_question(event, request.POST.get("question", "")),
        action=request.POST.get("action", ""),
        by=request.user,
        answer=request.POST.get("answer", ""),
        reason=request.POST.get("reason", ""),
        into=_question(event, request.POST["into"]) if request.POST.get("into") else None,
    )


def _question(event: Event, sent: str) -> AudienceQuestion:
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0
    found = AudienceQuestion.objects.filter(pk=number, item__event=event).first()
    if found is None:
        raise NotNow
    return found


def _page(request: HttpRequest, event: Event, *, problem: str = "", status: int = 200) -> HttpResponse:
    order = "time" if request.GET.get("order") == "time" else "support"
    context: dict[str, Any] = {
        "event": event,
        "problem": problem,
        **_words(event),
        "questions": _questions(event, order),
        "order": order,
        "typed": request.POST if problem else {},
    }
    return render(request, "live/moderate.html", context, status=status)


def _words(event: Event) -> dict[str, list[Ballot]]:
    """What waits, oldest first; and what was decided or needs no decision, newest first."""
    written = Ballot.objects.filter(round__item__event=event, round__item__question__kind__in=WORDS).exclude(text="")
    written = written.select_related("round__item__event", "round__item__question")
    moderated = Q() if event.is_for_young_people else Q(round__item__is_moderated=True)
    waits = moderated & Q(text_state=Ballot.TextState.WAITING)
    return {
        "waiting": list(written.filter(waits).order_by("received_at")[:SHOWN]),
        "decided": list(written.exclude(waits).order_by("-received_at")[:SHOWN]),
    }


def _questions(event: Event, order: str) -> list[AudienceQuestion]:
    everything = AudienceQuestion.objects.filter(item__event=event, item__kind=AgendaItem.Kind.TALK)
    ordered = everything.by_time() if order == "time" else everything.by_support()
    found = list(ordered.select_related("merged_into")[: 2 * SHOWN])
    waiting = [one for one in found if one.state == AudienceQuestion.State.WAITING]
    return [*waiting, *(one for one in found if one.state != AudienceQuestion.State.WAITING)]
