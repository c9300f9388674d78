"""The agenda of one event: its steps listed, added, changed, moved, taken out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from live.errors import LiveRefusal
from live.forms.agenda import PlainStepForm, PollDesk
from live.forms.problems import problems_of
from live.hub import hint_from_thread
from live.kind_cards import cards_of
from live.models import AgendaItem, Event
from live.permissions import access_event, access_item
from live.services import agenda as services
from live.views.desk import desk, number, show
from questions.errors import Refusal
from questions.kinds import get_kind

PLAIN = {AgendaItem.Kind.SLIDE.value, AgendaItem.Kind.TALK.value, AgendaItem.Kind.BREAK.value}


@desk
@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    return _list(request, access_event(pk, user=request.user))


def _list(request: HttpRequest, event: Event, *, problem: str = "") -> HttpResponse:
    problems = [("", problem)] if problem else []
    return show(
        request, "agenda", event, steps=list(event.agenda.listed()), problems=problems, status=409 if problem else None
    )


@desk
@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a new step may be."""
    event = access_event(pk, user=request.user)
    polls, others = cards_of()
    return show(request, "agenda_add", event, polls=polls, others=others)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Put a step of this kind at the end of the agenda."""
    event = access_event(pk, user=request.user)
    if kind in PLAIN:
        return _plain_step(request, event, AgendaItem(event=event, kind=kind))
    if kind not in services.ROOM_KINDS:
        raise Http404
    return _poll(request, event, AgendaItem(event=event, kind=AgendaItem.Kind.POLL), kind)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change a step."""
    event = access_event(pk, user=request.user)
    step = access_item(event, item)
    if step.question is None:
        return _plain_step(request, event, step)
    return _poll(request, event, step, step.question.kind)


def _plain_step(request: HttpRequest, event: Event, step: AgendaItem) -> HttpResponse:
    form = PlainStepForm(request.POST or None, initial={"title": step.title, "body": step.body})
    problem = ""
    if request.method == "POST" and form.is_valid():

        def store() -> None:
            if step.pk:
                services.edit_step(item=step, at=timezone.now(), by=request.user, **form.cleaned_data)
            else:
                services.add_step(event=event, kind=step.kind, **form.cleaned_data)

        problem = _refused(store)
        if not problem:
            return _done(request, event, _("Saved."))
    problems = [("", problem)] if problem else problems_of(form)
    return show(request, "step_form", event, step=step, form=form, problems=problems)


def _poll(request: HttpRequest, event: Event, step: AgendaItem, kind: str) -> HttpResponse:
    filled = PollDesk(item=step, kind=get_kind(kind), data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and filled.is_valid():
        try:
            _store_poll(request, event, filled, kind)
        except (LiveRefusal, Refusal) as refusal:
            filled.refuse(refusal)
        else:
            return _done(request, event, _("Saved."))
    return show(request, "poll_form", event, step=step, desk=filled, problems=filled.problems())


def _store_poll(request: HttpRequest, event: Event, filled: PollDesk, kind: str) -> None:
    settings = filled.settings.cleaned_data
    if filled.item.pk:
        question = filled.question() if filled.may_reword else None
        services.edit_step(item=filled.item, at=timezone.now(), by=request.user, question=question, **settings)
    else:
        services.add_poll(event=event, kind=kind, **filled.question(), **settings)


@desk
@require_POST
def separate(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Give a step a question of its own, and go there to change it."""
    event = access_event(pk, user=request.user)
    step = access_item(event, item)
    try:
        own = services.separate_question(item=step)
    except LiveRefusal as refusal:
        return _list(request, event, problem=str(refusal.public_message))
    hint_from_thread(pk)
    messages.success(request, _("This is a copy. Change it as you like: its answers are counted on their own."))
    return redirect("live:step", pk, own.pk)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Ask once, then take a step out."""
    event = access_event(pk, user=request.user)
    step = access_item(event, item)
    if request.method != "POST":
        return show(request, "step_remove", event, step=step)
    problem = _refused(lambda: services.remove_step(item=step))
    return _list(request, event, problem=problem) if problem else _done(request, event, _("Taken out."))


@desk
@require_POST
def move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Move a step one place up or down."""
    event = access_event(pk, user=request.user)
    step = access_item(event, item)
    by = -1 if request.POST.get("way") == "up" else 1
    problem = _refused(lambda: services.move_step(item=step, by=by))
    if problem:
        return _list(request, event, problem=problem)
    hint_from_thread(pk)
    return redirect(reverse("live:agenda", args=[pk]) + f"#step-{step.pk}")


@desk
@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the steps in the order they were dragged into."""
    event = access_event(pk, user=request.user)
    order = [number(sent) or 0 for sent in request.POST.getlist("step")[:1000]]
    problem = _refused(lambda: services.arrange_steps(event=event, order=order))
    if problem:
        return _list(request, event, problem=problem)
    hint_from_thread(pk)
    return redirect("live:agenda", pk)


def _refused(write: Callable[[], object]) -> str:
    """Do a write, and return what to say where it was refused."""
    try:
        write()
    except LiveRefusal as refusal:
        return str(refusal.public_message)
    return ""


def _done(request: HttpRequest, event: Event, words: str) -> HttpResponse:
    hint_from_thread(event.pk)
    messages.success(request, words)
    return redirect("live:agenda", event.pk)
