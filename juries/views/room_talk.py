"""The jurors' discussion of a session, in their room. Everything is looked for in the juror's own jury."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.moments import say_moment
from forums.errors import ForumRefusal
from forums.models import Post
from forums.paging import page_of_number
from forums.services.moderating import Verdict
from juries.forms.talk import LookForm, PostForm, ReportForm
from juries.models import Juror, JurySessionThread
from juries.room_errors import RoomRefusal
from juries.services import talking
from juries.talk_reads import access_said, access_session, access_talk, helps, rules_of, talk_page
from juries.views.room import show
from juries.views.room_door import in_room
from live.forms.problems import problems_of

REFUSALS = (RoomRefusal, ForumRefusal)
LONGEST_NUMBER = 9


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def talk(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Show a page of the discussion, without one the last; take what a juror says."""
    found = access_talk(juror.jury, pk)
    form = PostForm(request.POST or None)
    if request.method == "POST":
        try:
            post = talking.say(discussion=found, juror=juror, source=request.POST.get("source", ""), at=timezone.now())
        except REFUSALS as refusal:
            form.is_valid()
            form.add_error("source", str(refusal.public_message))
        else:
            return redirect(post_url(found, post))
    return _show_talk(request, juror, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def own_post(request: HttpRequest, juror: Juror, pk: int, number: int) -> HttpResponse:
    """Let a juror change or delete what they said."""
    found = access_talk(juror.jury, pk)
    post = access_said(found, number, juror=juror)
    at = timezone.now()
    if post.member is None or post.member.key != talking.juror_key(juror.jury_id, juror.pk):
        raise Http404
    form = PostForm(request.POST or None, initial={"source": post.source})
    if request.method == "POST":
        try:
            if request.POST.get("choice") == "delete":
                talking.take_back(discussion=found, post=post, juror=juror, at=at)
            else:
                source = request.POST.get("source", "")
                talking.change(discussion=found, post=post, juror=juror, source=source, at=at)
        except REFUSALS as refusal:
            form.is_valid()
            form.add_error("source", str(refusal.public_message))
        else:
            return redirect(post_url(found, post))
    may_change = post.may_be_edited(at=at) and found.takes_posts(at=at)
    context = {"talk": found, "post": post, "form": form, "may_change": may_change, "problems": problems_of(form)}
    return show(request, juror, "room_talk_post", status=409 if form.errors else 200, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def report_it(request: HttpRequest, juror: Juror, pk: int, number: int) -> HttpResponse:
    """Let a juror ask that a post be looked at."""
    found = access_talk(juror.jury, pk)
    post = access_said(found, number, juror=juror)
    if not post.is_public:
        raise Http404
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            talking.report(discussion=found, post=post, juror=juror, at=timezone.now(), **form.cleaned_data)
        except REFUSALS as refusal:
            form.add_error("words", str(refusal.public_message))
        else:
            messages.success(request, _("Thank you. The facilitator and the people who run the jury will look at it."))
            return redirect(post_url(found, post))
    context = {"talk": found, "post": post, "form": form, "problems": problems_of(form)}
    return show(request, juror, "room_talk_report", status=409 if form.errors else 200, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def look_after(request: HttpRequest, juror: Juror, pk: int, number: int) -> HttpResponse:
    """Let the facilitator let a post through, leave it standing or remove it."""
    found = access_talk(juror.jury, pk)
    _ask_facilitator(juror)
    post = access_said(found, number, juror=juror)
    form = LookForm(request.POST or None, rules=rules_of(found))
    if request.method == "POST" and form.is_valid() and decided(request, post, form):
        return redirect(post_url(found, post))
    reports = post.reports.filter(settled_at=None)
    context = {"talk": found, "post": post, "form": form, "reports": reports, "problems": problems_of(form)}
    return show(request, juror, "room_talk_look", status=409 if form.errors else 200, **context)


@require_POST
@in_room
def talk_open(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Let the facilitator open the discussion of a session, or close it."""
    session = access_session(juror.jury, pk)
    _ask_facilitator(juror)
    at = timezone.now()
    if request.POST.get("choice") == "close":
        talking.close_discussion(jury=juror.jury, discussion=access_talk(juror.jury, pk), at=at)
    else:
        talking.open_discussion(jury=juror.jury, session=session, at=at)
    return redirect("juries:room_talk", pk)


def post_url(found: JurySessionThread, post: Post) -> str:
    """Return where a post stands in the room: on its page, for ever the same one."""
    address = reverse("juries:room_talk", args=[found.session_id])
    return f"{address}?page={page_of_number(post.number)}#post-{post.number}"


def decided(request: HttpRequest, post: Post, form: LookForm, *, by: Any = None) -> bool:
    """Do what was pressed; what was refused stands in the form."""
    verdict = Verdict(request.POST.get("choice", ""), form.cleaned_data["rule"], form.cleaned_data["reason"])
    try:
        talking.judge(post=post, verdict=verdict, by=by, at=timezone.now())
    except REFUSALS as refusal:
        form.add_error("reason", str(refusal.public_message))
        return False
    return True


def page_asked(request: HttpRequest) -> int:
    sent = request.GET.get("page", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER else 0


def _show_talk(request: HttpRequest, juror: Juror, found: JurySessionThread, form: PostForm) -> HttpResponse:
    at = timezone.now()
    context = {
        "talk": found,
        "shown": talk_page(found, jury=juror.jury, juror=juror, page=page_asked(request), at=at),
        "takes_posts": found.takes_posts(at=at),
        "closing": say_moment(found.closes_at, at=at) if found.closes_at else "",
        "helps": helps(juror),
        "form": form,
        "rules": rules_of(found),
        "problems": problems_of(form),
    }
    return show(request, juror, "room_talk", status=409 if form.errors else 200, **context)


def _ask_facilitator(juror: Juror) -> None:
    if not juror.is_facilitator:
        raise PermissionDenied
