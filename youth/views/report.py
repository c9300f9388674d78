"""Telling an adult that something is wrong: on every post, comment and article, for whoever may see it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.ratelimit import network_of
from core.refusal import PublicRefusal
from forums.models import Post
from youth.access import access_piece
from youth.chat_errors import in_youth
from youth.chat_reads import access_chat_room, access_reader, access_thread, reader_of
from youth.forms.report import ReportForm
from youth.models import ArticlePage, ChatRoom, Concern, LineComment, PieceMessage
from youth.permissions import writer_of
from youth.services.concern_letters import standing_adults
from youth.services.concerns import REPORTED, report_article, report_post, report_said
from youth.views.frame import show, unindexed


@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask what is wrong, and put it before the adults who look after the section."""
    found = {"post": _post, "article": _article, "message": _message, "line": _line}.get(kind)
    if found is None:
        raise Http404
    context = found(request, pk)
    form, refusal = ReportForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            concern = _tell(request, context, form)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
        else:
            end = "?now=1" if concern.is_worrying else ""
            return redirect(reverse("youth:reported") + end)
    return show(request, "youth/report/report.html", context | {"form": form}, refusal=refusal)


@unindexed
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say who looks and when, and where help is now."""
    somebody = bool(standing_adults(timezone.localdate()))
    return show(request, "youth/report/thanks.html", {"is_told": somebody, "is_urgent": "now" in request.GET})


def _tell(request: HttpRequest, context: dict[str, Any], form: ReportForm) -> Concern:
    about = {
        "reporter": writer_of(request.user),
        "network": network_of(request),
        "reason": form.cleaned_data["reason"],
        "words": form.cleaned_data["words"],
        "at": timezone.now(),
    }
    if "article" in context:
        return report_article(article=context["article"], **about)
    if "said" in context:
        return report_said(said=context["said"], **about)
    return report_post(post=context["post"], **about)


def _article(request: HttpRequest, pk: int) -> dict[str, Any]:
    article = ArticlePage.objects.live().filter(pk=pk).first()
    if article is None:
        raise Http404
    return {"article": article, "back": article.url}


def _message(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a message of the talk on a piece, for those who read along there."""
    found = PieceMessage.objects.select_related("piece__page", "by").filter(pk=pk, removed_at=None).first()
    if found is None:
        raise Http404
    access_piece(found.piece_id, user=request.user, today=timezone.localdate())
    return {"said": found, "back": reverse("youth:talk", args=[found.piece_id])}


def _line(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a comment on a line of a piece, for those who work on it."""
    found = LineComment.objects.select_related("piece__page", "by").filter(pk=pk).first()
    if found is None:
        raise Http404
    desk = access_piece(found.piece_id, user=request.user, today=timezone.localdate())
    return {"said": found, "back": reverse("youth:piece" if desk.is_own else "youth:team_piece", args=[desk.piece.pk])}


def _post(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a post that this reader may see, or could until somebody else reported it a moment ago."""
    near = ("thread__forum__chat_room", "thread__article_link__article")
    post = Post.objects.select_related(*near).filter(pk=pk, thread__forum__chat_room__isnull=False).first()
    is_just_reported = post is not None and post.state == Post.State.HELD and post.held_by == [REPORTED]
    if post is None or not (post.is_public or is_just_reported):
        raise Http404
    room = post.thread.forum.chat_room
    return {"post": post, "back": _place(request, room, post, is_public=post.is_public), "is_shown": post.is_public}


def _place(request: HttpRequest, room: ChatRoom, post: Post, *, is_public: bool) -> str:
    today = timezone.localdate()
    if room.kind == ChatRoom.Kind.COMMENTS:
        article = post.thread.article_link.article
        if not article.live and reader_of(request.user, today=today) is None:
            raise Http404
        return reverse("youth:comments", args=[article.slug])
    reader = access_reader(request.user, today=today)
    access_chat_room(room.slug, reader=reader)
    if not is_public:
        return room.get_absolute_url()
    access_thread(room, post.thread.number, reader=reader)
    return f"{room.get_absolute_url()}{post.thread.number}/"
