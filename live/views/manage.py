"""Events: mine, one of them, made, changed, copied, handed to facilitators, ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.moments import say_span
from live.errors import LiveRefusal
from live.forms.events import CopyForm, EventForm, InviteForm
from live.forms.problems import problems_of
from live.hub import hint_from_thread
from live.models import Event
from live.permissions import access_event, access_own_event, has_events, may_make
from live.qr import qr_path
from live.services import events as services
from live.showing import join_url, typed_address
from live.views.desk import desk, number, show

#: Past events on one page of the list.
PAST_SHOWN = 20


@desk
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """List the events this person runs: going on, to come, past."""
    if not has_events(request.user):
        raise Http404
    at = timezone.now()
    mine = Event.objects.run_by(request.user).with_steps()
    past = Paginator(mine.past(), PAST_SHOWN).get_page(request.GET.get("page"))
    return show(
        request,
        "events",
        running=_rows(mine.running_at(at), at),
        ahead=_rows(mine.ahead_at(at), at),
        past=_rows(past, at),
        page=past,
        may_make=may_make(request.user).exists(),
    )


def _rows(found: Iterable[Event], at: datetime) -> list[tuple[Event, str]]:
    return [(one, say_span(one.starts_at, one.ends_at, at=at)) for one in found]


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Make an event in the name of one of this person's organisations."""
    organisations = may_make(request.user)
    if not organisations.exists():
        raise Http404
    form = EventForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        event = services.create_event(at=timezone.now(), by=request.user, **form.fields_set())
        messages.success(request, _("The event is made. Put its first steps on the agenda now."))
        return redirect("live:agenda", event.pk)
    return show(request, "event_form", form=form, problems=problems_of(form))


@desk
@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one event with all that leads on from it."""
    found = access_event(pk, user=request.user)
    return _show_event(request, found, InviteForm())


def _show_event(request: HttpRequest, found: Event, invite_form: InviteForm) -> HttpResponse:
    return show(
        request,
        "event",
        found,
        problems=problems_of(invite_form),
        steps=found.agenda.count(),
        invite_form=invite_form,
        facilitators=found.facilitators.select_related("user").order_by("pk"),
        **_ways_in(found),
    )


def _ways_in(found: Event) -> dict[str, Any]:
    url = join_url(found.code)
    when = say_span(found.starts_at, found.ends_at, at=timezone.now())
    return {"when": when, "join_url": url, "address": typed_address(), "qr": qr_path(url)}


@desk
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how to join, to be printed and put up."""
    found = access_event(pk, user=request.user)
    return show(request, "poster", found, **_ways_in(found))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of an event."""
    found = access_own_event(pk, user=request.user)
    form = EventForm(
        request.POST or None,
        instance=access_own_event(pk, user=request.user),
        organisations=may_make(request.user),
        has_begun=services.has_begun(found),
    )
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_event(event=found, **form.fields_set())
        except LiveRefusal as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            hint_from_thread(pk)
            messages.success(request, _("Saved."))
            return redirect("live:event", pk)
    return show(
        request,
        "event_form",
        found,
        form=form,
        has_begun=services.has_begun(found),
        stays_young=not found.is_over and services.stays_young(found),
        problems=problems or problems_of(form),
    )


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the same event on another day."""
    found = access_own_event(pk, user=request.user)
    form = CopyForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        new = services.copy_event(event=found, at=timezone.now(), by=request.user, **form.cleaned_data)
        messages.success(request, _("Copied, with the whole agenda. The copy has a code of its own."))
        return redirect("live:event", new.pk)
    return show(request, "event_copy", found, form=form, problems=problems_of(form))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, saying what is destroyed; then end the event for good."""
    found = access_event(pk, user=request.user)
    if request.method == "POST":
        services.end_event(event=found, at=timezone.now())
        hint_from_thread(pk)
        messages.success(request, _("The event has ended. Thank you for running it."))
        return redirect("live:event", pk)
    return show(request, "event_end", found)


@desk
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody run this event."""
    found = access_own_event(pk, user=request.user)
    form = InviteForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            services.invite_facilitator(event=found, email=email, by=request.user, at=timezone.now())
        except LiveRefusal as refusal:
            form.add_error("email", str(refusal.public_message))
        else:
            messages.success(request, _("%(email)s may run this event now, and is told.") % {"email": email})
            return redirect(reverse("live:event", args=[pk]) + "#people")
    return _show_event(request, found, form)


@desk
@require_POST
def uninvite(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = access_own_event(pk, user=request.user)
    services.take_back_invitation(event=found, user_id=number(request.POST.get("user")) or 0)
    messages.success(request, _("Taken back. They can no longer open this event."))
    return redirect(reverse("live:event", args=[pk]) + "#people")
