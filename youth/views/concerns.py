"""A concern: what was reported, what stood around it, what was done, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from core.refusal import PublicRefusal
from forums.models import HouseRule
from people.access_log import log_look
from youth.access import access_checked
from youth.chat_errors import in_youth
from youth.concern_reads import (
    access_concern,
    around,
    concern_lines,
    opened,
    place_url,
    standing_of,
    steps_of,
)
from youth.forms.concerns import LookUpForm, PassForm, RuledForm, WordsForm
from youth.models import Concern, YouthPage
from youth.permissions import is_safeguarding_lead
from youth.services import concern_steps as steps
from youth.views.frame import show, unindexed

MakeForm = Callable[[Any, Concern], forms.Form]


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that can be done: its form, the service that does it, what is said then."""

    form: MakeForm
    do: Callable[..., Any]
    done: Any


def _words(name: str, label: Any, help_text: Any = "") -> MakeForm:
    return lambda data, _concern: WordsForm(data, prefix=name, label=label, help_text=help_text)


def _ruled(data: Any, concern: Concern) -> forms.Form:
    forum = concern.post.thread.forum_id if concern.post is not None else 0
    return RuledForm(data, prefix="remove", rules=HouseRule.objects.filter(forum=forum, is_retired=False))


DOINGS: Final[dict[str, Doing]] = {
    "note": Doing(_words("note", _("What you did or saw")), steps.note, _("Put down.")),
    "remove": Doing(_ruled, steps.take_down, _("Taken down. Whoever wrote it reads the rule and your reason.")),
    "back": Doing(
        _words("back", _("Why it can stand")), steps.put_back, _("Put back. Everybody in the room reads it again.")
    ),
    "pause": Doing(
        _words("pause", _("Why, in kind words"), _("They read this. They can still read the chat and get help.")),
        steps.pause,
        _("Paused. They can read and not write until an adult lets them write again."),
    ),
    "pass": Doing(lambda data, _concern: PassForm(data, prefix="pass"), steps.pass_on, _("Put down as passed on.")),
    "close": Doing(_words("close", _("What came of it")), steps.close, _("Closed. What was done stays on record.")),
}


@unindexed
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the concerns in one state."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    state = request.GET.get("state", Concern.State.CLOSED)
    if state not in Concern.State.values:
        raise Http404
    section = YouthPage.objects.first()
    if section is not None:
        log_look(request.user, "concerns", section)
    lines = concern_lines(request.user, state=state, at=at)
    context = {"lines": lines, "state": state, "states": Concern.State.choices}
    return show(request, "youth/looking_after/concerns.html", context)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a concern; do one thing about it."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    found = access_concern(pk, user=request.user)
    log_look(request.user, "concern", found)
    what = request.POST.get("do", "") if request.method == "POST" else ""
    if what == "take":
        return _take(request, found, at)
    if what == "look_up":
        return _look_up(request, found, at)
    if what not in DOINGS:
        return _show(request, found, at)
    form = DOINGS[what].form(request.POST, found)
    refusal = None
    if form.is_valid():
        try:
            DOINGS[what].do(concern=found, by=request.user, at=at, **_named(form.cleaned_data))
        except PublicRefusal as problem:
            refusal = in_youth(problem)
        else:
            messages.success(request, str(DOINGS[what].done))
            return redirect("youth:concern", pk)
    return _show(request, found, at, what=what, form=form, refusal=refusal)


def _named(data: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed under the names that the service gives it."""
    return {"to" if name == "passed_to" else name: value for name, value in data.items()}


def _take(request: HttpRequest, found: Concern, at: datetime) -> HttpResponse:
    try:
        steps.take_on(concern=found, by=request.user, at=at, is_over="over" in request.POST)
    except PublicRefusal as problem:
        return _show(request, access_concern(found.pk, user=request.user), at, refusal=in_youth(problem))
    messages.success(request, str(_("You are looking into this now.")))
    return redirect("youth:concern", found.pk)


def _look_up(request: HttpRequest, found: Concern, at: datetime) -> HttpResponse:
    """Show an address once, in the answer to the press: it is in no page that can be opened again."""
    form = LookUpForm(request.POST, prefix="look_up")
    refusal, address = None, ""
    if form.is_valid():
        try:
            address = steps.look_up(concern=found, by=request.user, at=at, **form.cleaned_data)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
    if address:
        return _show(request, found, at, address=address)
    return _show(request, found, at, what="look_up", form=form, refusal=refusal)


def _show(
    request: HttpRequest,
    found: Concern,
    at: datetime,
    *,
    what: str = "",
    form: forms.Form | None = None,
    refusal: Any = None,
    address: str = "",
) -> HttpResponse:
    made = {name: doing.form(None, found) for name, doing in DOINGS.items()}
    made["look_up"] = LookUpForm(None, prefix="look_up", initial={"whose": "about"})
    if form is not None:
        made[what] = form
    context = {
        "concern": found,
        "opened": opened(found),
        "around": around(found, at=at),
        "steps": steps_of(found),
        "place": place_url(found),
        "standing": standing_of(found.post) if found.post is not None else "",
        "is_mine": found.taken_by_id == request.user.pk,
        "is_lead": is_safeguarding_lead(request.user, today=timezone.localdate(at)),
        "forms": made,
        "what": what,
        "form": form,
        "address": address,
    }
    return show(request, "youth/looking_after/concern.html", context, refusal=refusal)
