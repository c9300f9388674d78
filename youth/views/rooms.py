"""Checked adults arrange the rooms of the chat and their hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.refusal import PublicRefusal
from youth.access import access_checked
from youth.chat_errors import in_youth
from youth.chat_reads import line_of
from youth.forms.rooms import RoomForm
from youth.models import ChatRoom
from youth.services.rooms import change_room, make_room
from youth.views.frame import show, unindexed


@unindexed
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the rooms with how they stand."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    rooms = ChatRoom.objects.filter(kind=ChatRoom.Kind.CHAT).prefetch_related("hours")
    return show(request, "youth/manage/rooms.html", {"rooms": [line_of(room, at=at) for room in rooms]})


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Make a room, or change one."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    kind = ChatRoom.Kind.CHAT
    found = get_object_or_404(ChatRoom.objects.prefetch_related("hours"), pk=pk, kind=kind) if pk else None
    form = RoomForm(request.POST or None, room=found)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            _keep(found, form, request.user, at)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
        else:
            messages.success(request, _("Saved. Young people see it at once."))
            return redirect("youth:chat_rooms")
    return show(request, "youth/manage/rooms_edit.html", {"form": form, "room": found}, refusal=refusal)


def _keep(room: ChatRoom | None, form: RoomForm, by: Any, at: datetime) -> None:
    if room is None:
        make_room(words=form.words(), hours=form.hours(), by=by, at=at)
    else:
        change_room(room=room, words=form.words(), hours=form.hours(), by=by, at=at)
