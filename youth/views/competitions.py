"""Competitions for everybody, and entering one."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums import picture_files
from forums.pictures import CONTENT_TYPE
from youth.competition_reads import (
    access_competition,
    access_entry_picture,
    card_of,
    own_entry,
    shown_competitions,
    winners_of,
)
from youth.errors import YouthRefusal
from youth.forms.competing import EntryForm
from youth.models import Entry
from youth.permissions import is_checked_adult, joined_writer, writer_of
from youth.services.competing import FOLDER, send_in, take_back
from youth.views.frame import show, unindexed

POLICY: Final = "default-src 'none'; sandbox"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What can be entered, and who won."""
    return show(request, "youth/competitions/list.html", shown_competitions(at=timezone.now()))


@require_safe
def competition(request: HttpRequest, slug: str) -> HttpResponse:
    """One competition: rules, dates, and in the end the winners."""
    at, found = timezone.now(), access_competition(slug)
    writer = joined_writer(request.user)
    winners = winners_of(found)
    entry = own_entry(found, writer)
    context = {
        "competition": found,
        "card": card_of(found, at=at),
        "is_open": found.is_open(at=at),
        "winners": winners,
        "entry": entry,
        "has_won": entry is not None and any(one.entry_id == entry.pk for one in winners),
    }
    response = show(request, "youth/competitions/competition.html", context)
    if writer is not None:
        response["Cache-Control"] = "private, no-store"
    return response


@unindexed
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Send something in, change it, take it back."""
    at, found = timezone.now(), access_competition(slug)
    writer = joined_writer(request.user)
    if writer is None:
        told = {"competition": found, "writer": writer_of(request.user)}
        return show(request, "youth/competitions/join_first.html", told, status=403)
    entry = own_entry(found, writer)
    if request.method == "POST" and "back" in request.POST:
        return _take_back(request, found, writer, entry)
    form = EntryForm(request.POST or None, request.FILES or None, competition=found, initial=_initial(entry))
    context = {"form": form, "competition": found, "entry": entry, "is_open": found.is_open(at=at)}
    if not form.is_valid():
        return show(request, "youth/competitions/enter.html", context)
    try:
        send_in(competition=found, writer=writer, work=form.work(), at=at)
    except YouthRefusal as refusal:
        return show(request, "youth/competitions/enter.html", context, refusal=refusal)
    messages.success(request, _("It is in. You can change it or take it back until the competition closes."))
    return redirect(found.get_absolute_url())


@unindexed
@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Give out the picture of an entry to whoever may see it."""
    at = timezone.now()
    is_checked = is_checked_adult(request.user, today=timezone.localdate(at))
    writer = joined_writer(request.user)
    entry = access_entry_picture(token, user=request.user, writer=writer, is_checked=is_checked, at=at)
    data = picture_files.read(entry.picture, folder=FOLDER)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="picture.webp"'
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _take_back(request: HttpRequest, found: Any, writer: Any, entry: Entry | None) -> HttpResponse:
    try:
        take_back(competition=found, writer=writer, at=timezone.now())
    except YouthRefusal as refusal:
        context = {"form": EntryForm(competition=found, initial=_initial(entry)), "competition": found, "entry": entry}
        return show(request, "youth/competitions/enter.html", context, refusal=refusal)
    messages.success(request, _("Your entry is gone."))
    return redirect(found.get_absolute_url())


def _initial(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {name: getattr(entry, name) for name in ("title", "text", "picture_alt", "may_be_shown")}
