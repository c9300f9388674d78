"""Talk about a thing: every thread about it that everybody may read, and where one starts another."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forums.access import access_thread, readable_forums
from forums.errors import ForumRefusal, WrongTarget
from forums.forms.moderating import SubjectForm
from forums.models import Forum, Member, Thread
from forums.reads.subjects import find_subject, subject_at, subject_of, threads_about
from forums.services.linking import link_subject, unlink
from forums.views.frame import crumbs_of, show
from people.models import User


@never_cache
@require_safe
def about(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """List what is said about a thing in open forums, and the communities in which one can start a thread about it."""
    found = find_subject(kind, pk)
    readable = [forum for forum in readable_forums(request.user) if not forum.is_archived]
    inside = _inside(request, readable)
    context = {
        "subject": found,
        "list_page": threads_about(found, page=request.GET.get("page")),
        "mine": [forum for forum in readable if forum.pk in inside],
        "others": [forum for forum in readable if forum.pk not in inside and not forum.is_closed],
        "crumbs": [*crumbs_of(), (found.title, found.url)],
    }
    return render(request, "forums/about.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let a moderator say what a thread is about, or that it is about nothing but itself."""
    reader, found = access_thread(slug, number, user=request.user)
    if not reader.is_moderator:
        raise Http404
    form = SubjectForm(request.POST if "address" in request.POST else None)
    refusal = None
    if request.method == "POST":
        try:
            _say(request, found)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect(found)
    context = {
        "reader": reader,
        "thread": found,
        "subject": subject_of(found),
        "form": form,
        "crumbs": crumbs_of(reader, found),
    }
    return show(request, "forums/thread_about.html", context, refusal=refusal)


def _say(request: HttpRequest, found: Thread) -> None:
    at = timezone.now()
    if request.POST.get("action") == "detach":
        unlink(thread=found, by=request.user, at=at)
        return
    target = subject_at(request, request.POST.get("address", ""))
    if target is None:
        raise WrongTarget(
            _("Nothing on this site that everybody can see has this address. Copy it once more."), field="address"
        )
    link_subject(thread=found, subject=target, by=request.user, at=at)


def _inside(request: HttpRequest, forums: list[Forum]) -> set[int]:
    """Return the forums of which whoever asks is a member."""
    if not isinstance(request.user, User):
        return set()
    members = Member.objects.inside().of_account(request.user.pk, [forum.community_id for forum in forums])
    return set(members.values_list("forum_id", flat=True))
