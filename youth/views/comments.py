"""What is said under an article: everybody reads it, young people who joined write it, an adult reads it first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusal import PublicRefusal
from forums.paging import page_of_number
from youth.chat_errors import in_youth
from youth.chat_reads import page_of, reader_of, talk_of, usual_wait
from youth.errors import NotJoined
from youth.forms.chat import CommentForm
from youth.models import ArticlePage
from youth.services.chatting import Reader
from youth.services.commenting import comment
from youth.views.chat import page_asked
from youth.views.frame import show, unindexed


@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of the comments, without one the last; take what a young person says."""
    at = timezone.now()
    article = ArticlePage.objects.live().filter(slug=slug).first()
    talk = talk_of(article.pk) if article is not None else None
    if article is None or not (article.takes_comments or talk is not None):
        raise Http404
    reader = reader_of(request.user, today=timezone.localdate(at))
    form, refusal = CommentForm(request.POST or None), None
    if request.method == "POST":
        try:
            return _sent(request, article, reader)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
    context = {"article": article, "form": form, "wait": usual_wait(), "reader": reader, "talk": talk}
    context["shown"] = page_of(talk, reader=reader, page=page_asked(request), at=at) if talk is not None else None
    context |= _ways(article, reader)
    return show(request, "youth/chat/comments.html", context, refusal=refusal)


def _sent(request: HttpRequest, article: ArticlePage, reader: Reader | None) -> HttpResponse:
    if reader is None:
        raise NotJoined
    source = request.POST.get("source", "")
    post = comment(article=article, reader=reader, source=source, at=timezone.now())
    messages.success(request, _("Sent. Only you see it until a checked adult has read it."))
    page = page_of_number(post.number)
    return redirect(f"{request.path}?page={page}#post-{post.number}")


def _ways(article: ArticlePage, reader: Reader | None) -> dict[str, Any]:
    writer = reader.writer if reader is not None else None
    return {
        "may_write": article.takes_comments and writer is not None and writer.is_in,
        "is_paused": writer is not None and not writer.is_in,
        "may_join": article.takes_comments and reader is None,
    }
