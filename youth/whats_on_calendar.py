"""What's on as an iCalendar file: text escaped and lines folded by the library, moments in UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from youth.models import WhatsOn
from youth.whats_on import ages_of, cost_of, where_of

Absolute = Callable[[str], str]


def calendar(shown: Iterable[WhatsOn], *, absolute: Absolute, host: str) -> bytes:
    """Return the file. A thing keeps its UID whatever changes about it; what is cancelled says so and stays."""
    made = Calendar()
    made.add("prodid", f"-//{host}//youth//EN")
    made.add("version", "2.0")
    made.add("name", _("What’s on"))
    made.add("x-wr-calname", _("What’s on"))
    for one in shown:
        made.add_component(event_of(one, absolute=absolute, host=host))
    return made.to_ical()


def event_of(one: WhatsOn, *, absolute: Absolute, host: str) -> Event:
    event = Event()
    known = [moment for moment in (one.published_at, one.changed_at, one.cancelled_at) if moment is not None]
    changed = max(known, default=one.starts_at)
    event.add("uid", f"whats-on-{one.pk}@{host}")
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", _("Cancelled: %s") % one.title if one.cancelled_at else one.title)
    event.add("status", "CANCELLED" if one.cancelled_at else "CONFIRMED")
    event.add("location", where_of(one))
    event.add("description", _described(one))
    event.add("url", absolute(one.get_absolute_url()))
    return event


def _described(one: WhatsOn) -> str:
    lines = [one.summary, f"{cost_of(one)}. {ages_of(one)}.", _("Access: %s") % one.access]
    return "\n".join(line for line in lines if line)
