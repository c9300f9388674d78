"""The team's screens for what's on: young editors suggest, checked adults let out, change and cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.moments import say_span
from youth.access import access_team
from youth.errors import YouthRefusal
from youth.forms.whats_on import WhatsOnForm
from youth.models import WhatsOn
from youth.permissions import is_checked_adult
from youth.services.whats_on import (
    cancel_whats_on,
    change_whats_on,
    drop_whats_on,
    let_whats_on_out,
    suggest_whats_on,
    words_key,
)
from youth.views.frame import show, unindexed
from youth.whats_on import ages_of, cost_of, desk_of_whats_on, where_of

Do = Callable[..., object]


@unindexed
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits to be let out, and what is public."""
    at = timezone.now()
    access_team(request.user, today=timezone.localdate(at))
    is_checked = is_checked_adult(request.user, today=timezone.localdate(at))
    return show(request, "youth/whats_on/desk.html", desk_of_whats_on(at=at) | {"is_checked": is_checked})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """Write down something to go to."""
    at = timezone.now()
    access_team(request.user, today=timezone.localdate(at))
    form = WhatsOnForm(request.POST or None)
    return _kept(
        request,
        form,
        None,
        lambda: suggest_whats_on(values=form.cleaned_data, by=request.user, at=at),
        _("Saved. A checked adult reads it before it is public."),
    )


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them as the team sees it, with what may be done to it.

    Raises:
        Http404: There is none, or they are not of the team.
    """
    at = timezone.now()
    found = _found(request, pk, at=at)
    if request.method == "GET":
        return _page(request, found, at=at)
    does: dict[str, tuple[Do, str]] = {
        "out": (partial(let_whats_on_out, seen=request.POST.get("seen", "")), _("It is public now.")),
        "cancel": (cancel_whats_on, _("It is marked as cancelled, wherever people find it.")),
        "drop": (drop_whats_on, _("It is gone.")),
    }
    name = next((name for name in does if name in request.POST), "")
    if not name:
        return _page(request, found, at=at)
    do, words = does[name]
    try:
        do(pk=pk, by=request.user, at=at)
    except YouthRefusal as refusal:
        return _page(request, WhatsOn.objects.filter(pk=pk).first() or found, at=at, refusal=refusal)
    messages.success(request, words)
    return redirect("youth:whats_on_desk")


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of them.

    Raises:
        Http404: There is none, or they are not of the team.
    """
    at = timezone.now()
    found = _found(request, pk, at=at)
    form = WhatsOnForm(request.POST or None, instance=found)
    return _kept(
        request,
        form,
        found,
        lambda: change_whats_on(pk=pk, values=form.cleaned_data, by=request.user, at=at),
        _("Saved."),
    )


def _found(request: HttpRequest, pk: int, *, at: datetime) -> WhatsOn:
    access_team(request.user, today=timezone.localdate(at))
    return get_object_or_404(WhatsOn.objects.select_related("area", "suggested_by"), pk=pk)


def _kept(
    request: HttpRequest, form: WhatsOnForm, found: WhatsOn | None, save: Callable[[], WhatsOn], words: str
) -> HttpResponse:
    """Show the form, or store what is in it and say so; what was typed stays where it cannot be stored."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            stored = save()
        except YouthRefusal as problem:
            refusal = problem
        else:
            messages.success(request, words)
            return redirect("youth:whats_on_desk_one", stored.pk)
    # What the form wrote into the row is not what stands there.
    title = WhatsOn.objects.values_list("title", flat=True).get(pk=found.pk) if found is not None else ""
    pk = found.pk if found is not None else None
    return show(request, "youth/whats_on/form.html", {"form": form, "pk": pk, "title": title}, refusal=refusal)


def _page(request: HttpRequest, found: WhatsOn, *, at: datetime, refusal: YouthRefusal | None = None) -> HttpResponse:
    rows: list[dict[str, Any]] = [
        {"term": _("When"), "text": say_span(found.starts_at, found.ends_at, at=at)},
        {"term": _("Where"), "text": where_of(found)},
        {"term": _("Cost"), "text": cost_of(found)},
        {"term": _("Who for"), "text": ages_of(found)},
        {"term": _("Access"), "text": found.access},
        {"term": _("Who runs it"), "text": found.run_by},
        *([{"term": _("Where to book"), "text": found.link}] if found.link else []),
    ]
    context = {
        "one": found,
        "seen": words_key(found),
        "rows": rows,
        "is_checked": is_checked_adult(request.user, today=timezone.localdate(at)),
        "is_over": found.ends_at <= at,
    }
    return show(request, "youth/whats_on/desk_one.html", context, refusal=refusal)
