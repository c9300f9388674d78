"""The team's desk for what young people are asked: words for consultations and events, the poll of the week."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.models import ConsultationPage
from live.models import Event
from youth.access import access_team
from youth.asking_reads import asking_desk
from youth.errors import YouthRefusal
from youth.forms.asking import PollForm, WordsForm
from youth.models import WeekPoll
from youth.permissions import is_checked_adult
from youth.services.asking import (
    change_poll,
    drop_poll,
    let_poll_out,
    suggest_poll,
    word_consultation,
    word_event,
    words_key,
)
from youth.views.frame import show, unindexed


@unindexed
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is asked, how the section speaks of it, which polls are on and to come."""
    at = timezone.now()
    access_team(request.user, today=timezone.localdate(at))
    is_checked = is_checked_adult(request.user, today=timezone.localdate(at))
    return show(request, "youth/team/asking.html", asking_desk(at=at) | {"is_checked": is_checked})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def consultation_words(request: HttpRequest, pk: int) -> HttpResponse:
    access_team(request.user, today=timezone.localdate())
    found = ConsultationPage.objects.live().filter(is_for_young_people=True).select_related("young_words")
    page = get_object_or_404(found, pk=pk)
    return _words(request, page, page.title, page.summary, word_consultation, {"consultation": page})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def event_words(request: HttpRequest, pk: int) -> HttpResponse:
    access_team(request.user, today=timezone.localdate())
    found = Event.objects.filter(is_for_young_people=True, week_poll=None).select_related("young_words")
    event = get_object_or_404(found, pk=pk)
    return _words(request, event, event.title, event.place, word_event, {"event": event})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def new_poll(request: HttpRequest) -> HttpResponse:
    access_team(request.user, today=timezone.localdate())
    return _poll_page(request, None)


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a poll, throw it away, or, as a checked adult, let it out."""
    access_team(request.user, today=timezone.localdate())
    found = get_object_or_404(WeekPoll.objects.select_related("event"), pk=pk)
    if request.method == "POST" and "out" in request.POST:
        seen = request.POST.get("seen", "")
        go = partial(let_poll_out, poll=found, by=request.user, seen=seen)
        return _done(request, found, lambda at: go(at=at), _("The poll is out."))
    if request.method == "POST" and "drop" in request.POST:
        return _done(request, found, lambda at: drop_poll(poll=found, by=request.user, at=at), _("The poll is gone."))
    return _poll_page(request, found)


def _done(request: HttpRequest, found: WeekPoll, do: Callable[[Any], object], words: str) -> HttpResponse:
    try:
        do(timezone.now())
    except YouthRefusal as refusal:
        return _show_poll(request, found, PollForm(initial=_initial(found)), refusal)
    messages.success(request, words)
    return redirect("youth:asking")


def _poll_page(request: HttpRequest, found: WeekPoll | None) -> HttpResponse:
    form = PollForm(request.POST or None, initial=_initial(found))
    if form.is_valid():
        values = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        try:
            if found is None:
                suggest_poll(**values)
            else:
                change_poll(poll=found, **values)
        except YouthRefusal as refusal:
            return _show_poll(request, found, form, refusal)
        messages.success(request, _("The poll is written down. It goes out once a checked adult has let it out."))
        return redirect("youth:asking")
    return _show_poll(request, found, form)


def _show_poll(
    request: HttpRequest, found: WeekPoll | None, form: PollForm, refusal: YouthRefusal | None = None
) -> HttpResponse:
    is_checked = is_checked_adult(request.user, today=timezone.localdate())
    context = {"form": form, "poll": found, "seen": words_key(found) if found else "", "is_checked": is_checked}
    return show(request, "youth/team/poll.html", context, refusal=refusal)


def _initial(found: WeekPoll | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {name: getattr(found, name) for name in ("question", "answers", "starts_on", "ends_on")}


def _words(
    request: HttpRequest, thing: Any, title: str, summary: str, write: Callable[..., Any], key: dict[str, Any]
) -> HttpResponse:
    """Take the section's words for something that is asked."""
    words = getattr(thing, "young_words", None)
    initial = {"title": words.title, "summary": words.summary} if words else {}
    form = WordsForm(request.POST or None, initial=initial)
    is_checked = is_checked_adult(request.user, today=timezone.localdate())
    context = {"form": form, "title": title, "summary": summary, "words": words, "is_checked": is_checked}
    if not form.is_valid():
        return show(request, "youth/team/asking_words.html", context)
    try:
        write(**key, **form.cleaned_data, by=request.user, at=timezone.now())
    except YouthRefusal as refusal:
        return show(request, "youth/team/asking_words.html", context, refusal=refusal)
    messages.success(
        request,
        _("Your words are out.") if is_checked else _("Written down. A checked adult reads it before it shows."),
    )
    return redirect("youth:asking")
