"""What is pressed on the page of a draft: notes, statements, the vote."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from juries.forms.room import NoteForm, StatementForm, VoteForm
from juries.models import DraftStatement, DraftVote, Juror, Stand
from juries.room_errors import RoomRefusal
from juries.services import room as services
from juries.services.room_votes import cast, close_vote, open_vote
from juries.views.room import own_draft, show_draft
from juries.views.room_door import in_room


@require_POST
@in_room
def note(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Add a note, or take one's own back."""
    draft = own_draft(juror, pk)
    gone = request.POST.get("gone", "")
    if gone.isdigit():
        services.remove_note(note_id=int(gone), juror=juror)
        return redirect("juries:room_draft", pk)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return show_draft(request, juror, draft, status=400, note_form=form)
    services.add_note(draft=draft, juror=juror, text=form.cleaned_data["text"], at=timezone.now())
    return redirect("juries:room_draft", pk)


@require_POST
@in_room
def statement(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Say that one sees it otherwise, in one's own words."""
    draft = own_draft(juror, pk)
    form = StatementForm(request.POST, prefix="statement")
    if form.is_valid():
        try:
            services.write_statement(draft=draft, juror=juror, text=form.cleaned_data["text"], at=timezone.now())
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            return redirect("juries:room_draft", pk)
    return show_draft(request, juror, draft, status=400, statement_form=form)


@require_POST
@in_room
def stand_by(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Put one's name under somebody's statement, or take it away."""
    found = get_object_or_404(DraftStatement, pk=pk, draft__jury=juror.jury)
    try:
        services.stand_by(statement=found, juror=juror, stands=request.POST.get("choice") == "yes")
    except RoomRefusal as refusal:
        messages.error(request, str(refusal.public_message))
    return redirect("juries:room_draft", found.draft_id)


@require_POST
@in_room
def vote(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Take the juror's vote."""
    found = get_object_or_404(DraftVote, pk=pk, draft__jury=juror.jury)
    choice = request.POST.get("choice", "")
    if choice not in Stand.values:
        messages.error(request, _("Choose for, against or abstain, then press ‘Vote’."))
        return redirect("juries:room_draft", found.draft_id)
    try:
        cast(vote=found, juror=juror, stand=Stand(choice), at=timezone.now())
    except RoomRefusal as refusal:
        messages.error(request, str(refusal.public_message))
    else:
        messages.success(request, _("Your vote is in. You can change it until the vote closes."))
    return redirect("juries:room_draft", found.draft_id)


@require_POST
@in_room
def vote_open(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Let the facilitator put a draft to the vote."""
    _ask_facilitator(juror)
    draft, at = own_draft(juror, pk), timezone.now()
    form = VoteForm(request.POST, prefix="vote")
    if form.is_valid():
        try:
            open_vote(draft=draft, at=at, opens_at=at, **form.cleaned_data)
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            return redirect("juries:room_draft", pk)
    return show_draft(request, juror, draft, status=400, vote_form=form)


@require_POST
@in_room
def vote_close(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Let the facilitator close a vote."""
    _ask_facilitator(juror)
    found = get_object_or_404(DraftVote, pk=pk, draft__jury=juror.jury)
    close_vote(vote=found, at=timezone.now())
    return redirect("juries:room_draft", found.draft_id)


def _ask_facilitator(juror: Juror) -> None:
    if not juror.is_facilitator:
        raise PermissionDenied
