"""What came of an event, as its page of results and its printed report tell it.

Whole results are what the hall was shown. Whatever tells of groups (cuts, slices, who moved) keeps to the public rule
on small numbers, for those who run the event as well: one page, one set of numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from django.conf import settings

from live.cuts import MOVING, channel_name
from live.material import Material, read_material
from live.models import AgendaItem, AudienceQuestion, Event, Round
from live.movement import Movement
from live.public_cuts import Cutting, public_cuts, public_movement, slice_table
from live.stage import WORDS
from live.words import Entry, cloud_of
from questions.asked import Asked, Given
from questions.figures import Figure
from questions.kinds import get_kind
from questions.published import CountTable
from questions.tally import Tally

#: Words of a wall that stand on the page itself; a page of their own has all.
WORDS_SHOWN: Final = 24


@dataclass(frozen=True, slots=True)
class RoundReport:
    """One round of a poll. `figure` is None for words, and where too few answered to say anything."""

    round: Round
    answered: int
    figure: Figure | None = None
    channels: tuple[tuple[str, int], ...] = ()
    cloud: tuple[Entry, ...] = ()
    words: tuple[str, ...] = ()
    number_of_words: int = 0
    groups: CountTable | None = None
    cuts: tuple[CountTable, ...] = ()
    is_small: bool = False
    has_list: bool = False

    @property
    def more_words(self) -> bool:
        return self.number_of_words > len(self.words)


@dataclass(frozen=True, slots=True)
class PollReport:
    """One poll with its rounds and who moved between each two that follow each other."""

    number: int
    item: AgendaItem
    asked: Asked
    rounds: tuple[RoundReport, ...]
    movements: tuple[tuple[int, int, Movement], ...] = ()

    @property
    def is_words(self) -> bool:
        return self.asked.kind in WORDS


@dataclass(frozen=True, slots=True)
class TalkReport:
    """The questions of one time for questions. Of those that were not taken up, only the reasons are public."""

    item: AgendaItem
    public: tuple[tuple[AudienceQuestion, int], ...]
    dismissed: tuple[AudienceQuestion, ...]


@dataclass(frozen=True, slots=True)
class Report:
    event: Event
    polls: tuple[PollReport, ...]
    talks: tuple[TalkReport, ...]
    channels: tuple[tuple[str, int], ...]

    @property
    def voters(self) -> int:
        return sum(number for _name, number in self.channels)

    @property
    def is_empty(self) -> bool:
        return not self.polls and not self.talks


def report_of(event: Event, *, at: datetime, with_lists: Iterable[int] = ()) -> Report:
    """Report an event at `at`.

    Args:
        with_lists: The rounds of which a list of receipts is published (`live.material.rounds_with_lists`).
    """
    material = read_material(event, at=at)
    polls = [item for item in material.items if material.rounds.get(item.pk)]
    lists = frozenset(with_lists)
    return Report(
        event=event,
        polls=tuple(_poll(number, item, material, lists) for number, item in enumerate(polls, start=1)),
        talks=tuple(_talk(item, material) for item in material.items if material.talk.get(item.pk)),
        channels=_people(material),
    )


def _people(material: Material) -> tuple[tuple[str, int], ...]:
    """Return how many voted by each channel; on paper as many as the poll with the most sheets had."""
    on_paper = max((sum(number for _value, number in sheets) for sheets in material.paper.values()), default=0)
    counts = {**material.voters, "paper": on_paper}
    order = ("phone", "helper", "paper")
    return tuple((channel_name(slug), counts[slug]) for slug in order if counts.get(slug))


def _poll(number: int, item: AgendaItem, material: Material, lists: frozenset[int]) -> PollReport:
    asked = material.asked[item.pk]
    rounds = material.rounds[item.pk]
    return PollReport(
        number=number,
        item=item,
        asked=asked,
        rounds=tuple(_round(one, item, asked, material, lists) for one in rounds),
        movements=() if item.is_slice else tuple(_movements(rounds, asked, material)),
    )


def _round(round_: Round, item: AgendaItem, asked: Asked, material: Material, lists: frozenset[int]) -> RoundReport:
    groups, paper = material.groups[round_.pk], material.paper[round_.pk]
    channels = channels_of(groups, paper)
    answered = sum(number for _slug, number in channels)
    named = tuple((channel_name(slug), count) for slug, count in channels)
    plain = RoundReport(round_, answered, channels=named, has_list=round_.pk in lists)
    if asked.kind in WORDS:
        return _with_words(plain, item, material.words[round_.pk])
    tally = tally_of(asked, groups, paper)
    if item.is_slice:
        return replace(plain, groups=_groups(asked, tally), channels=(), is_small=_groups(asked, tally) is None)
    if is_small(round_, answered):
        return replace(plain, channels=(), is_small=True)
    figure = get_kind(asked.kind).figure(asked, tally)
    figure = replace(figure, id=f"{figure.id}-{round_.pk}")
    return replace(plain, figure=figure, cuts=tuple(_cuts(round_, asked, material)))


def is_small(round_: Round, answered: int) -> bool:
    """Whether nothing is told of a whole result: few answered, and the hall never saw it."""
    return round_.shown_at is None and answered < settings.PUBLIC_MINIMUM_COUNT


def channels_of(groups: Iterable[tuple[Any, str, int]], paper: Iterable[tuple[Any, int]]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for _value, channel, number in groups:
        counts[channel] += number
    counts["paper"] += sum(number for _value, number in paper)
    return [(slug, counts[slug]) for slug in ("phone", "helper", "paper") if counts[slug]]


def tally_of(asked: Asked, groups: Iterable[tuple[Any, str, int]], paper: Sequence[tuple[Any, int]]) -> Tally:
    return get_kind(asked.kind).tally(asked, [*((value, number) for value, _channel, number in groups), *paper])


def _groups(asked: Asked, tally: Tally) -> CountTable | None:
    return slice_table(asked, tally.counts, minimum=settings.PUBLIC_MINIMUM_COUNT, round_to=settings.PUBLIC_ROUND_TO)


def _with_words(plain: RoundReport, item: AgendaItem, words: Sequence[str]) -> RoundReport:
    if item.view == AgendaItem.View.CLOUD:
        return replace(plain, cloud=tuple(cloud_of(words)), number_of_words=0)
    return replace(plain, words=tuple(words[:WORDS_SHOWN]), number_of_words=len(words))


def _cuts(round_: Round, asked: Asked, material: Material) -> Iterable[CountTable]:
    """Return the cuts that the hall saw of this round, as far as the public may see them beside each other."""
    tables = public_cuts(
        asked,
        list(_cuttings(round_, material)),
        votes=material.votes[round_.pk],
        paper=material.paper[round_.pk],
        minimum=settings.PUBLIC_MINIMUM_COUNT,
        round_to=settings.PUBLIC_ROUND_TO,
    )
    return [replace(table, id=f"{table.id}-{round_.pk}") for table in tables]


def _cuttings(round_: Round, material: Material) -> Iterable[Cutting]:
    for showing in material.showings[round_.pk]:
        slice_asked = material.asked.get(showing.slice_round.item_id)
        if slice_asked is not None:
            kind = get_kind(slice_asked.kind)
            voted = material.votes[showing.slice_round_id]
            marks = {voter: kind.chosen(Given(value=value)) for voter, value in voted.items()}
            yield Cutting(slice_asked, marks, showing.groups)


def _movements(rounds: Sequence[Round], asked: Asked, material: Material) -> Iterable[tuple[int, int, Movement]]:
    """Return who moved from each round to the next, where answers can be followed and something may be told."""
    if asked.kind not in MOVING:
        return
    for before, after in pairwise(rounds):
        first, second = material.votes[before.pk], material.votes[after.pk]
        pairs = Counter((first.get(voter), second.get(voter)) for voter in {*first, *second})
        movement = public_movement(
            pairs, asked, minimum=settings.PUBLIC_MINIMUM_COUNT, round_to=settings.PUBLIC_ROUND_TO
        )
        if movement.both:
            yield before.number, after.number, movement


def _talk(item: AgendaItem, material: Material) -> TalkReport:
    state = AudienceQuestion.State
    questions = material.talk[item.pk]
    return TalkReport(
        item=item,
        public=tuple(
            (one, material.merged[one.pk]) for one in questions if one.state in {state.ACCEPTED, state.ANSWERED}
        ),
        dismissed=tuple(one for one in questions if one.state == state.DISMISSED),
    )
