"""The editorial team: its board, and the page of one piece."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.access_log import log_look
from youth.access import Desk, access_piece, access_team
from youth.board import columns, set_aside
from youth.desk_reads import lines_of, one_card, version_of
from youth.errors import YouthRefusal
from youth.forms.team import AskForm, PutInForm
from youth.lawful import missing_for_publication
from youth.models import Issue, YouthPage
from youth.services.editing import let_go, take_on
from youth.services.stages import move
from youth.stages_table import Actor, Stage
from youth.views.frame import show, unindexed
from youth.who import is_looked_after, who_is
from youth.words import personal_in


@unindexed
@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every piece in the column of its stage."""
    return _board(request)


@unindexed
@login_required
@require_safe
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece: its text with numbered paragraphs, what was said about them, what can be done."""
    return team_page(request, access_team_piece(request, pk))


@unindexed
@login_required
@require_POST
def move_piece(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a piece on or back, from its page or from the board."""
    desk = access_team_piece(request, pk)
    ask = AskForm(request.POST)
    try:
        move(
            piece=desk.piece,
            to=request.POST.get("to", ""),
            user=request.user,
            words=request.POST.get("words", ""),
            since=request.POST.get("since", ""),
            at=timezone.now(),
        )
    except YouthRefusal as problem:
        desk.piece.refresh_from_db()
        return team_page(request, desk, ask=ask, refusal=problem)
    return redirect("youth:team") if "board" in request.POST else redirect("youth:team_piece", pk)


@unindexed
@login_required
@require_POST
def look_after(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece on as its editor, or let it go."""
    desk = access_team_piece(request, pk)
    do = let_go if "let_go" in request.POST else take_on
    try:
        do(piece=desk.piece, user=request.user, at=timezone.now())
    except YouthRefusal as problem:
        return team_page(request, desk, refusal=problem)
    return redirect("youth:team_piece", pk)


def access_team_piece(request: HttpRequest, pk: int) -> Desk:
    """Return a piece as the team sees it.

    Raises:
        Http404: They are not of the team, even where they wrote it.
    """
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    if not (desk.is_editor or desk.is_checked):
        raise Http404
    return desk


def team_page(
    request: HttpRequest,
    desk: Desk,
    *,
    ask: AskForm | None = None,
    said: tuple[int, str] = (0, ""),
    refusal: YouthRefusal | None = None,
) -> HttpResponse:
    """Show the page of one piece, with whatever was typed on it.

    Args:
        ask: The form that asks for changes, filled in.
        said: A comment that was refused: on which paragraph, and its words.
    """
    if desk.is_checked and not desk.is_own:
        log_look(request.user, "draft of a young writer", desk.piece)
    who = who_is(request.user, today=timezone.localdate())
    actors = who.actors_at(desk.piece)
    article = version_of(desk.piece)
    moves = who.moves_at(desk.piece, is_live=desk.piece.page.live)
    context: dict[str, Any] = {
        "desk": desk,
        "piece": desk.piece,
        "card": one_card(desk.piece, moves=moves),
        "article": article,
        "lines": lines_of(desk.piece, article.body),
        "seen": desk.piece.page.latest_revision_id,
        "ask": ask or AskForm(),
        "asks": next((one for one in moves if one.needs_words), None),
        "plain_moves": [one for one in moves if not one.needs_words],
        "put_in": PutInForm(initial={"issue": desk.piece.issue_id}),
        "personal": personal_in(article.title, article.teaser, article.body, article.picture_alt),
        "missing": missing_for_publication(article, desk.piece),
        "history": desk.piece.changes.all(),
        "may_take_on": Actor.EDITOR in actors and desk.piece.editor_id != getattr(who.writer, "pk", None),
        "may_let_go": desk.piece.editor is not None and (who.writer == desk.piece.editor or Actor.CHECKED in actors),
        "may_comment": bool(actors & {Actor.EDITOR, Actor.CHECKED}) and is_looked_after(today=timezone.localdate()),
        "may_publish": Actor.CHECKED in actors and desk.piece.stage == Stage.READY,
        "said_at": said[0],
        "said_words": said[1],
    }
    return show(request, "youth/team/piece.html", context, refusal=refusal)


def _board(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    access_team(request.user, today=today)
    who = who_is(request.user, today=today)
    plans = list(Issue.objects.all())
    wanted = request.GET.get("issue", "")
    issue = next((one for one in plans if str(one.pk) == wanted), None)
    is_loose = wanted == "none"
    context = {
        "who": who,
        "columns": columns(who, issue=issue, is_loose=is_loose),
        "aside": set_aside(who, issue=issue, is_loose=is_loose),
        "issues": plans,
        "issue": issue,
        "is_loose": is_loose,
    }
    if who.is_checked:
        section = YouthPage.objects.first()
        if section is not None:
            log_look(request.user, "board of the editorial team", section)
    return show(request, "youth/team/board.html", context)
