"""For people without a phone: the keypad on which a helper enters votes, and the sheets of paper that are counted."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from live.errors import BadAnswer, LiveRefusal, SeenOld
from live.forms.paper import PaperForm
from live.forms.problems import problems_of
from live.helped import entered_by, name_of_entry, paper_list
from live.hub import hint_from_thread
from live.language import speaking
from live.models import Event, Round
from live.permissions import access_event
from live.services.helping import ON_PAPER, Entry, count_paper, enter_vote, take_back_vote
from live.showing import TILES, block_of
from live.stage import Stage, asked_of_item, read_stage
from live.views.desk import desk, number, show
from questions.forms import MOST_SENT, Block
from questions.kind import Raw
from questions.kinds import get_kind

_NAME = re.compile(r"[0-9a-f]{16}")


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def keypad(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a key for each answer to the poll that is open; each press is one vote of another person."""
    access_event(pk, user=request.user)
    at = timezone.now()
    stage = read_stage(pk, at=at)
    if request.method != "POST":
        return _keypad(request, stage)
    raw = _raw(request, stage)
    name = request.POST.get("entry", "")
    try:
        if not _NAME.fullmatch(name):
            raise BadAnswer(_("This page is too old. Nothing was stored: press again."))
        entry = Entry(number(request.POST.get("round")) or 0, name, raw)
        enter_vote(entry=entry, stage=stage, by=request.user, at=at)
    except LiveRefusal as refusal:
        return _keypad(request, stage, raw=raw, problem=str(refusal.public_message))
    hint_from_thread(pk)
    return redirect("live:keypad", pk)


def _raw(request: HttpRequest, stage: Stage) -> Raw:
    if stage.asked is None:
        return {}
    name = f"q{stage.asked.id}"
    return {
        part: request.POST.getlist(name + part)[:MOST_SENT] for part in get_kind(stage.asked.kind).parts(stage.asked)
    }


def _keypad(request: HttpRequest, stage: Stage, *, raw: Raw | None = None, problem: str = "") -> HttpResponse:
    mine = entered_by(request.user, stage)
    context: dict[str, Any] = {
        "stage": stage,
        "mine": mine,
        "entry": name_of_entry(),
        "block": None,
        "keys": (),
    }
    with speaking(stage.event):
        block = block_of(stage, raw=raw) if stage.state == "open" else None
        if block is not None and block.asked.kind in TILES:
            context["keys"] = _keys(block)
        context["question"] = block
    problems = [("", problem)] if problem else []
    return show(request, "keypad", stage.event, problems=problems, status=409 if problem else None, **context)


def _keys(block: Block) -> tuple[Any, ...]:
    return get_kind(block.asked.kind).controls(block.asked, block.name, {}, {})


@desk
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what this helper entered last; the form names it, so that a double press takes back one."""
    access_event(pk, user=request.user)
    at = timezone.now()
    try:
        take_back_vote(ballot_id=number(request.POST.get("ballot")) or 0, by=request.user, at=at)
    except LiveRefusal as refusal:
        return _keypad(request, read_stage(pk, at=at), problem=str(refusal.public_message))
    hint_from_thread(pk)
    messages.success(request, _("Taken back."))
    return redirect("live:keypad", pk)


@desk
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """List the polls with what was counted on paper for each."""
    event = access_event(pk, user=request.user)
    return show(request, "paper", event, rows=paper_list(event, at=timezone.now()))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def paper_round(request: HttpRequest, pk: int, round_id: int) -> HttpResponse:
    """Write down how many sheets bear each answer."""
    event = access_event(pk, user=request.user)
    round_ = _round(event, round_id)
    asked = asked_of_item(round_.item, language=event.language)
    if asked.kind not in ON_PAPER:
        raise Http404
    counted = {f"n{one.value}": one.number for one in round_.paper_counts.all()}
    form = PaperForm(request.POST or None, initial=counted | {"seen": round_.corrections}, asked=asked)
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            _count(request, round_, form)
        except SeenOld as refusal:
            form = form.over(round_)
            problems = [("", str(refusal.public_message))]
        except LiveRefusal as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            hint_from_thread(pk)
            messages.success(request, _("Counted."))
            return redirect("live:paper", pk)
    context: dict[str, Any] = {"asked": asked, "form": form, "problems": problems or problems_of(form)}
    return show(request, "paper_round", event, **context, **_paper_context(round_))


def _paper_context(round_: Round) -> dict[str, Any]:
    return {
        "round": round_,
        "is_open": round_.is_open(at=timezone.now()),
        "last": round_.paper_counts.select_related("entered_by").order_by("-entered_at", "-pk").first(),
    }


def _count(request: HttpRequest, round_: Round, form: PaperForm) -> None:
    count_paper(
        round_=round_,
        numbers=form.counted(),
        seen=form.cleaned_data["seen"],
        by=request.user,
        at=timezone.now(),
    )


def _round(event: Event, pk: int) -> Round:
    found = Round.objects.select_related("item__event", "item__question").filter(pk=pk, item__event=event).first()
    if found is None:
        raise Http404
    return found
