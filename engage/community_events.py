"""What is coming up for a community: days that its page names, events in a hall, events of its consultations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from consultations.reads import rich_text
from core.moments import say_span
from engage.models import CommunityPage
from live.models import Event

EVENTS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Coming:
    """Something one may go to."""

    title: str
    starts_at: datetime
    when: str
    place: str
    text: SafeString | str
    facts: tuple[str, ...]


def coming_up(page: CommunityPage, *, at: datetime) -> list[Coming]:
    """Return what has not ended, the next first; two statements."""
    found = [*_days(page, at=at), *(_event(event, at=at) for event in _events(page, at=at))]
    return sorted(found, key=lambda one: one.starts_at)


def _days(page: CommunityPage, *, at: datetime) -> list[Coming]:
    values = [block.value for block in page.days]
    return [
        Coming(
            title=day["title"],
            starts_at=day["starts_at"],
            when=say_span(day["starts_at"], day["ends_at"], at=at),
            place=day["place"],
            text=rich_text(day["text"].source) if day["text"] else "",
            facts=(),
        )
        for day in values
        if day["starts_at"] and day["ends_at"] and day["ends_at"] > at
    ]


def _events(page: CommunityPage, *, at: datetime) -> list[Event]:
    """Those the page names; of its consultations' events only those that anybody may come to."""
    named = [event.pk for event in page.events.all()]
    asked = ConsultationPage.objects.live().public().filter(communities=page.community_id)
    theirs = Q(consultation_links__consultation__in=asked, admission=Event.Admission.OPEN)
    found = Event.objects.filter(Q(pk__in=named) | theirs, ended_at=None, ends_at__gt=at)
    return list(found.select_related("organisation").distinct().order_by("starts_at", "pk")[:EVENTS_SHOWN])


def _event(event: Event, *, at: datetime) -> Coming:
    is_open = event.admission == Event.Admission.OPEN
    how = _("Everybody may come.") if is_open else event.get_admission_display()
    return Coming(
        title=event.title,
        starts_at=event.starts_at,
        when=say_span(event.starts_at, event.ends_at, at=at),
        place=event.place,
        text="",
        facts=(event.organisation.name, how),
    )
