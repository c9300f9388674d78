"""All that a report of an event is made of, read in a constant number of statements whatever was asked and answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from live.models import AgendaItem, AudienceQuestion, Ballot, Event, PaperCount, Round, Showing
from live.stage import WORDS
from questions.asked import Asked
from questions.models import Question
from questions.reads import ask

#: Value and how many gave it.
Counted = tuple[Any, int]


@dataclass
class Material:
    """Rows of one event, by the keys under which a report asks for them. Rounds are settled ones alone."""

    event: Event
    items: list[AgendaItem]
    asked: dict[int, Asked]
    rounds: dict[int, list[Round]]
    groups: dict[int, list[tuple[Any, str, int]]]
    paper: dict[int, list[Counted]]
    words: dict[int, list[str]]
    showings: dict[int, list[Showing]]
    votes: dict[int, dict[str, Any]]
    talk: dict[int, list[AudienceQuestion]]
    merged: dict[int, int]
    voters: dict[str, int] = field(default_factory=dict)


def read_material(event: Event, *, at: datetime) -> Material:
    """Read what there is to report of an event at `at`: no test questions, no round that still counts."""
    items = list(event.agenda.all())
    polls = [item for item in items if item.is_poll and not item.is_test]
    rounds = settled_rounds(event, at=at)
    by_item: dict[int, list[Round]] = defaultdict(list)
    for one in rounds:
        by_item[one.item_id].append(one)
    asked = _asked(polls, event.language)
    showings = _showings(rounds)
    talk = list(AudienceQuestion.objects.filter(item__event=event).by_support())
    return Material(
        event=event,
        items=items,
        asked=asked,
        rounds=by_item,
        groups=_groups(rounds),
        paper=paper_of(rounds),
        words=_words(rounds, polls, asked),
        showings=showings,
        votes=votes_of(_followed(by_item, showings)),
        talk=_by_item(talk),
        merged=_merged(talk),
        voters=_voters(rounds),
    )


def settled_rounds(event: Event, *, at: datetime) -> list[Round]:
    """Return the rounds of the event's reported polls whose results are final, in the order of the agenda."""
    ordered = _final(event).select_related("item").order_by("item__sort_order", "item_id", "number")
    return [one for one in ordered if one.is_settled(at=at)]


def _final(event: Event) -> QuerySet[Round, Any]:
    """Keep reported polls; while the event lasts only rounds that were shown: the others may still be reopened."""
    rounds = Round.objects.filter(item__event=event, item__kind=AgendaItem.Kind.POLL, item__is_test=False)
    return rounds if event.is_over else rounds.filter(shown_at__isnull=False)


def votes_of(rounds: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return voter and value of each ballot, per round."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Ballot.objects.filter(round_id__in=set(rounds)).order_by()
    for round_id, voter, value in rows.values_list("round_id", "voter", "value"):
        found[round_id][voter] = value
    return found


def paper_of(rounds: Iterable[Round]) -> dict[int, list[Counted]]:
    found: dict[int, list[Counted]] = defaultdict(list)
    for one in PaperCount.objects.filter(round__in=list(rounds), number__gt=0).order_by("pk"):
        found[one.round_id].append((one.value, one.number))
    return found


def _asked(polls: Iterable[AgendaItem], language: str) -> dict[int, Asked]:
    """Return what each poll asks, by the id of its step."""
    ids = {item.pk: item.question_id for item in polls}
    questions = {one.pk: one for one in Question.objects.with_everything().filter(pk__in=set(ids.values()))}
    return {item: ask(questions[question], language=language) for item, question in ids.items() if question is not None}


def _groups(rounds: Collection[Round]) -> dict[int, list[tuple[Any, str, int]]]:
    found: dict[int, list[tuple[Any, str, int]]] = defaultdict(list)
    rows = Ballot.objects.filter(round__in=list(rounds)).order_by().values_list("round_id", "value", "channel")
    for round_id, value, channel, number in rows.annotate(Count("pk")):
        found[round_id].append((value, channel, number))
    return found


def _words(rounds: Iterable[Round], polls: Iterable[AgendaItem], asked: dict[int, Asked]) -> dict[int, list[str]]:
    """Return the words that a moderator has let through, per round, the newest first."""
    written = [one.pk for one in rounds if asked[one.item_id].kind in WORDS]
    found: dict[int, list[str]] = defaultdict(list)
    rows = Ballot.objects.filter(round_id__in=written).on_wall().order_by("-received_at", "-pk")
    for round_id, text in rows.values_list("round_id", "text"):
        found[round_id].append(text)
    return found


def _showings(rounds: Iterable[Round]) -> dict[int, list[Showing]]:
    found: dict[int, list[Showing]] = defaultdict(list)
    slices = Prefetch("slice_round", queryset=Round.objects.select_related("item"))
    for one in Showing.objects.filter(round__in=list(rounds)).prefetch_related(slices).order_by("pk"):
        found[one.round_id].append(one)
    return found


def _followed(rounds: dict[int, list[Round]], showings: dict[int, list[Showing]]) -> set[int]:
    """Return the rounds whose voters have to be told apart: those compared, those cut, and those that make groups."""
    compared = {one.pk for several in rounds.values() if len(several) > 1 for one in several}
    makers = {showing.slice_round_id for several in showings.values() for showing in several}
    return compared | set(showings) | makers


def _by_item(talk: Iterable[AudienceQuestion]) -> dict[int, list[AudienceQuestion]]:
    found: dict[int, list[AudienceQuestion]] = defaultdict(list)
    for one in talk:
        found[one.item_id].append(one)
    return found


def _merged(talk: Iterable[AudienceQuestion]) -> dict[int, int]:
    """Return how many questions were joined with each."""
    found: dict[int, int] = defaultdict(int)
    for one in talk:
        if one.merged_into_id:
            found[one.merged_into_id] += 1
    return found


def _voters(rounds: Collection[Round]) -> dict[str, int]:
    """Return how many different people voted, by channel; whoever changed channel is counted in both."""
    rows = Ballot.objects.filter(round__in=list(rounds)).order_by().values_list("channel")
    return dict(rows.annotate(Count("voter", distinct=True)))


def rounds_with_lists(event: Event, *, minimum: int, at: datetime) -> list[Round]:
    """Return the settled rounds of which a list of receipts may be published: not of groups, words or few people.

    Nor where a few voted without a code, as on paper: the result less the list would tell what those few said. Each
    round carries `codes` and `without`, how many voted with and without one.
    """
    rounds = list(
        _final(event)
        .filter(item__is_slice=False)
        .exclude(item__question__kind__in=WORDS)
        .annotate(codes=Count("ballots", filter=~Q(ballots__code="")), everything=Count("ballots"))
        .filter(codes__gte=minimum)
        .select_related("item")
        .order_by("item__sort_order", "item_id", "number")
    )
    paper = paper_of(rounds)
    for one in rounds:
        one.without = one.everything - one.codes + sum(number for _value, number in paper[one.pk])
    return [one for one in rounds if event.has_receipts and one.is_settled(at=at) and not 0 < one.without < minimum]
