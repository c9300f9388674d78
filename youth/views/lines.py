"""Comments on lines, and the versions of a piece beside each other."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from forums.views.frame import number_in
from people.access_log import log_look
from youth.access import access_piece
from youth.desk_reads import compared, one_card, versions_of
from youth.errors import YouthRefusal
from youth.models import LineComment
from youth.services.editing import comment_on_line, settle_comment
from youth.views.frame import show, unindexed
from youth.views.team import access_team_piece, team_page


@unindexed
@login_required
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about one paragraph."""
    desk = access_team_piece(request, pk)
    paragraph, words = number_in(request.POST.get("paragraph")), request.POST.get("words", "")
    seen = number_in(request.POST.get("seen"))
    try:
        comment_on_line(
            piece=desk.piece, user=request.user, paragraph=paragraph, words=words, seen=seen, at=timezone.now()
        )
    except YouthRefusal as problem:
        desk.piece.refresh_from_db()
        return team_page(request, desk, said=(paragraph, words), refusal=problem)
    return redirect(reverse("youth:team_piece", args=[pk]) + f"#line-{paragraph}")


@unindexed
@login_required
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a comment is dealt with, and go back to where one came from."""
    found = get_object_or_404(LineComment.objects.select_related("piece"), pk=number)
    desk = access_piece(found.piece_id, user=request.user, today=timezone.localdate())
    if desk.may_write:  # the page of a piece says why a paused writer may not
        settle_comment(comment=found, user=request.user, at=timezone.now())
    return redirect("youth:piece" if desk.is_own else "youth:team_piece", desk.piece.pk)


@unindexed
@login_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions of a piece, and show what changed between two of them."""
    desk = access_team_piece(request, pk)
    if desk.is_checked and not desk.is_own:
        log_look(request.user, "versions of a piece of a young writer", desk.piece)
    kept = versions_of(desk.piece)
    before, after = number_in(request.GET.get("before")), number_in(request.GET.get("after"))
    if not before and len(kept) > 1:
        before, after = kept[1].number, kept[0].number
    context = {
        "piece": desk.piece,
        "card": one_card(desk.piece),
        "versions": kept,
        "before": before,
        "after": after,
        "changes": compared(desk.piece, before, after) if before and after else None,
        "is_asked": "before" in request.GET,
    }
    return show(request, "youth/team/versions.html", context)
