"""Talk on a piece: read and written by its writer, the team and checked adults together."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.access_log import log_look
from youth.access import Desk, access_checked, access_piece
from youth.desk_errors import Paused
from youth.desk_reads import messages_of, one_card
from youth.errors import YouthRefusal
from youth.forms.writing import WordsForm
from youth.models import PieceMessage
from youth.services.talking import remove_message, say
from youth.views.frame import show, unindexed
from youth.who import is_looked_after, young_editors


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what is said about a piece, and say something."""
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    form = WordsForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        try:
            if not desk.may_write:
                raise Paused
            form.is_valid()
            say(piece=desk.piece, user=request.user, words=request.POST.get("words", ""), at=timezone.now())
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect("youth:talk", pk)
    return _page(request, desk, form, refusal)


@unindexed
@login_required
@require_POST
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a message out: checked adults alone."""
    access_checked(request.user, today=timezone.localdate())
    message = get_object_or_404(PieceMessage, pk=number, piece=pk)
    remove_message(message=message, user=request.user, at=timezone.now())
    return redirect("youth:talk", pk)


def _page(request: HttpRequest, desk: Desk, form: WordsForm, refusal: YouthRefusal | None) -> HttpResponse:
    if desk.is_checked and not desk.is_own:
        log_look(request.user, "talk on a piece of a young writer", desk.piece)
    context = {
        "desk": desk,
        "piece": desk.piece,
        "card": one_card(desk.piece),
        "form": form,
        "said": messages_of(desk.piece),
        "editors": young_editors(),
        "may_write": desk.may_write and is_looked_after(today=timezone.localdate()),
        "is_looked_after": is_looked_after(today=timezone.localdate()),
    }
    return show(request, "youth/write/talk.html", context, refusal=refusal)
