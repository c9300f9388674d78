"""Officers' screens on which recommendations or actions are put to a conference."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actions.models import Action, ActionPlan
from juries.access import access_jury
from juries.forms.priorities import RankingForm
from juries.models import ConferenceRanking, Recommendation
from juries.room_errors import RoomRefusal
from juries.services.priorities import put_to_event
from live.errors import LiveRefusal
from people.models import Organisation
from questions.errors import Refusal as QuestionRefusal


@require_http_methods(["GET", "HEAD", "POST"])
def of_jury(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put published recommendations of a jury to an event."""
    jury = access_jury(page_id, user=request.user)
    crumbs = [
        {"url": reverse("wagtailadmin_pages:edit", args=[jury.pk]), "label": jury.title},
        {"url": reverse("jury_room:room", args=[jury.pk]), "label": _("The jury’s room")},
    ]
    things = Recommendation.objects.published().filter(jury=jury)
    done = ConferenceRanking.objects.filter(things__recommendation__jury=jury).distinct()
    return _screen(request, jury.title, things, done, jury.lead_organisation, crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
def of_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Put actions of a published plan to an event."""
    plan = ActionPlan.objects.kept_by(request.user).published().filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    crumbs = [{"url": plan.get_absolute_url(), "label": plan.title}]
    things = Action.objects.filter(plan=plan).order_by("order", "pk")
    done = ConferenceRanking.objects.filter(things__action__plan=plan).distinct()
    return _screen(request, plan.title, things, done, plan.lead_organisation, crumbs)


def _screen(
    request: HttpRequest, of: str, things: Any, done: Any, organisation: Organisation, crumbs: list[dict[str, str]]
) -> HttpResponse:
    form = RankingForm(request.POST or None, things=things, user=request.user)
    if request.method == "POST" and form.is_valid() and _put(request, form, organisation):
        messages.success(request, _("It is on the agenda. Once the event has ended, the result is taken over."))
        return redirect(request.path)
    title = _("Put to a conference")
    rankings = done.prefetch_related("things__recommendation", "things__action").select_related("poll__event")
    context = {
        "form": form,
        "rankings": rankings,
        "has_events": form.fields["event"].queryset.exists(),  # type: ignore[attr-defined]
        "page_title": f"{title}: {of}",
        "header_title": title,
        "header_icon": "list-ol",
        "breadcrumbs_items": [*crumbs, {"url": request.path, "label": title}],
    }
    return render(request, "juries/admin/priorities.html", context)


def _put(request: HttpRequest, form: RankingForm, organisation: Organisation) -> bool:
    """Put it on the agenda; say what is in the way."""
    data = form.cleaned_data
    try:
        put_to_event(
            event=data["event"],
            things=list(data["things"]),
            organisation=organisation,
            title=data["title"],
            at=timezone.now(),
            by=request.user,
        )
    except (RoomRefusal, LiveRefusal, QuestionRefusal) as refusal:
        form.add_error(None, str(refusal.public_message))
        return False
    return True
