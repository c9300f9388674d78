"""The door of the jury's room: a personal link, a button, a session of its own; and the way out.

Following the link changes nothing, so that a scanner of e-mails may follow it. It leads on to an address without the
secret, where a button is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.tokens import hash_token
from juries.models import Juror
from juries.models.jurors import room_is_open
from juries.room_session import (
    COOKIE,
    DOOR_COOKIE,
    DOOR_TIME,
    PATH,
    RoomSession,
    new_session,
    read_door,
    read_session,
    seal_door,
    seal_session,
)
from juries.services.jurors import enter_room, sign_out

View = Callable[..., HttpResponseBase]
#: What forms of the room carry beside somebody's own words.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "base", "choice"})


def private(view: View) -> View:
    """Keep no trace of a page of the room in caches, search engines or the addresses other sites are told."""

    @wraps(view)
    def kept_back(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = response.get("Referrer-Policy", "same-origin")
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return kept_back


def in_room(view: View) -> View:
    """Hand the view the juror who sits at this browser; show the door to everybody else, with what they typed."""

    @private
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at = timezone.now()
        session = read_session(request.COOKIES.get(COOKIE, ""), at=at)
        juror = _juror_of(session, at=at)
        if session is None or juror is None:
            return _outside(request)
        response = view(request, juror, *args, **kwargs)
        if COOKIE not in response.cookies:
            _keep(response, COOKIE, seal_session(session.seen(at)))
        return response

    return guarded


@require_safe
@private
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address bar, and lead to the button."""
    response = redirect("juries:room_door")
    _keep(response, DOOR_COOKIE, seal_door(token, at=timezone.now()), max_age=int(DOOR_TIME.total_seconds()))
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@private
def door(request: HttpRequest) -> HttpResponse:
    """Show the button 'Enter', and let in whoever presses it."""
    at = timezone.now()
    token = read_door(request.COOKIES.get(DOOR_COOKIE, ""), at=at)
    juror = _juror_with(token, at=at) if token else None
    if juror is None:
        return render(request, "juries/room_closed.html", {"was_link": bool(token)}, status=404)
    if request.method != "POST":
        return render(request, "juries/room_door.html", {"juror": juror, "jury": juror.jury})
    is_first = juror.joined_at is None
    enter_room(juror=juror, at=at)
    response = redirect("juries:room_me" if is_first else "juries:room")
    _keep(response, COOKIE, seal_session(new_session(juror, at=at)))
    response.delete_cookie(DOOR_COOKIE, path=PATH)
    return response


@require_POST
@in_room
def leave_room(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Go out, on every machine."""
    sign_out(juror=juror, at=timezone.now())
    response = render(request, "juries/room_left.html")
    response.delete_cookie(COOKIE, path=PATH)
    response.delete_cookie(DOOR_COOKIE, path=PATH)
    return response


def _juror_of(session: RoomSession | None, *, at: datetime) -> Juror | None:
    if session is None:
        return None
    juror = _seats().filter(pk=session.juror_id).first()
    return juror if juror and session.is_of(juror) and _is_open(juror, at) else None


def _juror_with(token: str, *, at: datetime) -> Juror | None:
    juror = _seats().filter(token_hash=hash_token(token)).first()
    return juror if juror and _is_open(juror, at) else None


def _seats() -> Any:
    return Juror.objects.sitting().select_related("jury__lead_organisation")


def _is_open(juror: Juror, at: datetime) -> bool:
    return room_is_open(juror.jury, today=timezone.localdate(at))


def _outside(request: HttpRequest) -> HttpResponse:
    """Say that one has to come in again. What was typed stands in the page, to be sent once one is back."""
    typed = [(name, value) for name, value in request.POST.items() if name not in NOT_TYPED and str(value).strip()]
    hidden = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    context = {"typed": typed, "hidden": hidden, "was_in": COOKIE in request.COOKIES}
    return render(request, "juries/room_closed.html", context, status=403)


def _keep(response: HttpResponseBase, name: str, value: str, *, max_age: int | None = None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
