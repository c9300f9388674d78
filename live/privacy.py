"""What the live room tells 'my data' and the retention clock.

Votes can be found by account only at events that ask people to sign in, and only until the event ends: what leads from
an account to a vote is destroyed then. At all other events nobody can tell whose a vote is, at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from live.models import AudienceQuestion, Ballot, Command, Event, Facilitator, PaperCount, Support
from live.names import voter_of_user
from live.stage import asked_of_item
from people.models import User
from people.privacy import PersonalData, Row, register
from questions.kinds import get_kind

#: Half a year after an event ended, what was not published of it is erased, and who ran it is forgotten.
KEPT: Final = timedelta(days=183)


def collect_running(user: User) -> list[Row]:
    """Return the events this person was invited to run, and how often they gave which command."""
    invited = Facilitator.objects.filter(user=user).select_related("event").order_by("invited_at", "pk")
    rows: list[Row] = [{_("Event"): one.event.title, _("Invited to run it"): one.invited_at} for one in invited]
    given = Command.objects.filter(given_by=user).order_by("event__starts_at", "event")
    for title, first, number in given.values_list("event__title", "event__starts_at").annotate(Count("pk")):
        rows.append({_("Event"): title, _("Date"): first, _("Buttons pressed on the remote"): number})
    return rows


@transaction.atomic
def erase_running(user: User, at: datetime) -> int:
    """Forget who was invited and who pressed what; what was done stands."""
    invited = Facilitator.objects.filter(user=user).delete()[0]
    handled = AudienceQuestion.objects.filter(handled_by=user).update(handled_by=None)
    return invited + handled + Command.objects.filter(given_by=user).update(given_by=None)


def expire_running(at: datetime) -> int:
    old = _ended_before(at)
    invited = Facilitator.objects.filter(event__in=old).delete()[0]
    handled = AudienceQuestion.objects.filter(item__event__in=old, handled_by__isnull=False).update(handled_by=None)
    return invited + handled + Command.objects.filter(event__in=old, given_by__isnull=False).update(given_by=None)


def collect_entered(user: User) -> list[Row]:
    """Return how many votes this person entered for others: never which."""
    found: Counter[str] = Counter()
    votes = Ballot.objects.filter(entered_by=user).order_by()
    for title, number in votes.values_list("round__item__event__title").annotate(Count("pk")):
        found[title] += number
    sheets = PaperCount.objects.filter(entered_by=user).order_by()
    for title, number in sheets.values_list("round__item__event__title").annotate(Sum("number")):
        found[title] += number
    return [{_("Event"): title, _("Votes you entered for others"): number} for title, number in sorted(found.items())]


@transaction.atomic
def erase_entered(user: User, at: datetime) -> int:
    """Forget who entered them; the votes are others' and stay."""
    votes = Ballot.objects.filter(entered_by=user).update(entered_by=None)
    return votes + PaperCount.objects.filter(entered_by=user).update(entered_by=None)


def expire_entered(at: datetime) -> int:
    old = _ended_before(at)
    votes = Ballot.objects.filter(round__item__event__in=old, entered_by__isnull=False).update(entered_by=None)
    sheets = PaperCount.objects.filter(round__item__event__in=old, entered_by__isnull=False)
    return votes + sheets.update(entered_by=None)


def collect_votes(user: User) -> list[Row]:
    """Return what this person answered and asked at events that asked them to sign in and have not ended."""
    rows: list[Row] = []
    for event, voter in _voters_of(user):
        ballots = Ballot.objects.filter(round__item__event=event, voter=voter).select_related("round__item")
        for ballot in ballots.order_by("round"):
            asked = asked_of_item(ballot.round.item, language=event.language)
            words = "\n".join(get_kind(asked.kind).spoken(asked, ballot.given()))
            rows.append({_("Event"): event.title, _("Poll"): asked.text, _("Your vote"): words})
        put = AudienceQuestion.objects.filter(item__event=event, voter=voter)
        rows += [{_("Event"): event.title, _("Question you put"): question.text} for question in put]
    return rows


@transaction.atomic
def erase_votes(user: User, at: datetime) -> int:
    """Take this person's votes, questions and support back, and have all screens look again.

    What the event's record says of it is that it was done, not by whom: that would name them as a voter.
    """
    number = 0
    for event, voter in _voters_of(user):
        held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        gone = Ballot.objects.filter(round__item__event=event, voter=voter).delete()[0]
        gone += Support.objects.filter(question__item__event=event, voter=voter).delete()[0]
        gone += AudienceQuestion.objects.filter(item__event=event, voter=voter).delete()[0]
        if gone:
            held.revision += 1
            held.save(update_fields=["revision"])
            Command.objects.create(event=held, revision=held.revision, name=Command.ERASED, given_at=at)
        number += gone
    return number


def expire_words(at: datetime) -> int:
    """Erase what people wrote and no moderator let through; published words are part of the report and stay."""
    old = _ended_before(at)
    state = AudienceQuestion.State
    unpublished = AudienceQuestion.objects.filter(item__event__in=old).exclude(
        state__in=[state.ACCEPTED, state.ANSWERED]
    )
    questions = unpublished.delete()[0]
    kept_back = Ballot.objects.filter(round__item__event__in=old).exclude(text="")
    return questions + kept_back.exclude(text_state=Ballot.TextState.SHOWN).update(text="")


def _voters_of(user: User) -> Iterator[tuple[Event, str]]:
    """Yield each event that still knows people by their account, with this person's name there."""
    known = Event.objects.filter(admission=Event.Admission.SIGNED_IN, ended_at=None).order_by("starts_at", "pk")
    for event in known:
        yield event, voter_of_user(event.secret_bytes, user.pk)


def _ended_before(at: datetime) -> list[int]:
    return list(Event.objects.filter(ended_at__lte=at - KEPT).values_list("pk", flat=True))


KINDS: Final = (
    PersonalData(
        slug="live-votes",
        label=gettext_lazy("Your votes and questions at live events"),
        retention=gettext_lazy(
            "What leads from your account to a vote or a question is destroyed when the event ends. Words that no "
            "moderator let through are erased half a year later."
        ),
        explanation=gettext_lazy(
            "Shown here only at events that asked you to sign in, and only until the event ends. At all other times "
            "nobody can tell which vote is yours. Erasing them now takes them out of the count."
        ),
        collect=collect_votes,
        erase=erase_votes,
        expire=expire_words,
    ),
    PersonalData(
        slug="live-running",
        label=gettext_lazy("Live events you helped to run"),
        retention=gettext_lazy("Forgotten half a year after the event ended."),
        explanation=gettext_lazy("So that people who run an event together see who did what."),
        collect=collect_running,
        erase=erase_running,
        expire=expire_running,
    ),
    PersonalData(
        slug="live-entered",
        label=gettext_lazy("Votes you entered for others at live events"),
        retention=gettext_lazy("That it was you is forgotten half a year after the event ended. The votes stay."),
        explanation=gettext_lazy("So that it can be asked who typed in a vote or a count of paper sheets."),
        collect=collect_entered,
        erase=erase_entered,
        expire=expire_entered,
    ),
)


def register_live() -> None:
    for kind in KINDS:
        register(kind)
