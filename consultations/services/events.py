"""Linking live events to a consultation, and what is counted of them.

A room adds the last settled round of each poll that asks one of the consultation's own questions; groups and test
questions are never counted, nor an event that has not ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from consultations.errors import Refusal
from consultations.models import ConsultationEvent, ConsultationPage, ResultSnapshot
from core.generation import raise_generation
from live.models import AgendaItem, Ballot, Event, PaperCount, Round
from people.permissions import is_administrator, organisations_of

#: How many gave each distinct value: question, version, channel, value, number.
Grouped = tuple[int, int, str, Any, int]
#: The rounds that are counted for a consultation, each with how many sheets of paper it has: a sheet may come late.
Counted = dict[str, int]
CHANNEL = "event"


class NotYourEvent(Refusal):
    """The event is of a body that does not run the consultation, or that this person does not act for."""


def events_for(consultation: ConsultationPage, *, user: Any) -> QuerySet[Event]:
    """Return the events that this person may link: of the bodies that run the consultation, and of theirs."""
    bodies = [consultation.lead_organisation_id, *consultation.partners.values_list("organisation_id", flat=True)]
    events = Event.objects.filter(organisation__in=bodies)
    return events if is_administrator(user) else events.filter(organisation__in=organisations_of(user))


@transaction.atomic
def link_event(*, consultation: ConsultationPage, event: Event, by: Any, at: datetime) -> ConsultationEvent:
    """Have the polls of an event count for a consultation, once the event has ended.

    Raises:
        NotYourEvent: It is none of the events that this person may link.
    """
    if not events_for(consultation, user=by).filter(pk=event.pk).exists():
        raise NotYourEvent
    link, _is_new = ConsultationEvent.objects.get_or_create(
        consultation=consultation, event=event, defaults={"linked_by": by, "linked_at": at}
    )
    raise_generation()
    return link


@transaction.atomic
def unlink_event(*, consultation: ConsultationPage, event_id: int) -> None:
    """Count an event for this consultation no longer."""
    ConsultationEvent.objects.filter(consultation=consultation, event_id=event_id).delete()
    raise_generation()


def shared_polls(consultation: ConsultationPage) -> dict[int, int]:
    """Return how many polls of each linked event ask a question of the consultation, by event."""
    polls = _polls().filter(
        event__consultation_links__consultation=consultation,
        question__section__questionnaire__survey__consultation=consultation,
    )
    return dict(polls.order_by().values_list("event_id").annotate(Count("pk", distinct=True)))


def counted_rounds(consultations: Iterable[int], *, at: datetime) -> dict[int, Counted]:
    """Return what is to be counted of rooms for each of these consultations at `at`, in two statements."""
    rounds = (
        Round.objects.filter(
            item__in=_polls(),
            item__event__ended_at__isnull=False,
            item__event__consultation_links__consultation__in=list(consultations),
        )
        .order_by("opened_at", "pk")
        .values_list(
            "item__event__consultation_links__consultation",
            "item__question__section__questionnaire__survey__consultation",
            "item__event",
            "item__question",
            "pk",
            "closes_at",
        )
    )
    last: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for linked, asking, event, question, pk, closes_at in rounds:
        if linked == asking and Round(closes_at=closes_at).is_settled(at=at):
            last[linked][event, question] = pk
    sheets = _sheets([pk for chosen in last.values() for pk in chosen.values()])
    return {one: {str(pk): sheets[pk] for pk in sorted(chosen.values())} for one, chosen in last.items()}


def _polls() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.reported().filter(is_slice=False)


def _sheets(rounds: Iterable[int]) -> dict[int, int]:
    """Return how many sheets of paper each round has, zeros kept."""
    found = dict.fromkeys(rounds, 0)
    for round_id, number in PaperCount.objects.filter(round__in=list(found)).values_list("round_id", "number"):
        found[round_id] += number
    return found


def grouped_in_rooms(counted: Counted) -> list[Grouped]:
    """Return how many gave each value in these rounds, phones, helpers and paper together."""
    rounds = [int(one) for one in counted]
    votes = Ballot.objects.filter(round__in=rounds).order_by()
    rows: list[Grouped] = [
        (question, version, CHANNEL, value, number)
        for question, version, value, number in votes.values_list(
            "round__item__question_id", "version", "value"
        ).annotate(Count("pk"))
    ]
    paper = PaperCount.objects.filter(round__in=rounds, number__gt=0)
    fields = ("round__item__question_id", "round__item__question__version", "value", "number")
    rows += [
        (question, version, CHANNEL, value, number) for question, version, value, number in paper.values_list(*fields)
    ]
    return rows


def people_in_rooms(counted: Counted) -> int:
    """Return how many took part: different voters, and per event as many sheets as the poll with the most has."""
    rounds = {int(one): number for one, number in counted.items()}
    voters = Ballot.objects.filter(round__in=rounds).values("round__item__event", "voter").distinct().count()
    sheets: dict[int, int] = defaultdict(int)
    for pk, event in Round.objects.filter(pk__in=rounds).values_list("pk", "item__event"):
        sheets[event] = max(sheets[event], rounds[pk])
    return voters + sum(sheets.values())


def stale_rooms(*, at: datetime) -> list[int]:
    """Return the consultations whose stored counts hold something else of rooms than there is now."""
    linked = set(ConsultationEvent.objects.ended().values_list("consultation", flat=True))
    held = {
        pk: rooms.get("rounds", {})
        for pk, rooms in ResultSnapshot.objects.exclude(rooms={}).values_list("consultation", "rooms")
    }
    now = counted_rounds(linked, at=at) if linked else {}
    return sorted(one for one in linked | set(held) if now.get(one, {}) != held.get(one, {}))
