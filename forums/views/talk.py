"""Reading and writing: a thread, a new one, one's own posts, reports."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.ratelimit import network_of
from forums.access import Reader, access_forum, access_post, access_thread, moved_to, post_moved_to
from forums.errors import ForumRefusal, NotAMember
from forums.forms.writing import PostForm, ReportForm, ThreadForm
from forums.markup import quoted
from forums.models import Member, Thread
from forums.reads.subjects import subject_of, subject_with
from forums.reads.threads import question_of, show_thread
from forums.services.linking import link_subject
from forums.services.marks import follow, mark_read
from forums.services.own_posts import draft_of, edit_post, save_draft, withdraw_post
from forums.services.posting import add_post, start_thread
from forums.services.reporting import report_post
from forums.subjects import Subject
from forums.views.frame import crumbs_of, number_in, show


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a page of a thread with the form to reply; take a reply or keep it as a draft."""
    try:
        reader, found = access_thread(slug, number, user=request.user)
    except Http404:
        moved = moved_to(slug, number, user=request.user)
        if moved is None:
            raise
        return redirect(moved)
    refusal = None
    if request.method == "POST":
        try:
            return _take_reply(request, reader, found)
        except ForumRefusal as problem:
            refusal = problem
    return _thread_page(request, reader, found, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a thread, or keep it as a draft."""
    reader = access_forum(slug, user=request.user)
    if not reader.is_inside or reader.member is None:
        return redirect("forums:join", slug=slug)
    draft = draft_of(reader.member, None)
    subject = subject_with(request.POST.get("about") or request.GET.get("about", ""))
    form = ThreadForm(request.POST or None, initial={"title": draft.title, "source": draft.source} if draft else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return _take_thread(request, reader, reader.member, form.cleaned_data, subject)
        except ForumRefusal as problem:
            refusal = problem
    context = {"reader": reader, "forum": reader.forum, "form": form, "draft": draft, "crumbs": crumbs_of(reader)}
    return show(request, "forums/thread_new.html", context | {"subject": subject}, refusal=refusal)


@never_cache
@require_safe
def permalink(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Lead to where a post stands now."""
    try:
        _reader, post = access_post(slug, number, post_number, user=request.user)
    except Http404:
        _reader, found = _moved(slug, number, user=request.user)
        moved = post_moved_to(found, post_number)
        if moved is None:
            raise
        place = (moved.thread.forum.community.slug, moved.thread.number, moved.number)
        _reader, post = access_post(*place, user=request.user)
    return redirect(post.get_absolute_url())


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Change one's own post within half an hour."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    member = _author(reader, post.member_id)
    form = PostForm(request.POST or None, initial={"source": post.source})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_post(post=post, member=member, source=form.cleaned_data["source"], at=timezone.now())
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect(post.get_absolute_url())
    context = {"reader": reader, "post": post, "form": form, "crumbs": crumbs_of(reader, post.thread)}
    return show(request, "forums/post_edit.html", context, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Delete one's own post, asked once."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    member = _author(reader, post.member_id)
    refusal = None
    if request.method == "POST":
        try:
            withdraw_post(post=post, member=member, at=timezone.now())
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect(post.get_absolute_url())
    context = {"reader": reader, "post": post, "crumbs": crumbs_of(reader, post.thread)}
    return show(request, "forums/post_delete.html", context, refusal=refusal)


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Report a post. No account is needed."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    form = ReportForm(request.POST or None)
    context: dict[str, Any] = {"reader": reader, "post": post, "form": form, "crumbs": crumbs_of(reader, post.thread)}
    context["is_urgent_known"] = True
    refusal = None
    if request.method == "POST" and form.is_valid():
        member = reader.member if reader.is_inside else None
        network = network_of(request)
        try:
            report_post(post=post, member=member, network=network, at=timezone.now(), **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return render(request, "forums/post_reported.html", context)
    return show(request, "forums/post_report.html", context, refusal=refusal)


@never_cache
@login_required
@require_POST
def follow_thread(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hear of new posts in a thread, or no longer."""
    reader, found = access_thread(slug, number, user=request.user)
    if reader.is_inside and reader.member is not None:
        follow(member=reader.member, thread=found, is_followed=request.POST.get("follow") == "1")
    return redirect(found)


def _take_reply(request: HttpRequest, reader: Reader, found: Thread) -> HttpResponse:
    if not reader.is_inside or reader.member is None:
        raise NotAMember
    source, at = request.POST.get("source", ""), timezone.now()
    if request.POST.get("action") == "draft":
        save_draft(member=reader.member, thread=found, title="", source=source, at=at)
        return redirect(f"{found.get_absolute_url()}?page={number_in(request.GET.get('page')) or 1}#reply")
    post = add_post(thread=found, member=reader.member, user=reader.user, source=source, at=at)
    post.thread = found
    return redirect(post.get_absolute_url())


def _take_thread(
    request: HttpRequest, reader: Reader, member: Member, words: dict[str, str], subject: Subject | None
) -> HttpResponse:
    at = timezone.now()
    if request.POST.get("action") == "draft":
        save_draft(member=member, thread=None, title=words["title"], source=words["source"], at=at)
        place = reverse("forums:new_thread", args=[reader.forum.community.slug])
        return redirect(f"{place}?about={subject.key}" if subject else place)
    post = start_thread(forum=reader.forum, member=member, user=reader.user, at=at, **words)
    post.thread.forum = reader.forum
    if subject:
        link_subject(thread=post.thread, subject=subject)
    return redirect(post.thread)


def _thread_page(request: HttpRequest, reader: Reader, found: Thread, *, refusal: ForumRefusal | None) -> HttpResponse:
    shown = show_thread(reader, found, page=number_in(request.GET.get("page")), at=timezone.now())
    asked = question_of(reader, found)
    context = {
        "reader": reader,
        "forum": reader.forum,
        "thread": found,
        "shown": shown,
        "asked": asked,
        "subject": subject_of(found),
        "days_late": asked.question.days_late(today=timezone.localdate(timezone.now())) if asked else 0,
        "form": _reply_form(request, reader, found),
        "crumbs": crumbs_of(reader),
    }
    if (
        reader.member is not None
        and reader.is_inside
        and (shown.mark is None or shown.mark.last_number < shown.last_shown)
    ):
        mark_read(member=reader.member, thread=found, number=shown.last_shown)
    return show(request, "forums/thread.html", context, refusal=refusal)


def _reply_form(request: HttpRequest, reader: Reader, found: Thread) -> PostForm | None:
    """The form to reply with: what was typed, the post that is quoted, or the draft."""
    if not (reader.is_inside and reader.member is not None and found.takes_posts()):
        return None
    if request.method == "POST":
        return PostForm(request.POST)
    draft = draft_of(reader.member, found)
    source = draft.source if draft else ""
    if number := number_in(request.GET.get("quote")):
        post = found.posts.public().filter(number=number).first()
        slug = reader.forum.community.slug
        address = reverse("forums:post", args=[slug, found.number, number])
        source += quoted(post.source, number=number, address=address) if post else ""
    return PostForm(initial={"source": source})


def _author(reader: Reader, member_id: int | None) -> Member:
    """Return the member who asks, where the post is theirs.

    Raises:
        Http404: It is somebody else's.
    """
    if reader.member is None or not reader.is_inside or reader.member.pk != member_id:
        raise Http404
    return reader.member


def _moved(slug: str, number: int, *, user: Any) -> tuple[Reader, Thread]:
    """Return the thread of an old address itself, also where it was merged away, to a reader of the forum.

    Raises:
        Http404: There was none, or not for them.
    """
    reader = access_forum(slug, user=user)
    found = Thread.objects.filter(forum=reader.forum, number=number).first()
    if found is None:
        raise Http404
    return reader, found
