"""The writers' own desk: their pieces, an idea, the draft, how it will look, handing it in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums.markup import render
from forums.pictures import CONTENT_TYPE
from youth.access import Desk, access_piece, access_writer
from youth.desk_errors import DraftMoved, Paused
from youth.desk_reads import lines_of, one_card, open_notes, own_cards, version_of
from youth.errors import NotJoined, YouthRefusal
from youth.forms.writing import DraftForm, IdeaForm, initial_of
from youth.lawful import missing_for_publication
from youth.models import ArticlePage, Piece, Writer
from youth.reading_time import minutes_to_read
from youth.services.drafting import save_draft, start_piece
from youth.services.stages import move
from youth.stages_table import WRITABLE, Stage
from youth.unsent import keep_unsent, mark_of, take_unsent
from youth.views.frame import show, unindexed
from youth.who import who_is, young_editors
from youth.words import personal_in


@unindexed
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List a writer's pieces: where each stands, what is asked for, what is next."""
    writer = access_writer(request.user)
    return show(request, "youth/write/own.html", {"writer": writer, "cards": own_cards(writer)})


@unindexed
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put an idea on the board, or begin to write at once."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    writer = access_writer(request.user)
    kept = take_unsent(request) if request.method == "GET" else None
    form = IdeaForm(request.POST or None, initial=kept.dict() if kept else None)
    refusal: YouthRefusal | None = _not_now(writer) if request.method == "POST" and not writer.is_in else None
    if refusal is None and request.method == "POST" and form.is_valid():
        try:
            begins = request.POST.get("action") == "write"
            piece = start_piece(user=request.user, begins=begins, at=timezone.now(), **form.cleaned_data)
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect("youth:piece", piece.pk) if begins else redirect("youth:write")
    context = {"writer": writer, "form": form, "whose": mark_of(request.user)}
    return show(request, "youth/write/new.html", context, refusal=refusal)


@unindexed
@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer's editor. Whoever is signed out meanwhile gets back what they typed once they are in again."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    if not desk.is_own:
        return redirect("youth:team_piece", pk)
    if request.method == "POST":
        return _take(request, desk)
    if desk.piece.stage not in WRITABLE or not desk.may_write:
        return _read_only(request, desk)
    article = version_of(desk.piece)
    kept = take_unsent(request)
    form = _form(desk, article, data=kept)
    return _editor(request, desk, form, article, is_kept=kept is not None)


@unindexed
@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the newest version as it will look."""
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    article = version_of(desk.piece)
    return show(request, "youth/write/preview.html", article_as_shown(desk.piece, article) | {"desk": desk})


@unindexed
@login_required
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the picture of the newest version to those who work on the piece, and to nobody else."""
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    found = version_of(desk.piece).picture
    if found is None:
        raise Http404
    with found.file.open("rb") as kept:
        response = HttpResponse(kept.read(), content_type=CONTENT_TYPE)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a piece once more, then hand it in to an editor."""
    desk = _own(request, pk)
    refusal = None
    if request.method == "POST":
        try:
            move(piece=desk.piece, to=Stage.WITH_EDITOR, user=request.user, at=timezone.now())
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect("youth:piece", pk)
    article = version_of(desk.piece)
    context = {
        "piece": desk.piece,
        "article": article,
        "may_hand_in": desk.may_write and desk.piece.stage == Stage.DRAFTING,
        "personal": personal_in(article.title, article.teaser, article.body, article.picture_alt),
        "missing": missing_for_publication(article, desk.piece),
        "editors": young_editors(),
    }
    return show(request, "youth/write/hand_in.html", context, refusal=refusal)


@unindexed
@login_required
@require_POST
def move_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece back, set it aside, pick it up again, work on what is published."""
    desk = _own(request, pk)
    to = request.POST.get("to", "")
    try:
        move(piece=desk.piece, to=to, user=request.user, at=timezone.now(), since=request.POST.get("since", ""))
    except YouthRefusal as problem:
        return _read_only(request, desk, refusal=problem)
    return redirect("youth:write") if to == Stage.SET_ASIDE else redirect("youth:piece", pk)


