"""The doors: all communities, one forum or the door of a closed one, joining, one's own page, letters no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from forums.access import Reader, access_forum, find_forum, readable_forums
from forums.errors import ForumRefusal
from forums.forms.writing import AppealForm, JoinForm, NoticesForm
from forums.homes import homes_of
from forums.models import Act, Forum, Member, PartnershipQuestion, Post
from forums.permissions import bodies_of, may_keep
from forums.reads.keeping import assessments_of
from forums.reads.owed import record_of_forum, say_standing
from forums.reads.queue import first_answers, public_log
from forums.reads.search import excerpt, search
from forums.reads.threads import list_threads, unread_threads
from forums.services.appeals import appeal
from forums.services.joining import choose_notices, free_name, join, leave, rename
from forums.services.marks import mark_all_read
from forums.services.own_posts import withdraw_post
from forums.services.telling import leave_letters as leave_all
from forums.services.telling import reader_of
from forums.timeliness import say_timeliness
from forums.views.frame import crumbs_of, number_in, show, target_of
from people.models import Organisation


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the communities, closed ones by name alone; search in what one may read."""
    readable = readable_forums(request.user)
    context: dict[str, Any] = {
        "forums": list(Forum.objects.select_related("community")),
        "readable": {forum.pk for forum in readable},
        "unread": _unread_of(request.user, readable),
    }
    return render(request, "forums/forum_list.html", context | _searched(request, readable))


@never_cache
@require_safe
def forum(request: HttpRequest, slug: str) -> HttpResponse:
    """List the threads of a forum; of a closed one show only its door to whoever is outside."""
    reader = find_forum(slug, user=request.user)
    keeps = may_keep(request.user, reader.forum)
    crumbs = [*crumbs_of(), *homes_of(reader.forum)]
    if not reader.may_read:
        return render(request, "forums/forum_door.html", {"reader": reader, "keeps": keeps, "crumbs": crumbs})
    order = "newest" if request.GET.get("order") == "newest" else "activity"
    is_archive = request.GET.get("archive") == "1"
    today = timezone.localdate(timezone.now())
    owed = PartnershipQuestion.objects.unanswered().filter(thread__forum=reader.forum).select_related("organisation")
    context = {
        "reader": reader,
        "forum": reader.forum,
        "order": order,
        "is_archive": is_archive,
        "list_page": list_threads(reader, order=order, page=request.GET.get("page"), archived=is_archive),
        "query": f"order={order}" + ("&archive=1" if is_archive else ""),
        "owed": [(one, one.days_late(today=today), say_standing(one, today=today)) for one in owed],
        "answers": say_timeliness(record_of_forum(reader.forum, today=today)),
        "keeps": keeps,
        "offered_name": _offered_name(reader),
        "crumbs": crumbs,
    }
    return render(request, "forums/forum.html", context | _searched(request, [reader.forum]))


