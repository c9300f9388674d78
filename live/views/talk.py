"""Questions from the audience, as phones put and support them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from live.errors import LiveRefusal, NotNow
from live.hub import hint_from_thread
from live.permissions import access_joined
from live.services.talking import put_question, support_question
from live.views.own_pages import from_own_pages, join_again, refused_by, voter_of


@never_cache
@from_own_pages
@require_POST
def talk(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question, or support another's."""
    token = voter_of(request, code)
    if token is None:
        return redirect("live:join", code=code)
    event = access_joined(code)
    if not token.is_good_for(event):
        return join_again(request, event, typed=request.POST.get("text", ""))
    supported = request.POST.get("support", "")
    try:
        if supported.isascii() and supported.isdigit() and len(supported) < 19:
            support_question(event=event, question_id=int(supported), voter=token.voter)
        elif event.current is None:
            raise NotNow
        else:
            text = request.POST.get("text", "")
            put_question(event=event, item=event.current, voter=token.voter, text=text, at=timezone.now())
    except LiveRefusal as refusal:
        return refused_by(request, refusal, typed=request.POST.get("text", ""), code=code)
    hint_from_thread(event.pk)
    return redirect("live:room", code=code)
