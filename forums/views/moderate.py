"""Where moderators work, on a phone too: what waits, appeals, people at the door, whole threads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.moments import say_moment
from forums.access import Reader, access_moderated, access_post, access_thread
from forums.errors import ForumRefusal, MoveWouldTell, NothingTicked, WrongTarget
from forums.forms.moderating import ArrangeForm, PauseForm, VerdictForm
from forums.models import Act, Appeal, Member, Post, Suspension, Thread
from forums.permissions import is_left_to_administrators, is_own, may_open_names
from forums.reads.keeping import forums_to_move_to
from forums.reads.queue import count_queue, paused_in, queue_page, undoable_by
from forums.services.appeals import decide_appeal, lift, suspend
from forums.services.arranging import (
    SWITCHES,
    merge_threads,
    move_thread,
    rename_thread,
    slow_thread,
    split_thread,
    switch_thread,
)
from forums.services.joining import admit
from forums.services.moderating import Verdict, claim_post, decide, decide_many, release_post, undo
from forums.views.frame import crumbs_of, number_in, show

#: More than fit on a page are never ticked.
MOST_AT_ONCE = 100
#: What is done by one press below a post, beside taking it on; removing asks for a rule and a reason.
AT_ONCE = ("approve", "keep")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits for a moderator; decide about the ticked posts, an appeal, somebody at the door."""
    reader = access_moderated(slug, user=request.user)
    form = VerdictForm(request.POST if _decides(request) else None, forum=reader.forum, initial={"action": "approve"})
    refusal = None
    if request.method == "POST" and (form.is_valid() or not _decides(request)):
        try:
            _do(request, reader, form)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect("forums:queue", slug=slug)
    return show(request, "forums/queue.html", _queue_context(request, reader, form), refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Lock, pin, archive, slow down, rename, split, merge or move a thread; the last two are asked once more."""
    reader, found = access_thread(slug, number, user=request.user)
    if not reader.is_moderator:
        raise Http404
    initial = {"title": found.title, "slow_mode_seconds": found.slow_mode_seconds}
    targets = forums_to_move_to(reader.forum, request.user)
    form = ArrangeForm(request.POST or None, initial=initial, targets=targets)
    refusal = sure = None
    if request.method == "POST" and form.is_valid():
        try:
            sure = _asked_once_more(request, found, form.cleaned_data)
            if sure is None:
                return redirect(_arrange(request, found, form.cleaned_data))
        except ForumRefusal as problem:
            refusal = problem
    context = {"reader": reader, "thread": found, "form": form, "sure": sure, "crumbs": crumbs_of(reader, found)}
    return show(request, "forums/thread_arrange.html", context, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, slug: str, number: int, post_number: int) -> HttpResponse:
    """Pause the writing of a post's author, with an end; or end a pause early."""
    reader, post = access_post(slug, number, post_number, user=request.user)
    if not reader.is_moderator or post.member is None or post.member.forum_id != reader.forum.pk:
        raise Http404
    at = timezone.now()
    standing = Suspension.objects.filter(member=post.member, lifted_at=None, ends_at__gt=at).first()
    is_lifted = request.POST.get("action") == "lift"
    form = PauseForm(None if is_lifted else request.POST or None, forum=reader.forum)
    refusal = None
    try:
        if is_lifted and standing is not None:
            lift(suspension=standing, by=request.user, at=at)
            return redirect(post.get_absolute_url())
        if request.method == "POST" and form.is_valid():
            data, until = form.cleaned_data, at + timedelta(days=form.cleaned_data["days"])
            words = {"rule": data["rule"], "reason": data["reason"]}
            suspend(member=post.member, until=until, by=request.user, at=at, **words)
            return redirect(post.get_absolute_url())
    except ForumRefusal as problem:
        refusal = problem
    ends = say_moment(standing.ends_at, at=at) if standing else ""
    asks = not post.member.is_official and may_open_names(request.user, reader.forum)
    context = {"reader": reader, "post": post, "form": form, "ends": ends, "asks_names": asks}
    context["crumbs"] = crumbs_of(reader, post.thread)
    return show(request, "forums/member_pause.html", context, refusal=refusal)


def _decides(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and request.POST.get("about") == "posts"
        and not {"claim", "release", *AT_ONCE} & request.POST.keys()
    )


def _do(request: HttpRequest, reader: Reader, form: VerdictForm) -> None:
    match request.POST.get("about"):
        case "posts" if _decides(request):
            _decide(request, reader, form)
        case "posts":
            _take_on(request, reader)
        case "undo":
            act = Act.objects.filter(forum=reader.forum, pk=number_in(request.POST.get("act"))).first()
            if act is not None:
                undo(act=act, by=request.user, at=timezone.now())
        case "appeal":
            _decide_appeal(request, reader)
        case "door":
            _decide_door(request, reader)
        case "pause":
            _lift(request, reader)


def _take_on(request: HttpRequest, reader: Reader) -> None:
    for post in _posts([request.POST.get("claim", "")], reader):
        claim_post(post=post, by=request.user, at=timezone.now())
    for post in _posts([request.POST.get("release", "")], reader):
        release_post(post=post, by=request.user)
    for action in AT_ONCE:
        for post in _posts([request.POST.get(action, "")], reader):
            decide(post=post, verdict=Verdict(action), by=request.user, at=timezone.now())
            messages.success(request, _("You can take it back for a day, at the end of this page."))


def _decide(request: HttpRequest, reader: Reader, form: VerdictForm) -> None:
    data = form.cleaned_data
    verdict = Verdict(data["action"], rule=data["rule"], reason=data["reason"])
    ticked = _posts(request.POST.getlist("post")[:MOST_AT_ONCE], reader)
    if not ticked:
        raise NothingTicked
    done = decide_many(posts=ticked, verdict=verdict, by=request.user, at=timezone.now())
    number = len(done.acts)
    messages.success(request, ngettext("%(n)s post decided.", "%(n)s posts decided.", number) % {"n": number})
    if done.missed:
        messages.warning(request, _("A colleague was faster with %(n)s of them.") % {"n": done.missed})


def _posts(sent: list[str], reader: Reader) -> list[Post]:
    ids = [number_in(one) for one in sent]
    return list(Post.objects.filter(pk__in=ids, thread__forum=reader.forum))


def _decide_appeal(request: HttpRequest, reader: Reader) -> None:
    appeal = Appeal.objects.filter(act__forum=reader.forum, pk=number_in(request.POST.get("appeal"))).first()
    if appeal is not None:
        is_upheld = request.POST.get("action") == "uphold"
        reason = request.POST.get("reason", "")
        decide_appeal(appeal=appeal, is_upheld=is_upheld, reason=reason, by=request.user, at=timezone.now())


def _decide_door(request: HttpRequest, reader: Reader) -> None:
    member = Member.objects.filter(forum=reader.forum, pk=number_in(request.POST.get("member"))).first()
    if member is not None:
        admit(member=member, is_let_in=request.POST.get("action") == "admit", by=request.user, at=timezone.now())


def _lift(request: HttpRequest, reader: Reader) -> None:
    given = Suspension.objects.filter(member__forum=reader.forum, pk=number_in(request.POST.get("suspension"))).first()
    if given is not None:
        lift(suspension=given, by=request.user, at=timezone.now())


def _queue_context(request: HttpRequest, reader: Reader, form: VerdictForm) -> dict[str, Any]:
    forum, at = reader.forum, timezone.now()
    page, rows = queue_page(forum, by=request.user, page=request.GET.get("page"), at=at)
    appeals = Appeal.objects.filter(act__forum=forum, decided_at=None).select_related(
        "act__rule", "act__post__thread", "act__member", "act__forum"
    )
    appeals = appeals.prefetch_related("act__post__pictures")
    return {
        "reader": reader,
        "forum": forum,
        "form": form,
        "list_page": page,
        "rows": rows,
        "ticked": {number_in(sent) for sent in request.POST.getlist("post")},
        "counts": count_queue(forum),
        "appeals": [_appeal_row(one, request.user) for one in appeals.order_by("made_at")],
        "people": list(Member.objects.filter(forum=forum, state=Member.State.WAITING).order_by("pk")),
        "paused": [(one, say_moment(one.ends_at, at=at)) for one in paused_in(forum, at=at)],
        "undoable": undoable_by(request.user, forum, at=at),
        "crumbs": crumbs_of(reader),
    }


def _appeal_row(appeal: Appeal, user: Any) -> tuple[Appeal, bool, bool]:
    """Say whether somebody else has to decide it, and whether that is an administrator."""
    own = is_own(appeal, user)
    return appeal, own, own and is_left_to_administrators(appeal)


def _asked_once_more(request: HttpRequest, found: Thread, data: dict[str, Any]) -> dict[str, Any] | None:
    """Return what to ask about a step that nobody can take back, unless it has been said twice.

    Raises:
        WrongTarget, MoveWouldTell: The step leads nowhere.
    """
    action = request.POST.get("action", "")
    if action not in {"merge", "move"} or request.POST.get("sure") == "yes":
        return None
    if action == "merge":
        return {"action": action, "into": _merge_target(found, data)}
    if found.forum.is_closed:
        raise MoveWouldTell
    if data["community"] is None:
        raise WrongTarget(_("Choose the community to move it to."), field="community")
    return {"action": action, "community": data["community"]}


def _merge_target(found: Thread, data: dict[str, Any]) -> Thread:
    into = data["into"] or 0
    target = Thread.objects.filter(forum=found.forum_id, number=into, merged_into=None).first()
    if target is None or target.pk == found.pk:
        raise WrongTarget(field="into")
    return target


def _arrange(request: HttpRequest, found: Thread, data: dict[str, Any]) -> Thread:
    """Do the one thing whose button was pressed, and return the thread to show."""
    action, at, by = request.POST.get("action", ""), timezone.now(), request.user
    switch, _colon, way = action.partition(":")
    if switch in SWITCHES:
        return switch_thread(thread=found, switch=switch, is_on=way == "on", by=by, at=at)
    match action:
        case "rename":
            return rename_thread(thread=found, title=data["title"], by=by, at=at)
        case "slow":
            return slow_thread(thread=found, seconds=data["slow_mode_seconds"] or 0, by=by, at=at)
        case "split":
            numbers = [number_in(word) for word in data["numbers"].replace(",", " ").split()]
            target = split_thread(thread=found, numbers=numbers, title=data["new_title"], by=by, at=at)
        case "merge":
            target = merge_threads(thread=found, into=_merge_target(found, data), by=by, at=at)
        case "move" if data["community"] is not None:
            return move_thread(thread=found, forum=data["community"], by=by, at=at)
        case "move" if found.forum.is_closed:
            raise MoveWouldTell
        case _:
            raise WrongTarget
    target.forum = found.forum
    return target