@never_cache
@require_safe
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rules of the house, what was assessed, how to complain, and how soon things are answered."""
    reader = access_forum(slug, user=request.user)
    context = {
        "reader": reader,
        "forum": reader.forum,
        "rules": list(reader.forum.rules.filter(is_retired=False)),
        "assessments": assessments_of(reader.forum),
        "figures": first_answers(reader.forum, at=timezone.now()),
        "crumbs": crumbs_of(reader),
    }
    return render(request, "forums/forum_rules.html", context)


@never_cache
@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what moderators did, without names."""
    reader = access_forum(slug, user=request.user)
    page = public_log(reader.forum, page=request.GET.get("page"))
    answers = say_timeliness(record_of_forum(reader.forum, today=timezone.localdate(timezone.now())))
    context = {"reader": reader, "forum": reader.forum, "list_page": page, "answers": answers}
    return render(request, "forums/forum_log.html", context | {"crumbs": crumbs_of(reader)})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def join_forum(request: HttpRequest, slug: str) -> HttpResponse:
    """Join a community, or ask to be let in."""
    reader = find_forum(slug, user=request.user)
    bodies = bodies_of(request.user)
    form = JoinForm(request.POST or None, forum=reader.forum, bodies=bodies, initial=_dressed(reader, bodies))
    refusal = None
    target = target_of(request, reader.forum.get_absolute_url())
    if reader.is_inside:
        return redirect(target)
    if request.method == "POST" and form.is_valid():
        try:
            member = join(forum=reader.forum, user=reader.user, at=timezone.now(), **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            _welcome(request, member)
            return redirect(target if member.is_in else reader.forum.get_absolute_url())
    context = {"reader": reader, "forum": reader.forum, "form": form, "target": target, "crumbs": crumbs_of()}
    return show(request, "forums/member_join.html", context, refusal=refusal)


def _dressed(reader: Reader, bodies: list[Organisation]) -> dict[str, Any]:
    """Return what stands in the form as one comes to it: who one was here, or a name that is free."""
    known = reader.member
    if bodies:
        body = known.organisation if known is not None and known.organisation in bodies else bodies[0]
        return {"organisation": body, "role": known.role if known else ""}
    return {"name": (known.display_name if known else "") or free_name(reader.forum)}


def _welcome(request: HttpRequest, member: Member) -> None:
    if member.is_in:
        mark_all_read(member=member)  # what is new for somebody is what comes from now on
        words = _("You are in, as “%(name)s”. You can change your name or leave on your page here.")
        messages.success(request, words % {"name": member.shown_name()})
    else:
        messages.success(request, _("You have asked to be let in. We write to you when the moderators have decided."))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one's own page in a community: posts, what was removed and why, how often letters come."""
    reader = find_forum(slug, user=request.user)
    if reader.member is None or reader.member.state == Member.State.FORMER:
        raise Http404
    names = _names(request, reader)
    refusal = None
    if request.method == "POST":
        try:
            _do_own(request, reader, reader.member, names)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect("forums:own", slug=slug)
    context = _own_context(reader, reader.member, names)
    context |= {"typed": request.POST.get("words", ""), "typed_act": number_in(request.POST.get("act"))}
    return show(request, "forums/member_own.html", context, refusal=refusal)


def _names(request: HttpRequest, reader: Reader) -> JoinForm:
    """Return the form to change one's name, or body and role; bound where it was sent."""
    bodies = bodies_of(request.user)
    sent = request.POST if request.POST.get("action") == "rename" else None
    return JoinForm(sent, forum=reader.forum, bodies=bodies, initial=_dressed(reader, bodies), is_inside=True)


@csrf_exempt  # the link itself is the proof, and mail programs post to it (RFC 8058)
@never_cache
@require_http_methods(["GET", "POST"])
def leave_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all letters about communities. Opening the link changes nothing."""
    user_id = reader_of(token)
    if user_id is None:
        return render(request, "forums/letters_leave.html", {"is_known": False}, status=404)
    if request.method == "POST":
        leave_all(user_id=user_id)
    return render(request, "forums/letters_leave.html", {"is_known": True, "is_done": request.method == "POST"})


def _do_own(request: HttpRequest, reader: Reader, member: Member, names: JoinForm) -> None:
    at, action = timezone.now(), request.POST.get("action", "")
    if action == "notices":
        choose_notices(member=member, notices=request.POST.get("notices", ""))
        messages.success(request, _("Kept."))
    elif action == "read":
        mark_all_read(member=member)
        messages.success(request, _("Everything here counts as read."))
    elif action == "rename" and reader.is_inside and names.is_valid():
        rename(member=member, user=reader.user, at=at, **names.cleaned_data)
        messages.success(request, _("Your name is changed, above what you wrote before too."))
    elif action == "leave":
        leave(member=member, at=at)
        messages.success(request, _("You have left. You can come back at any time."))
    else:
        _do_about_posts(request, member, action, at=at)


def _do_about_posts(request: HttpRequest, member: Member, action: str, *, at: datetime) -> None:
    if action == "withdraw":
        post = Post.objects.filter(member=member, pk=number_in(request.POST.get("post"))).first()
        if post is not None:
            withdraw_post(post=post, member=member, at=at)
    elif action == "appeal":
        act = Act.objects.filter(member=member, pk=number_in(request.POST.get("act"))).first()
        if act is not None:
            appeal(act=act, member=member, words=request.POST.get("words", ""), at=at)


def _own_context(reader: Reader, member: Member, names: JoinForm) -> dict[str, Any]:
    posts = Post.objects.filter(member=member).exclude(state=Post.State.WITHDRAWN)
    removed = Act.objects.filter(member=member, kind=Act.Kind.REMOVE, undone_at=None)
    return {
        "reader": reader,
        "forum": reader.forum,
        "member": member,
        "form": names,
        "notices": NoticesForm(initial={"notices": member.notices}),
        "appeal_form": AppealForm(),
        "posts": list(posts.select_related("thread").order_by("-written_at")[:50]),
        "removed": list(removed.select_related("rule", "thread", "post", "appeal").order_by("-made_at")[:50]),
        "crumbs": crumbs_of(reader),
    }


def _offered_name(reader: Reader) -> str:
    """Return the name under which somebody would come in by one press; none where there is something to ask first."""
    is_stranger = not reader.user.is_authenticated or reader.is_inside
    if is_stranger or reader.forum.is_closed or reader.forum.is_archived or bodies_of(reader.user):
        return ""
    return str(_dressed(reader, [])["name"])


def _searched(request: HttpRequest, forums: list[Forum]) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()[:200]
    if not words:
        return {"words": ""}
    found = search(words, forums, page=number_in(request.GET.get("page")) or 1)
    return {"words": words, "found": found, "excerpts": [(post, excerpt(post.html)) for post in found.posts]}


def _unread_of(user: Any, forums: list[Forum]) -> dict[int, int]:
    if not user.is_authenticated:
        return {}
    inside = Member.objects.inside().of_account(user.pk, [forum.community_id for forum in forums])
    members = dict(inside.values_list("forum_id", "pk"))
    return unread_threads(members) if members else {}
