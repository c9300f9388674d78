"""Making, changing, copying and ending events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from live.errors import NotInvited
from live.models import AgendaItem, Ballot, Event, Facilitator, Round
from live.names import fresh_code, fresh_voter
from people.models import User

_CODE_TRIES = 20


@transaction.atomic
def create_event(*, at: datetime, by: Any = None, **fields: Any) -> Event:
    """Make an event with a code that no other has."""
    for _try in range(_CODE_TRIES):
        code = fresh_code()
        if not Event.objects.filter(code=code).exists():
            try:
                with transaction.atomic():
                    return Event.objects.create(code=code, created_at=at, created_by=by, **fields)
            except IntegrityError:
                if not Event.objects.filter(code=code).exists():
                    raise
    raise RuntimeError("No free code was found.")


def invite_facilitator(*, event: Event, email: str, by: Any, at: datetime) -> Facilitator:
    """Let somebody who has an account run the event.

    Raises:
        NotInvited: Nobody signs in with this address.
    """
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise NotInvited
    return Facilitator.objects.get_or_create(event=event, user=user, defaults={"invited_by": by, "invited_at": at})[0]


def take_back_invitation(*, event: Event, user_id: int) -> None:
    event.facilitators.filter(user_id=user_id).delete()


@transaction.atomic
def end_event(*, event: Event, at: datetime) -> Event:
    """End an event for good: polls close, and what ties voters to ballots is thrown away.

    Ballots of one voter stay together under a fresh name, for the rows of an export; nobody can work it out again.
    """
    held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if held.is_over:
        return held
    still_open = Round.objects.filter(item__event=held, closes_at=None)
    still_open.update(closes_at=at)
    Round.objects.filter(item__event=held, closes_at__gt=at).update(closes_at=at)
    held.ended_at, held.current, held.cut_by = at, None, None
    held.is_blank = held.is_comparing = False
    held.secret = b""
    held.revision += 1
    held.save()
    _rename_voters(held)
    return held


def end_forgotten(at: datetime) -> int:
    """End the events that nobody ended, and return how many."""
    forgotten = list(Event.objects.forgotten_at(at))
    for event in forgotten:
        end_event(event=event, at=at)
    return len(forgotten)


def _rename_voters(event: Event) -> None:
    ballots = list(Ballot.objects.filter(round__item__event=event).only("pk", "voter"))
    fresh = {voter: fresh_voter() for voter in {ballot.voter for ballot in ballots}}
    for ballot in ballots:
        ballot.voter = fresh[ballot.voter]
    Ballot.objects.bulk_update(ballots, ["voter"], batch_size=300)


@transaction.atomic
def copy_event(*, event: Event, at: datetime, by: Any, **changes: Any) -> Event:
    """Make a new event with the agenda of another, and nothing of what happened there."""
    same = [
        "title",
        "place",
        "starts_at",
        "ends_at",
        "organisation",
        "language",
        "admission",
        "cards",
        "minimum",
        "is_for_young_people",
        "allows_sharing",
        "has_receipts",
        "are_results_public",
    ]
    copy = create_event(at=at, by=by, **{name: getattr(event, name) for name in same} | changes)
    copy_agenda(source=event, target=copy)
    return copy


@transaction.atomic
def copy_agenda(*, source: Event, target: Event) -> int:
    """Put the steps of one event at the end of another's agenda; polls ask the same questions. Return how many."""
    place = target.agenda.count()
    items = list(source.agenda.all())
    for offset, item in enumerate(items):
        item.pk, item.event, item.sort_order = None, target, place + offset
        item._state.adding = True
    AgendaItem.objects.bulk_create(items)
    return len(items)
