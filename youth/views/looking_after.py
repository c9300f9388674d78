"""The desk of checked adults: what waits to be read, and what somebody is worried about."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusal import PublicRefusal
from people.access_log import log_look
from youth.access import access_checked
from youth.chat_errors import WordsChanged, in_youth
from youth.concern_reads import Waiting, access_waiting, concern_lines, queue
from youth.errors import YouthRefusal
from youth.forms.concerns import RaiseForm, RuledForm
from youth.models import Concern, YouthPage
from youth.permissions import is_safeguarding_lead
from youth.services.concern_letters import standing_leads
from youth.services.concerns import raise_concern
from youth.services.reading_first import give_back, let_through, take, turn_down
from youth.views.frame import show, unindexed

State = Concern.State


@unindexed
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show concerns that are open, the worrying ones first, and the posts that wait, the oldest first."""
    at = timezone.now()
    today = timezone.localdate(at)
    access_checked(request.user, today=today)
    section = YouthPage.objects.first()
    if section is not None:
        log_look(request.user, "posts and concerns that wait", section)
    context = {
        "waiting": queue(user=request.user, at=at),
        "new": concern_lines(request.user, state=State.NEW, at=at),
        "taken": concern_lines(request.user, state=State.TAKEN, at=at),
        "passed": concern_lines(request.user, state=State.ESCALATED, at=at),
        "has_lead": bool(standing_leads(today)),
        "is_lead": is_safeguarding_lead(request.user, today=today),
    }
    return show(request, "youth/looking_after/desk.html", context)


@unindexed
@login_required
@require_POST
def take_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post on for a quarter of an hour, and show it."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    waiting = access_waiting(pk, user=request.user, at=at)
    try:
        take(post=waiting.post, by=request.user, at=at)
    except PublicRefusal as problem:
        messages.warning(request, str(problem.public_message))
        return redirect("youth:looking_after")
    return redirect("youth:waiting_post", pk)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one post that waits; decide about it."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    waiting = access_waiting(pk, user=request.user, at=at)
    log_look(request.user, "post that waits to be read", waiting.post)
    choice = request.POST.get("choice", "") if request.method == "POST" else ""
    rules = waiting.post.thread.forum.rules.filter(is_retired=False)
    down = RuledForm(request.POST if choice == "down" else None, rules=rules, prefix="down")
    worry = RaiseForm(request.POST if choice == "raise" else None, prefix="raise")
    form = worry if choice == "raise" else down
    refusal = None
    if choice and (not form.is_bound or form.is_valid()):
        try:
            return _decide(request, choice, waiting, form)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
    context = {"one": waiting, "down": down, "worry": worry, "form": form}
    return show(request, "youth/looking_after/post.html", context, refusal=refusal)


def _decide(request: HttpRequest, choice: str, waiting: Waiting, form: RuledForm | RaiseForm) -> HttpResponse:
    at, by, found = timezone.now(), request.user, waiting.post
    if choice == "through":
        if request.POST.get("seen") != waiting.words_key:
            raise WordsChanged
        let_through(post=found, by=by, at=at)
        messages.success(request, _("Let through. Everybody who may read there reads it now."))
    elif choice == "down":
        turn_down(post=found, by=by, at=at, **form.cleaned_data)
        messages.success(request, _("Not let through. Whoever wrote it reads the rule and your reason."))
    elif choice == "raise":
        made = raise_concern(post=found, by=by, at=at, **form.cleaned_data)
        messages.success(request, _("The safeguarding leads have been told. Nobody else sees the post."))
        return redirect("youth:concern", made.pk)
    elif choice == "back":
        give_back(post=found, by=by)
    else:
        raise YouthRefusal(_("Choose what to do with it."))
    return redirect("youth:looking_after")
