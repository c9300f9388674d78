"""What the pages of what's on read: what is to come by week, in one statement however much there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Min
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.moments import say_day, say_span, words_change_at
from core.pagecache import register_moments
from people import ticks
from youth.models import WhatsOn
from youth.services.whats_on import forget_whats_on

#: More than a district has on in a year; past it the soonest stand there.
MOST: Final = 300
#: What the form writes where something costs nothing, and what the filter looks for.
FREE: Final = "Free"
_WORDS_ON_A_TILE: Final = 14
_COSTS_NOTHING = gettext_lazy("Free")


@dataclass(frozen=True, slots=True)
class EventCard:
    """One thing as templates/youth/_event_card.html shows it."""

    href: str
    title: str
    starts: datetime
    when_text: str
    place: str
    cost_text: str
    ages_text: str
    access_text: str


@dataclass(frozen=True, slots=True)
class District:
    slug: str
    name: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Week:
    title: str
    events: list[EventCard]


def whats_on_list(*, district: str, is_free: bool, at: datetime) -> dict[str, Any]:
    """Return what is to come by week under the filters; a district in which nothing is on is no filter."""
    coming = list(WhatsOn.objects.to_come(at).select_related("area")[:MOST])
    areas = sorted({one.area.slug: one.area.name for one in coming if one.area is not None}.items(), key=lambda a: a[1])
    chosen = district if district in dict(areas) else ""
    shown = [
        one
        for one in coming
        if (not chosen or (one.area is not None and one.area.slug == chosen)) and (not is_free or costs_nothing(one))
    ]
    return {
        "weeks": by_week(shown, at=at),
        "districts": [District(slug, name, link(slug, is_free=is_free), slug == chosen) for slug, name in areas],
        "everywhere": link("", is_free=is_free),
        "chosen": chosen,
        "is_free": is_free,
        "free_or_not": link(chosen, is_free=not is_free),
        "is_narrow": bool(chosen or is_free),
    }


def link(district: str, *, is_free: bool) -> str:
    values = {"district": district, "free": "1" if is_free else ""}
    return "?" + urlencode({name: value for name, value in values.items() if value})


def costs_nothing(one: WhatsOn) -> bool:
    """Whether one gets in for nothing: what is said of the cost begins with 'free' and names no pounds."""
    said = one.cost.strip().casefold()
    return said.startswith(FREE.casefold()) and "£" not in said


def is_plainly_free(one: WhatsOn) -> bool:
    """Whether no more is said of the cost than that there is none."""
    return one.cost.strip().casefold() == FREE.casefold()


def by_week(shown: Iterable[WhatsOn], *, at: datetime) -> list[Week]:
    """Return things in weeks from Monday on; what has begun before this week stands in this one."""
    this_week = monday_of(timezone.localdate(at))
    dated = sorted(shown, key=lambda one: (max(monday_of(timezone.localdate(one.starts_at)), this_week), one.starts_at))
    weeks = groupby(dated, key=lambda one: max(monday_of(timezone.localdate(one.starts_at)), this_week))
    return [Week(say_week(monday, at=at), [card_of(one, at=at) for one in those]) for monday, those in weeks]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def say_week(monday: date, *, at: datetime) -> str:
    weeks = (monday - monday_of(timezone.localdate(at))).days // 7
    if weeks <= 1:
        return (_("This week"), _("Next week"))[max(weeks, 0)]
    return _("Week of %s") % say_day(monday, at=at)


def card_of(one: WhatsOn, *, at: datetime) -> EventCard:
    return EventCard(
        href=one.get_absolute_url(),
        title=_("Cancelled: %s") % one.title if one.cancelled_at else one.title,
        starts=one.starts_at,
        when_text=say_span(one.starts_at, one.ends_at, at=at),
        place=where_of(one),
        cost_text=cost_of(one),
        ages_text=ages_of(one),
        access_text=Truncator(one.access).words(_WORDS_ON_A_TILE),
    )


def where_of(one: WhatsOn) -> str:
    """Say where it is; the district too, where the place does not name it."""
    if one.area is None or one.area.name.casefold() in one.place.casefold():
        return one.place
    return f"{one.place}, {one.area.name}"


def cost_of(one: WhatsOn) -> str:
    return str(_COSTS_NOTHING) if is_plainly_free(one) else one.cost


def ages_of(one: WhatsOn) -> str:
    if one.age_from == one.age_to:
        return _("Age %d") % one.age_from
    return _("Ages %(first)d to %(last)d") % {"first": one.age_from, "last": one.age_to}


def changes_at(at: datetime) -> datetime:
    """Return the first moment after `at` at which the clock alone changes what these pages say."""
    ends = WhatsOn.objects.published().filter(ends_at__gt=at).aggregate(first=Min("ends_at"))["first"]
    midnight = words_change_at(at)
    return min(ends, midnight) if ends is not None else midnight


def desk_of_whats_on(*, at: datetime) -> dict[str, Any]:
    """Return what the team works on: what waits for a checked adult, what is public and to come."""
    known = list(WhatsOn.objects.filter(ends_at__gt=at).select_related("area", "suggested_by").order_by("starts_at"))
    return {
        "waiting": [one for one in known if one.published_at is None],
        "public": [one for one in known if one.published_at is not None],
    }


def register_whats_on() -> None:
    """Have kept pages follow the clock, and what is long over erased."""
    register_moments("youth what's on", changes_at)
    ticks.register("youth what's on over", forget_whats_on, every=timedelta(hours=1))
