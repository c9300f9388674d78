"""The facilitator's remote: one page of buttons, and the commands they send."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from live.errors import LiveRefusal
from live.hub import hint_from_thread
from live.language import speaking
from live.models import Event
from live.permissions import access_event
from live.services.commands import give_command
from live.showing import remote_context
from live.stage import read_stage


@never_cache
@login_required
@require_safe
def remote(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, access_event(pk, user=request.user))


@never_cache
@login_required
@require_POST
def command(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a command; the revision in the form says on which stage it was given."""
    event = access_event(pk, user=request.user)
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    try:
        give_command(
            event=event,
            name=request.POST.get("command", ""),
            revision=_number(request.POST.get("revision")) or 0,
            item_id=_number(request.POST.get("item")),
            number=_number(request.POST.get("number")),
            by=request.user,
            at=timezone.now(),
        )
    except LiveRefusal as refusal:
        if wants_json:
            return JsonResponse({"why": refusal.slug, "words": str(refusal.public_message)}, status=409)
        return _page(request, event, problem=str(refusal.public_message), status=409)
    hint_from_thread(event.pk)
    return JsonResponse({"why": ""}) if wants_json else redirect("live:remote", pk=pk)


def _page(request: HttpRequest, event: Event, *, problem: str = "", status: int = 200) -> HttpResponse:
    stage = read_stage(event.pk, at=timezone.now())
    with speaking(event):
        context = remote_context(stage) | {"problem": problem, "is_page": True}
        return render(request, "live/remote.html", context, status=status)


def _number(sent: str | None) -> int | None:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 19 else None
