"""The chat: what it is, its rooms, what is said in them, one's own posts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.refusal import PublicRefusal
from forums.models import Post, Thread
from people.access_log import log_look
from youth.chat_errors import in_youth
from youth.chat_reads import (
    THREADS_A_PAGE,
    access_chat_room,
    access_own_post,
    access_reader,
    access_thread,
    line_of,
    own_beginnings,
    page_of,
    post_url,
    reader_of,
    rooms_for,
    rules_of,
    threads_of,
    usual_wait,
    week_of,
)
from youth.forms.chat import CommentForm, PostForm, ThreadForm
from youth.models import ChatRoom
from youth.services import chatting
from youth.services.chatting import Reader
from youth.views.frame import show, unindexed

LONGEST_NUMBER = 6


@unindexed
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the rooms; to whoever is not in the chat what it is, and how to come in."""
    at = timezone.now()
    reader = reader_of(request.user, today=timezone.localdate(at))
    if reader is None:
        return show(request, "youth/chat/about.html", {})
    return show(request, "youth/chat/index.html", {"rooms": rooms_for(reader, at=at), "reader": reader})


@unindexed
@login_required
@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is talked about in a room, and when it is open."""
    at = timezone.now()
    reader, found = _room(request, slug)
    _note_look(reader, "room of the chat", found)
    page = Paginator(threads_of(found), THREADS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_of_threads": page, "own": own_beginnings(found, reader, at=at), "rules": rules_of(found)}
    return show(request, "youth/chat/room.html", _frame(found, reader, at) | context | {"week": week_of(found)})


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody start a thread."""
    at = timezone.now()
    reader, found = _room(request, slug)
    form = ThreadForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        typed = {"title": request.POST.get("title", ""), "source": request.POST.get("source", "")}
        try:
            post = chatting.begin(room=found, reader=reader, at=at, **typed)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
        else:
            return _sent(request, found, post)
    context = _frame(found, reader, at) | {"form": form, "rules": rules_of(found)}
    return show(request, "youth/chat/new.html", context, refusal=refusal)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a page of a thread, without one the last; take what somebody says."""
    at = timezone.now()
    reader, found = _room(request, slug)
    talk = access_thread(found, number, reader=reader)
    _note_look(reader, "thread of the chat", talk)
    form = PostForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        try:
            post = chatting.say(room=found, thread=talk, reader=reader, source=request.POST.get("source", ""), at=at)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
        else:
            return _sent(request, found, post)
    context = _frame(found, reader, at) | _talk(request, talk, reader, at) | {"form": form, "rules": rules_of(found)}
    return show(request, "youth/chat/thread.html", context, refusal=refusal)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody change what they wrote for half an hour, and delete it at any time."""
    at = timezone.now()
    reader = access_reader(request.user, today=timezone.localdate(at))
    found, post = access_own_post(pk, reader=reader)
    kind = CommentForm if found.kind == ChatRoom.Kind.COMMENTS else PostForm
    form = kind(request.POST or None, initial={"source": post.source})
    refusal = None
    if request.method == "POST":
        try:
            _change(request, found, post, reader)
        except PublicRefusal as problem:
            refusal = in_youth(problem)
        else:
            return redirect(place_of(found, post))
    context = {
        "room": found,
        "post": post,
        "form": form,
        "may_change": post.may_be_edited(at=at) and reader.may_write,
        "back": place_of(found, post),
    }
    return show(request, "youth/chat/own.html", context, refusal=refusal)


def place_of(room: ChatRoom, post: Post) -> str:
    """Return where a post stands: in its thread, or under its article; a thread nobody sees yet is in its room."""
    if room.kind == ChatRoom.Kind.COMMENTS:
        return f"{post.thread.article_link.article.url}comments/#post-{post.number}"
    is_seen = Post.objects.public().filter(thread=post.thread_id).exists()
    return post_url(room, post) if is_seen or post.number > 1 else room.get_absolute_url()


def page_asked(request: HttpRequest) -> int:
    sent = request.GET.get("page", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER else 0


def _change(request: HttpRequest, room: ChatRoom, post: Post, reader: Reader) -> None:
    at = timezone.now()
    if request.POST.get("choice") == "delete":
        chatting.take_back(room=room, post=post, reader=reader, at=at)
        messages.success(request, _("Deleted. Your words are gone for good."))
        return
    chatting.change(room=room, post=post, reader=reader, source=request.POST.get("source", ""), at=at)
    messages.success(request, _("Saved. A checked adult reads it again before others see it."))


def _sent(request: HttpRequest, room: ChatRoom, post: Post) -> HttpResponse:
    if post.is_undecided:
        messages.success(request, _("Sent. Only you see it until a checked adult has read it."))
    return redirect(post_url(room, post))


def _room(request: HttpRequest, slug: str) -> tuple[Reader, ChatRoom]:
    reader = access_reader(request.user, today=timezone.localdate())
    return reader, access_chat_room(slug, reader=reader)


def _frame(room: ChatRoom, reader: Reader, at: Any) -> dict[str, Any]:
    line = line_of(room, at=at)
    return {
        "room": room,
        "line": line,
        "may_write": line.is_open and reader.may_write,
        "is_paused": not reader.may_write,
        "reader": reader,
    }


def _talk(request: HttpRequest, talk: Thread, reader: Reader, at: Any) -> dict[str, Any]:
    return {
        "talk": talk,
        "shown": page_of(talk, reader=reader, page=page_asked(request), at=at),
        "wait": usual_wait(),
        "is_begun": talk.published_at is not None,
    }


def _note_look(reader: Reader, what: str, looked_at: Any) -> None:
    """Put down what an adult looks at. What young people read among themselves is nobody's business."""
    if reader.writer is None:
        log_look(reader.user, what, looked_at)
