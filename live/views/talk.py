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
from live.services.talking import put_question, support_question, take_back_support
from live.views.own_pages import from_own_pages, join_again, refused_by, voter_of


@never_cache
@from_own_pages
@require_POST
def talk(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question, support another's, or take the support back."""
    token = voter_of(request, code)
    if token is None:
        return redirect("live:join", code=code)
    event = access_joined(code)
    if not token.is_good_for(event):
        return join_again(request, event, typed=request.POST.get("text", ""))
    supported, taken_back = (_number(request.POST.get(name, "")) for name in ("support", "unsupport"))
    try:
        if supported is not None:
            support_question(event=event, question_id=supported, voter=token.voter)
        elif taken_back is not None:
            take_back_support(event=event, question_id=taken_back, voter=token.voter)
        elif event.current is None:
            raise NotNow
        else:
            text = request.POST.get("text", "")
            put_question(event=event, item=event.current, voter=token.voter, text=text, at=timezone.now())
    except LiveRefusal as refusal:
        return refused_by(request, refusal, typed=request.POST.get("text", ""), code=code)
    hint_from_thread(event.pk)
    return redirect("live:room", code=code)


def _number(sent: str) -> int | None:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else None
