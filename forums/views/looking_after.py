"""Who moderates a forum, and what was assessed of it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forums.access import access_kept
from forums.errors import ForumRefusal, NotYet
from forums.forms.settings import AssessmentForm, ModeratorForm
from forums.models import Forum, Moderator
from forums.reads.keeping import assessments_of, moderators_of
from forums.services.keeping import appoint, end_moderator, record_assessment
from forums.views.frame import number_in, show
from forums.views.settings import frame_of
from people.permissions import is_administrator

A_YEAR = timedelta(days=365)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moderators(request: HttpRequest, slug: str) -> HttpResponse:
    """List who looks after a forum; name somebody by e-mail address; take somebody away."""
    reader = access_kept(slug, user=request.user)
    is_new = request.POST.get("action") == "name"
    form = ModeratorForm(request.POST if is_new else None, may_give_right=is_administrator(request.user))
    refusal = None
    if request.method == "POST" and (not is_new or form.is_valid()):
        try:
            _do_moderator(request, reader.forum, form, is_new=is_new)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect("forums:keep_moderators", slug=slug)
    context = frame_of(reader) | {"form": form, "moderators": moderators_of(reader.forum)}
    return show(request, "forums/forum_moderators.html", context, refusal=refusal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessments(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was assessed, and put an assessment on record."""
    reader = access_kept(slug, user=request.user)
    today = timezone.localdate(timezone.now())
    form = AssessmentForm(request.POST or None, initial={"made_on": today, "review_on": today + A_YEAR})
    refusal: ForumRefusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["made_on"] > today:
                raise NotYet
            record_assessment(forum=reader.forum, by=request.user, **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            messages.success(request, _("The assessment is on record. Readers see it under the rules of the house."))
            return redirect("forums:keep_assessments", slug=slug)
    context = frame_of(reader) | {"form": form, "assessments": assessments_of(reader.forum), "today": today}
    return show(request, "forums/forum_assessments.html", context, refusal=refusal)


def _do_moderator(request: HttpRequest, forum: Forum, form: ModeratorForm, *, is_new: bool) -> None:
    if is_new:
        appoint(forum=forum, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("They look after this forum now."))
        return
    found = Moderator.objects.filter(forum=forum, pk=number_in(request.POST.get("moderator"))).first()
    if found is None:
        raise Http404
    end_moderator(moderator=found, by=request.user)
    messages.success(request, _("They look after this forum no longer."))
