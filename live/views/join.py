"""Coming in: the box for the code, the page a QR code leads to, one press to join."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.ratelimit import take
from live.errors import UnknownCard
from live.models import Event
from live.names import CODE_LENGTH, card_with, fresh_voter, tidy_code, voter_of_card, voter_of_user
from live.permissions import access_joined
from live.services.events import note_joined
from live.tokens import COOKIE, COOKIE_SECONDS, VoterToken, seal_token
from live.views.own_pages import from_own_pages, voter_of

#: Wrong card codes that one network may try in ten minutes: a hall has one, a guesser too. Right ones always get in.
CARD_TRIES = 300
CARD_WINDOW = 600


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Take the code of an event."""
    typed = request.GET.get("code", "")[:40]
    code = tidy_code(typed)
    problem = ""
    if typed:
        if Event.objects.filter(code=code).exists():
            return redirect("live:join", code=code)
        problem = _(
            "No event has the code ‘%(code)s’. Look at the screen again: there is no letter O and no figure 0."
        ) % {"code": typed}
    context = {"typed": typed, "problems": [("code", problem)] if problem else [], "problem": problem}
    return render(request, "live/front.html", context | {"length": CODE_LENGTH}, status=404 if problem else 200)


@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Make a phone a voter. The same phone stays the same voter."""
    if code != tidy_code(code):
        return redirect("live:join", code=tidy_code(code))
    event = access_joined(code)
    if request.method != "POST" or event.is_over:
        return render(request, "live/join.html", {"event": event})
    known = voter_of(request, code)
    if event.admission == Event.Admission.OPEN:
        return _enter(event, known.voter if known and known.is_good_for(event) else fresh_voter())
    if event.admission == Event.Admission.SIGNED_IN:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("live:join", args=[code]))
        return _enter(event, voter_of_user(event.secret_bytes, request.user.pk))
    return _enter_with_card(request, event)


def _enter_with_card(request: HttpRequest, event: Event) -> HttpResponse:
    typed = request.POST.get("card", "")[:40]
    number = card_with(event.secret_bytes, typed, cards=event.cards)
    if number is None:
        who = request.META.get("REMOTE_ADDR", "")
        allowed = take(name="live.card", who=who, limit=CARD_TRIES, seconds=CARD_WINDOW, at=timezone.now()).is_granted
        words = str(UnknownCard.message) if allowed else _("Too many codes were tried here. Wait ten minutes.")
        context = {"event": event, "typed": typed, "problem": words, "problems": [("card", words)]}
        return render(request, "live/join.html", context, status=400)
    return _enter(event, voter_of_card(event.secret_bytes, number), card=number)


def _enter(event: Event, voter: str, *, card: int = 0) -> HttpResponse:
    note_joined(event=event, at=timezone.now())
    response = redirect("live:room", code=event.code)
    response.set_cookie(
        COOKIE,
        seal_token(VoterToken(event.code, event.pk, voter, event.admission, card)),
        max_age=COOKIE_SECONDS,
        path=reverse("live:join", args=[event.code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
