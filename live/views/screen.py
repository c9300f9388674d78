"""The projector: at an address that nobody guesses, without sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from live.language import speaking
from live.models import Event
from live.showing import screen_context
from live.stage import read_stage


@never_cache
@require_safe
def screen(request: HttpRequest, key: str) -> HttpResponse:
    event = get_object_or_404(Event, screen_key=key)
    stage = read_stage(event.pk, at=timezone.now())
    with speaking(event):
        response = render(request, "live/screen.html", screen_context(stage))
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
