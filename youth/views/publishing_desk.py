"""What waits for a checked adult: everything about a piece on one page, then out, later, or back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forums.views.frame import number_in
from people.access_log import log_look
from youth.access import Desk, access_checked, access_piece
from youth.desk_reads import card_of, one_card, version_of, with_cards
from youth.errors import NotPublished, YouthRefusal
from youth.forms.team import AskForm, LaterForm
from youth.lawful import allowed_bylines, missing_for_publication
from youth.models import Piece, YouthPage
from youth.services.proposing import publish_later, publish_now
from youth.services.stages import move
from youth.stages_table import Actor, Stage
from youth.views.frame import show, unindexed
from youth.views.writing import article_as_shown
from youth.who import who_is
from youth.words import personal_in


@unindexed
@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what is ready, what has waited longest first."""
    access_checked(request.user, today=timezone.localdate())
    found = with_cards(Piece.objects.filter(stage=Stage.READY)).order_by("staged_at", "pk")
    section = YouthPage.objects.first()
    if section is not None:
        log_look(request.user, "pieces that wait to be published", section)
    return show(request, "youth/team/publish.html", {"cards": [card_of(piece) for piece in found]})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece that is ready: read it, publish it, put it on the clock, or ask for changes."""
    access_checked(request.user, today=timezone.localdate())
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    later = LaterForm(request.POST if request.POST.get("action") == "later" else None)
    ask = AskForm(request.POST if request.POST.get("action") == "ask" else None)
    refusal = None
    if request.method == "POST":
        if later.is_bound and not later.is_valid():
            return _page(request, desk, later, ask, status=400)
        try:
            _decide(request, desk.piece, later)
        except YouthRefusal as problem:
            desk.piece.refresh_from_db()
            refusal = problem
        else:
            return redirect("youth:publish")
    elif desk.piece.stage != Stage.READY:
        return redirect("youth:team_piece", pk)
    return _page(request, desk, later, ask, refusal=refusal)


def _decide(request: HttpRequest, piece: Piece, later: LaterForm) -> None:
    at, seen = timezone.now(), number_in(request.POST.get("seen"))
    action = request.POST.get("action", "")
    if action == "publish":
        publish_now(piece=piece, user=request.user, seen=seen, at=at)
    elif action == "later":
        publish_later(piece=piece, user=request.user, seen=seen, goes_out_at=later.cleaned_data["goes_out_at"], at=at)
    elif action == "ask":
        words = request.POST.get("words", "")
        move(piece=piece, to=Stage.DRAFTING, user=request.user, words=words, since=Stage.READY, at=at)
    else:
        raise Http404


def _page(
    request: HttpRequest,
    desk: Desk,
    later: LaterForm,
    ask: AskForm,
    *,
    refusal: YouthRefusal | None = None,
    status: int = 200,
) -> HttpResponse:
    log_look(request.user, "draft of a young writer, before it is published", desk.piece)
    article = version_of(desk.piece)
    who = who_is(request.user, today=timezone.localdate())
    context: dict[str, Any] = article_as_shown(desk.piece, article) | {
        "piece": desk.piece,
        "card": one_card(desk.piece),
        "seen": desk.piece.page.latest_revision_id,
        "missing": missing_for_publication(article, desk.piece),
        "missing_lines": refusal.lines() if isinstance(refusal, NotPublished) else [],
        "bylines": sorted(allowed_bylines(desk.piece.writer)) if desk.piece.writer else [],
        "personal": personal_in(article.title, article.teaser, article.body, article.picture_alt),
        "history": desk.piece.changes.all(),
        "is_ready": desk.piece.stage == Stage.READY and Actor.CHECKED in who.actors_at(desk.piece),
        "later": later,
        "ask": ask,
        "form": ask if ask.is_bound else later,
    }
    return show(request, "youth/team/publish_one.html", context, refusal=refusal, status=status)
