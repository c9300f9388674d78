"""Who may read what came of an event: everybody where it says so and has ended, otherwise those who run it."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from live.models import Event
from live.permissions import access_joined


def are_public(event: Event) -> bool:
    return event.is_over and event.are_results_public


def may_run(user: Any, event: Event) -> bool:
    return Event.objects.run_by(user).filter(pk=event.pk).exists()


def access_results(code: str, *, user: Any) -> Event:
    """Return the event with this code, if this person may read its results.

    Raises:
        Http404: There is none, or its results are not public (yet) and this person does not run it.
    """
    event = access_joined(code)
    if are_public(event) or may_run(user, event):
        return event
    raise Http404
