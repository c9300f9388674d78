"""What stands on the stage of an event at one moment: read once a change, shown to everybody.

A `Stage` holds counts only where somebody may see them: the result of a blind poll is not in it before it is settled,
so that no frame, template or log can let it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from live.models import AgendaItem, AudienceQuestion, Ballot, Command, Event, Presence, Round
from live.models.rounds import SETTLING
from live.words import Entry, cloud_of
from questions.asked import Asked
from questions.figures import Figure
from questions.kinds import get_kind
from questions.models import Question
from questions.reads import ask
from questions.tally import Tally

WALL_LENGTH = 24
TALK_LENGTH = 12
#: Kinds whose answers are words: they are shown on a wall or as a cloud, never counted.
WORDS = frozenset({"short_text", "long_text"})


@dataclass(frozen=True)
class Counts:
    """The result of one round: shown figure, words, how many by each channel."""

    tally: Tally
    figure: Figure | None
    channels: tuple[tuple[str, int], ...] = ()
    wall: tuple[str, ...] = ()
    cloud: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Stage:
    """Everything a screen, a phone or a remote may show of an event at `at`."""

    event: Event
    at: datetime
    item: AgendaItem | None = None
    round: Round | None = None
    rounds: tuple[Round, ...] = ()
    asked: Asked | None = None
    voted: int = 0
    phones: int = 0
    sequence: int = 0
    counts: Counts | None = None
    talk: tuple[AudienceQuestion, ...] = ()
    waiting: int = 0
    step: int = 0
    steps: int = 0
    last: Command | None = None

    @property
    def revision(self) -> tuple[int, int]:
        """Rises with every command and every vote, in whichever process: what a client compares frames by."""
        return (self.event.revision, self.sequence)

    @property
    def state(self) -> str:
        """What is going on, in one word: ended, waiting, slide, break, talk, ready, open, counting, closed, shown."""
        if self.event.is_over:
            return "ended"
        if self.item is None:
            return "waiting"
        if not self.item.is_poll:
            return str(self.item.kind)
        if self.round is None:
            return "ready"
        if self.round.is_open(at=self.at):
            return "open"
        if not self.round.is_settled(at=self.at):
            return "counting"
        return "shown" if self.round.is_shown else "closed"

    @property
    def is_result_up(self) -> bool:
        """Whether the screen shows counts now."""
        return self.counts is not None and self.round is not None and self.round.is_shown

    @property
    def has_receipts(self) -> bool:
        """Whether ballots of this poll have a code: not where it would tie a voter to a group or to words."""
        return bool(
            self.event.has_receipts
            and self.item
            and not (self.item.is_slice or self.item.is_test)
            and self.asked
            and self.asked.kind not in WORDS
        )

    @property
    def closes_in(self) -> int | None:
        """Milliseconds until the round closes, or None where no end is set."""
        if self.round is None or self.round.closes_at is None or not self.round.is_open(at=self.at):
            return None
        return max(0, round((self.round.closes_at - self.at) / timedelta(milliseconds=1)))

    @property
    def next_change_at(self) -> datetime | None:
        """The next moment at which the clock alone changes what is shown."""
        if self.round is None or self.round.closes_at is None:
            return None
        moments = [self.round.closes_at, self.round.closes_at + SETTLING]
        return next((moment for moment in moments if moment > self.at), None)


def read_stage(event_id: int, *, at: datetime) -> Stage:
    """Read the stage. The number of statements does not depend on how many vote.

    Raises:
        Event.DoesNotExist: There is no such event.
    """
    event = Event.objects.select_related("current", "organisation", "cut_by").get(pk=event_id)
    item = None if event.is_over else event.current
    order = list(event.agenda.values_list("pk", flat=True))
    common: dict[str, Any] = {
        "event": event,
        "at": at,
        "item": item,
        "phones": Presence.objects.phones_at(event.pk, at),
        "step": order.index(item.pk) + 1 if item else 0,
        "steps": len(order),
        "last": event.commands.select_related("given_by").order_by("-revision").first(),
    }
    if item is None:
        return Stage(**common)
    if item.kind == AgendaItem.Kind.TALK:
        return _read_talk(item, common)
    return _read_poll(event, item, at, common) if item.is_poll else Stage(**common)


def _read_talk(item: AgendaItem, common: dict[str, Any]) -> Stage:
    everything = item.audience_questions
    talk = tuple(everything.public().by_support()[:TALK_LENGTH])
    # Support and handling both only ever add: their number rises with every change.
    return Stage(**common, talk=talk, waiting=everything.filter(state=AudienceQuestion.State.WAITING).count())


def _read_poll(event: Event, item: AgendaItem, at: datetime, common: dict[str, Any]) -> Stage:
    asked = asked_of_item(item, language=event.language)
    rounds = tuple(item.rounds.select_related("item__event").order_by("number"))
    if not rounds:
        return Stage(**common, asked=asked)
    now = rounds[-1]
    groups = now.ballots.weighted()
    paper = [(one.value, one.number) for one in now.paper_counts.all()]
    counts = count(now, asked, groups, paper) if now.may_show(at=at) else None
    return Stage(
        **common,
        asked=asked,
        round=now,
        rounds=rounds,
        voted=sum(number for _value, _channel, number in groups) + _on_paper(paper),
        sequence=now.ballots.total_revision() + now.corrections,
        counts=counts,
        waiting=_waiting(now, asked),
    )


def read_past_stage(event_id: int, round_id: int, *, at: datetime) -> Stage:
    """Read what a vote is checked against when the stage has moved on: the last ones are still on their way.

    Raises:
        Round.DoesNotExist: The event has no such round.
    """
    past = Round.objects.select_related("item__event").get(pk=round_id, item__event_id=event_id)
    event = past.item.event
    return Stage(event, at, past.item, past, (past,), asked_of_item(past.item, language=event.language))


def asked_of_item(item: AgendaItem, *, language: str = settings.LANGUAGE_CODE) -> Asked:
    question = Question.objects.with_everything().get(agenda_items=item)
    return ask(question, language=language)


def count(round_: Round, asked: Asked, groups: list[tuple[Any, str, int]], paper: list[tuple[Any, int]]) -> Counts:
    """Count one round: phones, helpers and paper together."""
    kind = get_kind(asked.kind)
    if asked.kind in WORDS:
        return _count_words(round_, asked)
    tally = kind.tally(asked, [*((value, number) for value, _channel, number in groups), *paper])
    names: dict[str, int] = {}
    for _value, channel, number in groups:
        names[channel] = names.get(channel, 0) + number
    if on_paper := _on_paper(paper):
        names["paper"] = on_paper
    return Counts(tally=tally, figure=kind.figure(asked, tally), channels=tuple(sorted(names.items())))


def _count_words(round_: Round, asked: Asked) -> Counts:
    """Collect what a moderator has let through; without moderation, everything."""
    written = round_.ballots.exclude(text="")
    hidden = Ballot.TextState.HIDDEN
    ballots = written.on_wall() if must_moderate(round_.item) else written.exclude(text_state=hidden)
    texts = list(ballots.order_by("-received_at").values_list("text", flat=True))
    tally = Tally(answered=len(texts))
    if round_.item.view == AgendaItem.View.CLOUD:
        return Counts(tally=tally, figure=None, cloud=tuple(cloud_of(texts)))
    return Counts(tally=tally, figure=None, wall=tuple(texts[:WALL_LENGTH]))


def must_moderate(item: AgendaItem) -> bool:
    """Whether words wait for a moderator: as the item says, and always where young people write."""
    return item.is_moderated or item.event.is_for_young_people


def _waiting(round_: Round, asked: Asked) -> int:
    if asked.kind not in WORDS or not must_moderate(round_.item):
        return 0
    return round_.ballots.exclude(text="").filter(text_state=Ballot.TextState.WAITING).count()


def _on_paper(paper: list[tuple[Any, int]]) -> int:
    """How many sheets of paper were counted: each bears one answer (`live/services/helping.py`)."""
    return sum(number for _value, number in paper)
