"""Having a conference put recommendations or actions in order, and keeping what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actions.models import Action
from core.generation import raise_generation
from juries.models import ConferenceRanking, RankedThing, Recommendation
from juries.room_errors import NotYetOver, TooFewToRank
from live.models import AgendaItem, Event
from live.services.agenda import add_poll
from live.stage import asked_of_item
from people.models import Organisation
from questions.kinds import get_kind
from questions.models import Choice
from questions.tally import Tally

Thing = Recommendation | Action

FEWEST: Final = 2
#: More than these nobody puts in order on a phone.
MOST: Final = 12
#: What fits on a screen in a hall.
LONGEST: Final = 120


@transaction.atomic
def put_to_event(
    *,
    event: Event,
    things: Sequence[Thing],
    organisation: Organisation,
    title: str,
    at: datetime,
    by: Any,
) -> ConferenceRanking:
    """Put a ranking on the agenda of an event that `by` may run.

    Raises:
        TooFewToRank: There are fewer than two, or too many.
        live.errors.EventOver: The event has ended.
        questions.errors.Refusal: They cannot be asked like this.
    """
    if not FEWEST <= len(things) <= MOST:
        raise TooFewToRank
    poll = add_poll(event=event, kind="ranking", text=title, choices=_choices(things))
    ranking = ConferenceRanking.objects.create(
        poll=poll,
        organisation=organisation,
        title=title,
        event_title=event.title,
        event_on=timezone.localdate(event.starts_at),
        put_by=by,
        put_at=at,
    )
    choices = Choice.objects.filter(question=poll.question_id).order_by("sort_order", "pk")
    RankedThing.objects.bulk_create(
        RankedThing(ranking=ranking, choice=choice, of=len(things), **_named(thing))
        for thing, choice in zip(things, choices, strict=True)
    )
    return ranking


@transaction.atomic
def record(*, ranking: ConferenceRanking, at: datetime) -> ConferenceRanking:
    """Take over what came of a ranking, once. Where too few took part nothing is kept but that.

    Raises:
        NotYetOver: The event has not ended.
    """
    held = ConferenceRanking.objects.select_for_update(of=("self",)).get(pk=ranking.pk)
    if held.recorded_at is not None:
        return held
    poll = held.poll
    if poll is None or not poll.event.is_over:
        raise NotYetOver
    tally = _tally(poll)
    minimum = max(settings.PUBLIC_MINIMUM_COUNT, poll.event.minimum)
    held.recorded_at, held.event_title = at, poll.event.title
    held.event_on = timezone.localdate(poll.event.starts_at)
    if tally is not None and tally.answered >= minimum:
        held.people = tally.answered
        _keep_places(held, tally)
    held.save()
    raise_generation()
    return held


def record_due(at: datetime) -> int:
    """Take over what came of every event that has ended; return how many rankings."""
    waiting = list(ConferenceRanking.objects.waiting())
    for ranking in waiting:
        record(ranking=ranking, at=at)
    return len(waiting)


def _choices(things: Sequence[Thing]) -> list[str]:
    """Return what people read: number and title, cut to what fits, and no two alike."""
    words = [f"{_number(thing)}: {thing.title}" for thing in things]
    return [text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…" for text in words]


def _number(thing: Thing) -> str:
    return thing.reference if isinstance(thing, Action) else str(thing.number)


def _named(thing: Thing) -> dict[str, Any]:
    return {"action": thing} if isinstance(thing, Action) else {"recommendation": thing}


def _tally(poll: AgendaItem) -> Tally | None:
    """Count the last round of a poll, as its results do."""
    last = poll.rounds.order_by("-number").first()
    if last is None:
        return None
    asked = asked_of_item(poll, language=poll.event.language)
    weights = [(value, number) for value, _channel, number in last.ballots.weighted()]
    return get_kind("ranking").tally(asked, weights)


def _keep_places(ranking: ConferenceRanking, tally: Tally) -> None:
    """Write down place and points; things with equal points share a place."""
    things = list(ranking.things.all())
    points = {thing.pk: tally.counts.get(str(thing.choice_id), 0) for thing in things}
    for thing in things:
        thing.place = 1 + sum(other > points[thing.pk] for other in points.values())
        mean = Decimal(points[thing.pk]) / tally.answered
        thing.score = mean.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    RankedThing.objects.bulk_update(things, ["place", "score"])
