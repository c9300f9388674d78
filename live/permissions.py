"""Who may do what with an event: asked anew at every command."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from live.models import AgendaItem, Event
from people.models import Organisation, User
from people.permissions import is_administrator, organisations_of
from people.roles import Role


def may_own(user: Any, event: Event) -> bool:
    """Whether this person decides about the event itself: who runs it, what becomes of its results."""
    if not (user.is_active and user.is_authenticated):
        return False
    return is_administrator(user) or organisations_of(user).filter(pk=event.organisation_id).exists()


def may_make(user: Any) -> QuerySet[Organisation]:
    """The organisations in whose name this person may make events."""
    return Organisation.objects.all() if is_administrator(user) else organisations_of(user)


def has_events(user: Any) -> bool:
    """Whether the pages where events are run are this person's business: invited, officer, facilitator, administrator.

    One statement: the header of every page asks.
    """
    if not (user.is_active and user.is_authenticated):
        return False
    roles = [Role.ADMINISTRATOR.value, Role.FACILITATOR.value]
    mine = Q(is_superuser=True) | Q(groups__name__in=roles) | Q(groups__organisation__isnull=False)
    return User.objects.filter(mine | Q(facilitates__isnull=False), pk=user.pk).exists()


def access_event(pk: int, *, user: Any) -> Event:
    """Return an event this person runs.

    Raises:
        Http404: There is none, or it is somebody else's: as if it were not there.
    """
    event = Event.objects.run_by(user).filter(pk=pk).select_related("organisation").first()
    if event is None:
        raise Http404
    return event


def access_own_event(pk: int, *, user: Any) -> Event:
    """Return an event of an organisation this person is an officer of.

    Raises:
        Http404: Otherwise.
    """
    event = access_event(pk, user=user)
    if not may_own(user, event):
        raise Http404
    return event


def access_item(event: Event, pk: int) -> AgendaItem:
    """Return a step of the event's own agenda.

    Raises:
        Http404: Otherwise.
    """
    item = event.agenda.filter(pk=pk).first()
    if item is None:
        raise Http404
    item.event = event
    return item


def access_joined(code: str) -> Event:
    """Return the event with this code.

    Raises:
        Http404: There is none.
    """
    event = Event.objects.filter(code=code).select_related("organisation").first()
    if event is None:
        raise Http404
    return event
