"""Who is behind a name: one person asks, another confirms or declines, one of the two sees it once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forums.access import Reader, access_post, find_forum
from forums.errors import ForumRefusal
from forums.forms.settings import OpeningForm
from forums.models import NameOpening, Post
from forums.permissions import may_open_names
from forums.reads.keeping import openings_in
from forums.services.opening import STANDS, ask_opening, decide_opening, open_name
from forums.views.frame import crumbs_of, number_in, show


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was asked about names; confirm or decline what a colleague asked; see a name, once."""
    reader = find_forum(slug, user=request.user)
    if not may_open_names(request.user, reader.forum):
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            answer = _do(request, reader)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return answer
    at = timezone.now()
    rows = [(one, _step(one, request.user, at=at)) for one in openings_in(reader.forum, request.user)]
    context = {"reader": reader, "forum": reader.forum, "rows": rows, "crumbs": crumbs_of(reader)}
    return show(request, "forums/name_openings.html", context, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_name(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Ask who is behind the name above a post. Nothing is opened by this."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    member = post.member
    is_theirs = member is not None and member.forum_id == reader.forum.pk and not member.is_official
    if member is None or not is_theirs or not may_open_names(request.user, reader.forum):
        raise Http404
    form = OpeningForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            ask_opening(member=member, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            messages.success(request, _("Asked. A second person has a week to confirm it."))
            return redirect("forums:names", slug=slug)
    return show(request, "forums/name_ask.html", _ask_context(reader, post, form), refusal=refusal)


def _ask_context(reader: Reader, post: Post, form: OpeningForm) -> dict[str, Any]:
    crumbs = crumbs_of(reader, post.thread)
    return {"reader": reader, "forum": reader.forum, "post": post, "form": form, "crumbs": crumbs}


def _do(request: HttpRequest, reader: Reader) -> HttpResponse:
    found = NameOpening.objects.filter(member__forum=reader.forum, pk=number_in(request.POST.get("opening"))).first()
    if found is None:
        raise Http404
    action, at = request.POST.get("action", ""), timezone.now()
    if action == "open":
        person = open_name(opening=found, by=request.user, at=at)
        context = {"forum": reader.forum, "opening": found, "person": person, "crumbs": crumbs_of(reader)}
        return show(request, "forums/name_opened.html", context)
    if action not in {"confirm", "decline"}:
        raise Http404
    decide_opening(opening=found, is_confirmed=action == "confirm", by=request.user, at=at)
    messages.success(request, _("Confirmed.") if action == "confirm" else _("Declined."))
    return redirect("forums:names", slug=reader.forum.community.slug)


def _step(opening: NameOpening, user: Any, *, at: datetime) -> str:
    """Say how an opening stands for this person.

    `decide`, `wait`, `open`, `opened`, `declined`, or `over` where the week has passed.
    """
    if opening.opened_at is not None:
        return "opened"
    if opening.refused_at is not None:
        return "declined"
    is_mine = user.pk in {opening.asked_by_id, opening.confirmed_by_id}
    if opening.confirmed_at is not None:
        if at >= opening.confirmed_at + STANDS:
            return "over"
        return "open" if is_mine else "wait"
    if at >= opening.asked_at + STANDS:
        return "over"
    return "wait" if is_mine or opening.asked_by_id is None else "decide"
