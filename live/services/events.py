"""Making, changing, copying and ending events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from core.generation import raise_generation
from core.moments import say_moment
from live.errors import AlreadyBegun, EventOver, NotInvited
from live.models import AgendaItem, AudienceQuestion, Ballot, Event, Facilitator, Round, Support
from live.names import fresh_code, fresh_voter
from people.models import User
from people.notices import notify
from people.protection import without_protected

_CODE_TRIES = 20
#: Cards of one event, at most: each code that is typed in the hall is looked for among all of them.
MOST_CARDS = 1000
#: What the page to join says, which is kept whole for everybody.
_PUBLIC = ("title", "place", "organisation", "admission", "are_results_public", "is_for_young_people")
#: Who counts as one voter, and what they are told: fixed once the first poll has been opened.
RULES = frozenset({"admission", "allows_sharing", "has_receipts", "language"})
#: What may still be changed once an event has ended.
LASTING = ("title", "place", "are_results_public")


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


@transaction.atomic
def change_event(*, event: Event, **fields: Any) -> Event:
    """Change what is said of an event. Under which rules people vote stays once they have begun.

    Raises:
        EventOver: It has ended, and this is not one of `LASTING`.
        AlreadyBegun: Somebody has been asked already, or has joined an event for young people.
    """
    held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    changes = {name: value for name, value in fields.items() if getattr(held, name) != value}
    if held.is_over and not changes.keys() <= set(LASTING):
        raise EventOver
    if has_begun(held) and _changes_rules(held, changes):
        raise AlreadyBegun
    if stays_young(held) and "is_for_young_people" in changes:
        raise AlreadyBegun(_("People have joined this event for young people, so it stays one. Make a copy instead."))
    for name, value in changes.items():
        setattr(held, name, value)
    held.save(update_fields=[*changes])
    if changes.keys() & set(_PUBLIC):
        raise_generation()
    return held


def has_begun(event: Event) -> bool:
    """Whether anybody has been asked anything."""
    return Round.objects.filter(item__event=event).exists()


def stays_young(event: Event) -> bool:
    """Whether young people have come to an event for them, with what it promises them."""
    return event.is_for_young_people and (event.first_joined_at is not None or has_begun(event))


def note_joined(*, event: Event, at: datetime) -> None:
    """Write down when the first phone joined."""
    if event.first_joined_at is None:
        Event.objects.filter(pk=event.pk, first_joined_at=None).update(first_joined_at=at)


def _changes_rules(event: Event, changes: dict[str, Any]) -> bool:
    """Whether the changes touch who counts as one voter, or let smaller groups be seen than people were promised."""
    return bool(changes.keys() & RULES or changes.get("minimum", event.minimum) < event.minimum)


@transaction.atomic
def set_cards(*, event: Event, number: int) -> Event:
    """Say how many cards there are. A card keeps its code; those past the number stop working.

    Raises:
        EventOver: The event has ended.
    """
    held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if held.is_over:
        raise EventOver
    held.cards = max(0, min(number, MOST_CARDS))
    held.save(update_fields=["cards"])
    return held


@transaction.atomic
def invite_facilitator(*, event: Event, email: str, by: Any, at: datetime) -> Facilitator:
    """Let somebody who has an account run the event, and tell them.

    Raises:
        EventOver: There is nothing left to run.
        NotInvited: Nobody signs in with this address, or somebody nobody comes across because of their age.
    """
    if event.is_over:
        raise EventOver
    user = without_protected(User.objects.filter(email__iexact=email.strip(), is_active=True)).first()
    if user is None:
        raise NotInvited
    found, is_new = Facilitator.objects.get_or_create(
        event=event, user=user, defaults={"invited_by": by, "invited_at": at}
    )
    if is_new:
        _tell_invited(event, found, at)
    return found


def _tell_invited(event: Event, invitation: Facilitator, at: datetime) -> None:
    body = _(
        "You are invited to run the live event ‘%(title)s’ of %(organisation)s.\n\n"
        "When: %(when)s\nWhere: %(place)s\n\n"
        "Prepare it and open its remote here, after you have signed in:\n%(address)s"
    ) % {
        "title": event.title,
        "organisation": event.organisation,
        "when": say_moment(event.starts_at, at=at),
        "place": event.place or _("not said yet"),
        "address": settings.SITE_URL + reverse("live:event", args=[event.pk]),
    }
    notify(
        kind="facilitator",
        key=f"{event.pk}.{invitation.user_id}.{at.isoformat()}",
        recipient=invitation.user.email,
        subject=_("You are invited to run ‘%(title)s’") % {"title": event.title},
        body=body,
        at=at,
    )


def take_back_invitation(*, event: Event, user_id: int) -> None:
    event.facilitators.filter(user_id=user_id).delete()


@transaction.atomic
def end_event(*, event: Event, at: datetime) -> Event:
    """End an event for good: polls close, and what ties voters to ballots and questions is thrown away.

    Ballots of one voter stay together under a fresh name, for the rows of an export; nobody can work it out again.
    """
    held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if held.is_over:
        return held
    list(Round.objects.select_for_update(of=("self",)).filter(item__event=held).order_by("pk").values_list("pk"))
    Round.objects.filter(item__event=held, closes_at=None).update(closes_at=at)
    Round.objects.filter(item__event=held, closes_at__gt=at).update(closes_at=at)
    held.ended_at, held.current, held.cut_by = at, None, None
    held.is_blank = held.is_comparing = False
    held.secret = b""
    held.revision += 1
    held.save()
    _rename_voters(held, at)
    _let_go_of_askers(held, at)
    raise_generation()
    return held


def end_forgotten(at: datetime) -> int:
    """End the events that nobody ended, and return how many."""
    forgotten = list(Event.objects.forgotten_at(at))
    for event in forgotten:
        end_event(event=event, at=at)
    return len(forgotten)


def _rename_voters(event: Event, at: datetime) -> None:
    """Give each voter a name that nobody holds: no phone's mark, card or account leads to a ballot from here on.

    Nor the moment at which it came, which a web server's log knows as well.
    """
    rows = list(Ballot.objects.filter(round__item__event=event).values_list("pk", "voter"))
    fresh = {voter: fresh_voter() for voter in {voter for _pk, voter in rows}}
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE live_ballot SET voter = %s, device = '', received_at = %s WHERE id = %s",
            [(fresh[voter], connection.ops.adapt_datetimefield_value(at), pk) for pk, voter in rows],
        )


def _let_go_of_askers(event: Event, at: datetime) -> None:
    """Leave no name on questions from the audience, and on each support one of its own: only their number counts on.

    Nobody's questions and supports stay together, nor do they lead to ballots.
    """
    AudienceQuestion.objects.filter(item__event=event).update(voter="", put_at=at)
    supports = Support.objects.filter(question__item__event=event).values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE live_support SET voter = %s WHERE id = %s", [(fresh_voter(), pk) for pk in list(supports)]
        )


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
    """Put the steps of one event at the end of another's agenda; polls ask the same questions. Return how many.

    Raises:
        EventOver: The other has ended.
    """
    if Event.objects.select_for_update(of=("self",)).get(pk=target.pk).is_over:
        raise EventOver
    last = target.agenda.aggregate(last=Max("sort_order"))["last"]
    place = 0 if last is None else last + 1
    items = list(source.agenda.all())
    for offset, item in enumerate(items):
        item.pk, item.event, item.sort_order = None, target, place + offset
        item._state.adding = True
    AgendaItem.objects.bulk_create(items)
    return len(items)
