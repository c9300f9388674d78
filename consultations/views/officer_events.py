"""Officers' screen of the events that ask what a consultation asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.access import may_edit
from consultations.models import ConsultationPage
from consultations.result_access import access_officer_results, access_release
from consultations.services.events import NotYourEvent, events_for, link_event, shared_polls, unlink_event
from consultations.views.officer_screen import show_screen
from live.models import Event


@require_http_methods(["GET", "POST"])
def event_links(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show which events count for a consultation; link another or take one away."""
    if request.method == "POST":
        return _change(request, access_release(page_id, user=request.user))  # type: ignore[arg-type]
    return _screen(request, access_officer_results(page_id, user=request.user))  # type: ignore[arg-type]


def _change(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    if (away := _number(request.POST.get("away"))) is not None:
        unlink_event(consultation=consultation, event_id=away)
        return redirect("officer_results:events", consultation.pk)
    chosen = _number(request.POST.get("event"))
    event = events_for(consultation, user=request.user).filter(pk=chosen).first() if chosen is not None else None
    if event is None:
        return _screen(request, consultation, problem=_("Choose an event from the list."), status=400)
    try:
        link_event(consultation=consultation, event=event, by=request.user, at=timezone.now())
    except NotYourEvent as refusal:
        return _screen(request, consultation, problem=str(refusal.public_message), status=409)
    return redirect("officer_results:events", consultation.pk)


def _screen(
    request: HttpRequest, consultation: ConsultationPage, *, problem: str = "", status: int = 200
) -> HttpResponse:
    polls = shared_polls(consultation)
    found = list(consultation.event_links.in_order())
    run = set(
        Event.objects.run_by(request.user).filter(pk__in=[one.event_id for one in found]).values_list("pk", flat=True)
    )
    links = [(link, polls.get(link.event_id, 0), link.event_id in run) for link in found]
    is_editor = may_edit(request.user, consultation)
    others = events_for(consultation, user=request.user) if is_editor else Event.objects.none()
    context = {
        "links": links,
        "others": others.exclude(consultation_links__consultation=consultation).order_by("-starts_at", "pk"),
        "may_edit": is_editor,
        "problem": problem,
    }
    return show_screen(
        request,
        "officer_events.html",
        title=_("Events"),
        consultation=consultation,
        status=status,
        context=context,
    )


def _number(sent: str | None) -> int | None:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 19 else None