def article_as_shown(piece: Piece, article: ArticlePage) -> dict[str, Any]:
    """Return what templates/youth/_article.html reads of a version that is not public: no public picture is made."""
    shown = {"url": reverse("youth:piece_picture", args=[piece.pk])}
    if article.picture is not None:
        shown |= {"width": article.picture.width, "height": article.picture.height}
    return {
        "page": article,
        "kind_text": article.get_kind_display(),
        "minutes": minutes_to_read(article.body),
        "words": render(article.body),
        "renditions": {"small": shown, "large": shown} if article.picture is not None else None,
        "topics": list(article.topics.all()),
        "series": article.series,
        "published_at": None,
        "is_preview": True,
    }


def _own(request: HttpRequest, pk: int) -> Desk:
    desk = access_piece(pk, user=request.user, today=timezone.localdate())
    if not desk.is_own:
        raise Http404
    return desk


def _take(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what was typed, then go where the button said."""
    article = version_of(desk.piece)
    form = _form(desk, article, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _editor(request, desk, form, article, status=400)
    try:
        if not desk.may_write:
            raise Paused
        save_draft(
            piece=desk.piece,
            user=request.user,
            draft=form.draft(),
            seen=form.cleaned_data["seen"],
            at=timezone.now(),
            sent=form.cleaned_data["picture"],
            drops_picture=form.cleaned_data.get("drops_picture", False),
        )
    except DraftMoved as problem:
        return _both_texts(request, desk, problem)
    except YouthRefusal as problem:
        return _editor(request, desk, form, article, refusal=problem)
    ways = {"preview": "youth:piece_preview", "hand_in": "youth:piece_hand_in"}
    to = ways.get(request.POST.get("action", ""))
    return redirect(to, desk.piece.pk) if to else redirect(reverse("youth:piece", args=[desk.piece.pk]) + "?kept")


def _both_texts(request: HttpRequest, desk: Desk, problem: DraftMoved) -> HttpResponse:
    """Show what was typed in the form and what is kept beside it; saving again keeps what was typed."""
    theirs = problem.revision.as_object()
    typed = request.POST.copy()
    typed["seen"] = str(problem.revision.pk)
    context = {
        "theirs": theirs,
        "theirs_at": problem.revision.created_at,
        "theirs_by": _("a checked adult")
        if problem.revision.user_id
        else _("you, in another tab or on another device"),
    }
    desk.piece.refresh_from_db()
    return _editor(request, desk, _form(desk, theirs, data=typed), theirs, refusal=problem, **context)


def _form(desk: Desk, article: ArticlePage, *, data: Any = None, files: Any = None) -> DraftForm:
    assert desk.writer is not None  # noqa: S101  `is_own` was asked
    initial = initial_of(article, uses_first_name=desk.piece.uses_first_name)
    initial["seen"] = desk.piece.page.latest_revision_id
    return DraftForm(data, files, initial=initial, writer=desk.writer, has_picture=article.picture_id is not None)


def _editor(
    request: HttpRequest,
    desk: Desk,
    form: DraftForm,
    article: ArticlePage,
    *,
    refusal: YouthRefusal | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "desk": desk,
        "piece": desk.piece,
        "card": one_card(desk.piece, moves=_moves(request, desk)),
        "form": form,
        "article": article,
        "notes": open_notes(desk.piece),
        "was_kept": "kept" in request.GET,
        "had_picture": bool(request.FILES),
        **more,
    }
    return show(request, "youth/write/edit.html", context, refusal=refusal, status=status)


def _read_only(request: HttpRequest, desk: Desk, *, refusal: YouthRefusal | None = None) -> HttpResponse:
    desk.piece.refresh_from_db()
    article = version_of(desk.piece)
    context = {
        "desk": desk,
        "piece": desk.piece,
        "card": one_card(desk.piece, moves=_moves(request, desk)),
        "article": article,
        "lines": lines_of(desk.piece, article.body),
        "may_edit": desk.may_write and desk.piece.stage in WRITABLE,
    }
    return show(request, "youth/write/read.html", context, refusal=refusal)


def _moves(request: HttpRequest, desk: Desk) -> list[Any]:
    """Return the ways open to the writer, without those that have a page of their own."""
    who = who_is(request.user, today=timezone.localdate())
    found = who.moves_at(desk.piece, is_live=desk.piece.page.live)
    return [one for one in found if one.after != Stage.WITH_EDITOR]


def _not_now(writer: Writer) -> YouthRefusal:
    return Paused() if writer.state == Writer.State.PAUSED else NotJoined()


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        keep_unsent(request)
    return redirect_to_login(request.path, reverse("account_login"))
