"""Forms of people who take part: they carry no CSRF token, because the page they start from is kept whole for all.

What protects them: the voter's cookie is SameSite, and a browser says which site sent a form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from live.errors import JoinAgain, LiveRefusal
from live.fast import comes_from_here
from live.models import Event
from live.tokens import COOKIE, VoterToken, read_token

View = Callable[..., HttpResponse]


def from_own_pages(view: View) -> View:
    """Refuse a form that another site sent."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not comes_from_here(_headers(request)):
            title = _("This form was sent from another site")
            return refused(request, title=title, text=_("Open the page again and send it from there."), status=403)
        return view(request, *args, **kwargs)

    return guarded


def _headers(request: HttpRequest) -> dict[bytes, bytes]:
    return {name.lower().encode(): value.encode("latin-1", "replace") for name, value in request.headers.items()}


def voter_of(request: HttpRequest, code: str) -> VoterToken | None:
    return read_token(request.COOKIES.get(COOKIE, ""), code=code)


def is_admitted(request: HttpRequest, event: Event) -> bool:
    """Whether this phone has joined, in a way that still counts."""
    token = voter_of(request, event.code)
    return token is not None and token.is_good_for(event)


def join_again(request: HttpRequest, event: Event, *, typed: str = "") -> HttpResponse:
    """Say to a phone that joined under another rule that it must join anew, and show what was written on it."""
    title, text = _("Join again"), str(JoinAgain.message)
    if typed:
        text = _(
            "Who may take part in this event has changed since this phone joined. What you wrote was not stored: copy "
            "it here, join again, and send it then."
        )
    return refused(request, title=title, text=text, status=403, typed=typed, join_code=event.code)


def refused(request: HttpRequest, *, title: str, text: str, status: int, **context: Any) -> HttpResponse:
    """Say plainly what cannot be done and what to do instead."""
    return render(request, "live/refused.html", {"heading": title, "text": text, **context}, status=status)


def refused_by(request: HttpRequest, refusal: LiveRefusal, **context: Any) -> HttpResponse:
    return refused(request, title=_("Not done"), text=str(refusal.public_message), status=409, **context)
