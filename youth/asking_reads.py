"""What young people can have their say about now, in their words where the team wrote some."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from consultations.models import ConsultationPage, OutcomePage
from consultations.young import young_answer_url
from core.moments import say_closing, say_opening, say_span
from live.models import Event
from youth.models import WeekPoll

#: So many polls the team's desk lists, past ones too.
POLLS_SHOWN: Final = 20
#: So long after its last day the front still shows what came of a poll.
A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to have a say about: a consultation, an event, what came of one."""

    href: str
    title: str
    words: str
    when: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """The poll of the week: where to answer it while it is on, where its result stands afterwards."""

    question: str
    answers: tuple[str, ...]
    href: str
    when: str
    is_on: bool


def open_consultations(*, at: datetime, limit: int) -> list[Asked]:
    """Return the consultations marked for young people that take answers, those that close first; one statement."""
    found = ConsultationPage.objects.open_at(at).filter(is_for_young_people=True).order_by("closes_at", "pk")
    pages = found.select_related("lead_organisation", "young_words")[:limit]
    return [_consultation(page, say_closing(page.closes_at, at=at), young_answer_url(page)) for page in pages]


def planned_consultations(*, at: datetime, limit: int) -> list[Asked]:
    """Return those that open next."""
    found = ConsultationPage.objects.planned_at(at).filter(is_for_young_people=True, opens_at__isnull=False)
    pages = found.select_related("lead_organisation", "young_words").order_by("opens_at", "pk")[:limit]
    return [_consultation(page, say_opening(page.opens_at, at=at), page.get_url() or "") for page in pages]


def outcomes(*, at: datetime, limit: int) -> list[Asked]:
    """Return what came of those that closed, the newest first; one statement."""
    closed = ConsultationPage.objects.closed_at(at).filter(is_for_young_people=True)
    found = OutcomePage.objects.live().filter(consultation__in=closed).order_by("-first_published_at", "-pk")
    near = ("consultation__lead_organisation", "consultation__young_words")
    return [_consultation(page.consultation, "", page.get_url() or "") for page in found.select_related(*near)[:limit]]


def live_events(*, at: datetime, limit: int) -> list[Asked]:
    """Return the live events for young people that run or are to come, but no polls of the week; one statement."""
    found = Event.objects.filter(is_for_young_people=True, ended_at=None, ends_at__gt=at, week_poll=None)
    rows = found.select_related("organisation", "young_words").order_by("starts_at", "pk")[:limit]
    return [_event(event, at=at) for event in rows]


def week_and_events(*, at: datetime, events: int) -> tuple[Poll | None, list[Asked]]:
    """Return the poll of this week, else the last one, and the next live events: both are events, so one statement."""
    today = localdate(at)
    ahead = Q(week_poll=None, is_for_young_people=True, ended_at=None, ends_at__gt=at)
    polls = Q(week_poll__published_at__isnull=False, week_poll__starts_on__lte=today)
    polls &= Q(week_poll__ends_on__gte=today - A_WEEK)
    near = ("organisation", "young_words", "week_poll")
    found = list(Event.objects.filter(ahead | polls).select_related(*near).order_by("starts_at", "pk"))
    own = [event for event in found if getattr(event, "week_poll", None) is not None]
    others = [event for event in found if getattr(event, "week_poll", None) is None]
    return (_poll_of(own[-1], at=at) if own else None), [_event(event, at=at) for event in others[:events]]


def polls_of_the_week(*, at: datetime, limit: int) -> list[Poll]:
    """Return the poll that is on, if one is, and those before it, the newest first; one statement."""
    found = WeekPoll.objects.filter(published_at__isnull=False, starts_on__lte=localdate(at)).select_related("event")
    return [_poll(poll, at=at) for poll in found[:limit]]


def asking_desk(*, at: datetime) -> dict[str, Any]:
    """Return what the team works on: all that is asked of young people and not over, and the polls; 3 statements."""
    not_over = ConsultationPage.objects.live().filter(is_for_young_people=True, closes_at__gt=at)
    events = Event.objects.filter(is_for_young_people=True, ended_at=None, ends_at__gt=at, week_poll=None)
    return {
        "consultations": list(not_over.select_related("young_words").order_by("closes_at", "pk")),
        "events": list(events.select_related("young_words").order_by("starts_at", "pk")),
        "polls": list(WeekPoll.objects.select_related("event")[:POLLS_SHOWN]),
        "today": localdate(at),
    }


def _consultation(page: Any, when: str, href: str) -> Asked:
    words = _words_of(page)
    return Asked(
        href=href,
        title=words.title if words else page.title,
        words=words.summary if words else page.summary,
        when=when,
        by=page.lead_organisation.name,
    )


def _event(event: Event, *, at: datetime) -> Asked:
    words = _words_of(event)
    return Asked(
        href=reverse("live:join", args=[event.code]),
        title=words.title if words else event.title,
        words=words.summary if words else event.place,
        when=say_span(event.starts_at, event.ends_at, at=at),
        by=event.organisation.name,
    )


def _poll(poll: WeekPoll, *, at: datetime) -> Poll:
    event = poll.event
    is_on = event is not None and event.ended_at is None and poll.is_on(localdate(at))
    code = event.code if event is not None else ""
    return Poll(
        question=poll.question,
        answers=tuple(poll.answers.splitlines()),
        href=reverse("live:join" if is_on else "live:results", args=[code]),
        when=say_closing(event.ends_at, at=at) if event is not None and is_on else "",
        is_on=is_on,
    )


def _poll_of(event: Any, *, at: datetime) -> Poll:
    event.week_poll.event = event
    return _poll(event.week_poll, at=at)


def _words_of(thing: Any) -> Any:
    """Return what the team wrote of a thing and a checked adult let out; None where there is nothing."""
    words = getattr(thing, "young_words", None)
    return words if words is not None and words.published_at is not None else None
