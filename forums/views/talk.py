"""Reading and writing: a thread, a new one, one's own posts, reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.ratelimit import network_of
from forums.access import Reader, access_forum, access_post, access_thread, moved_to, post_moved_to
from forums.errors import Closed, ForumRefusal, TooLateToEdit
from forums.forms.writing import ReportForm, WordsForm
from forums.models import Member, Thread
from forums.reads.subjects import subject_of, subject_with
from forums.reads.threads import question_of, show_thread
from forums.services.linking import link_subject
from forums.services.marks import follow, mark_read
from forums.services.own_posts import edit_post, withdraw_post
from forums.services.reporting import report_post
from forums.views.frame import crumbs_of, number_in, show, wants_json
from forums.views.writing import Desk, Taken, autosaved, blank, take


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
    desk = Desk(request, reader, found)
    if request.method != "POST":
        return _thread_page(desk, found)
    taken = take(desk)
    if wants_json(request):
        return autosaved(taken)
    if taken.post is not None:
        return redirect(taken.post.get_absolute_url())
    if taken.is_kept and desk.action == "draft":
        messages.success(request, _("Your draft is kept. Nobody else sees it."))
        return redirect(_here(request, found) + "#reply")
    return _thread_page(desk, found, taken)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a thread, or keep it as a draft."""
    reader = access_forum(slug, user=request.user)
    if not reader.is_inside or reader.member is None:
        return redirect("forums:join", slug=slug)
    if reader.forum.is_archived and request.method != "POST":
        over = {"crumbs": crumbs_of(reader), "back": reader.forum.get_absolute_url()}
        return show(request, "forums/refused.html", over, refusal=Closed())
    subject = subject_with(request.POST.get("about") or request.GET.get("about", ""))
    desk = Desk(request, reader)
    taken = take(desk) if request.method == "POST" else Taken(blank(desk))
    if request.method == "POST" and wants_json(request):
        return autosaved(taken)
    if taken.post is not None:
        if subject:
            link_subject(thread=taken.post.thread, subject=subject)
        return redirect(taken.post.thread)
    if taken.is_kept and desk.action == "draft":
        messages.success(request, _("Your draft is kept. Nobody else sees it."))
        return redirect(request.path + (f"?about={subject.key}" if subject else ""))
    context = {"reader": reader, "forum": reader.forum, "form": taken.form, "preview": taken.preview}
    context |= {"subject": subject, "crumbs": crumbs_of(reader)}
    return show(request, "forums/thread_new.html", context, refusal=taken.refusal)


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
    if request.method == "GET" and not post.may_be_edited(at=timezone.now()):
        over: dict[str, Any] = {"crumbs": crumbs_of(reader, post.thread), "back": post.get_absolute_url()}
        return show(request, "forums/refused.html", over, refusal=TooLateToEdit())
    form = WordsForm(request.POST or None, initial={"source": post.source}, pictures=post.pictures.all())
    refusal = None
    if request.method == "POST" and form.is_valid():
        said = {"source": form.cleaned_data["source"], "alts": form.alts(), "gone": form.gone()}
        try:
            edit_post(post=post, member=member, at=timezone.now(), **said)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect(post.get_absolute_url())
    context = {"reader": reader, "post": post, "form": form, "crumbs": crumbs_of(reader, post.thread)}
    return show(request, "forums/post_edit.html", context, refusal=refusal)


@never_cache
@login_required
@require_safe
def history(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Show what a post said before: to its author and to moderators, because what was taken out may be private."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    is_own = reader.member_id is not None and post.member_id == reader.member_id
    if not (is_own or reader.is_moderator):
        raise Http404
    context = {"reader": reader, "post": post, "versions": list(post.versions.all())}
    return render(request, "forums/post_history.html", context | {"crumbs": crumbs_of(reader, post.thread)})


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
    context = {"reader": reader, "post": post, "pictures": list(post.pictures.all())}
    context["crumbs"] = crumbs_of(reader, post.thread)
    return show(request, "forums/post_delete.html", context, refusal=refusal)


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Report a post. No account is needed. What is not public cannot be reported, or its words would show here."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    if not post.is_public:
        raise Http404
    form = ReportForm(request.POST or None)
    context: dict[str, Any] = {"reader": reader, "post": post, "form": form, "crumbs": crumbs_of(reader, post.thread)}
    context["pictures"] = list(post.pictures.all())
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
    page = number_in(request.POST.get("page"))
    return redirect(found.get_absolute_url() + (f"?page={page}" if page > 1 else ""))


def _thread_page(desk: Desk, found: Thread, taken: Taken | None = None) -> HttpResponse:
    request, reader = desk.request, desk.reader
    shown = show_thread(reader, found, page=number_in(request.GET.get("page")), at=timezone.now())
    taken = taken or Taken(blank(desk, may_have_draft=shown.may_have_draft))
    asked = question_of(reader, found)
    context = {
        "reader": reader,
        "forum": reader.forum,
        "thread": found,
        "shown": shown,
        "asked": asked,
        "subject": subject_of(found),
        "days_late": asked.question.days_late(today=timezone.localdate(timezone.now())) if asked else 0,
        "form": taken.form,
        "preview": taken.preview,
        "typed": request.POST.get("source", "") if taken.form is None else "",
        "crumbs": crumbs_of(reader),
    }
    if desk.member is not None and (shown.mark is None or shown.mark.last_number < shown.last_shown):
        mark_read(member=desk.member, thread=found, number=shown.last_shown)
    return show(request, "forums/thread.html", context, refusal=taken.refusal)


def _here(request: HttpRequest, found: Thread) -> str:
    page = number_in(request.GET.get("page"))
    return found.get_absolute_url() + (f"?page={page}" if page > 1 else "")


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
