"""What the pages have in common on which events are prepared: signed in, never kept, in one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from live.forms.problems import Problem
from live.models import Event
from live.permissions import may_own

#: Characters of an event's title where it only says where one is.
CRUMB = 32
View = Callable[..., HttpResponse]
BELOW_AGENDA = {"agenda_add", "step_form", "poll_form", "step_remove", "agenda_copy", "agenda_questions"}


def desk(view: View) -> View:
    """Ask for sign-in, and have nothing kept: who may look is asked anew each time."""

    @never_cache
    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return asked


def show(
    request: HttpRequest,
    template: str,
    event: Event | None = None,
    *,
    problems: Iterable[Problem] = (),
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """Draw a page of the desk; one with problems is refused as a whole."""
    found = list(problems)
    about = {
        "event": event,
        "crumbs": _crumbs(event, template),
        "may_own": event is not None and may_own(request.user, event),
        "problems": found,
    }
    code = status or (400 if found else 200)
    return render(request, f"live/manage/{template}.html", about | context, status=code)


def _crumbs(event: Event | None, template: str) -> list[tuple[str, str]]:
    crumbs = [(_("Live events"), reverse("live:events"))] if template != "events" else []
    if event is not None and template != "event":
        crumbs.append((Truncator(event.title).chars(CRUMB), reverse("live:event", args=[event.pk])))
    if template in BELOW_AGENDA and event is not None:
        crumbs.append((_("Agenda"), reverse("live:agenda", args=[event.pk])))
    return crumbs


def number(sent: str | None) -> int | None:
    """Return a number that was sent, or None."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 19 else None
