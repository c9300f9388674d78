"""Results beside each other: cut by group, before and after. Reads, through the rules of `live/suppression.py`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from live.models import Event, Round, Showing
from live.movement import Movement, movement_of
from live.services.cutting import marks_of
from questions.asked import Asked
from questions.figures import Figure
from questions.kinds import get_kind

#: Kinds whose answers can be followed from one round to the next: one choice each.
MOVING = frozenset({"yes_no", "single", "agree"})


@dataclass(frozen=True)
class Group:
    """The result among the people of one group. Its heading names the group and how many answered."""

    label: str
    lang: str
    answered: int
    figure: Figure


@dataclass(frozen=True)
class Cut:
    title: str
    groups: tuple[Group, ...]
    is_whole: bool  # whether every group is shown


def cut_of(showing: Showing, asked: Asked, slice_asked: Asked) -> Cut:
    """Return the groups that a showing recorded, counted."""
    values: dict[int, Counter[Any]] = {choice: Counter() for choice in showing.groups}
    kind = get_kind(asked.kind)
    marks = marks_of(showing.slice_round)
    plain: dict[int, list[tuple[Any, int]]] = {choice: [] for choice in values}
    for voter, value in showing.round.ballots.values_list("voter", "value"):
        for choice in marks.get(voter, ()):
            if choice in plain:
                plain[choice].append((value, 1))
    labels = {choice.id: choice for choice in slice_asked.choices}
    groups = []
    for choice in showing.groups:
        tally = kind.tally(asked, plain[choice])
        label = labels[choice]
        groups.append(Group(label.text, label.lang, tally.answered, _figure(kind.figure(asked, tally), choice)))
    offered = {choice for choices in marks.values() for choice in choices}
    return Cut(title=slice_asked.text, groups=tuple(groups), is_whole=offered <= set(showing.groups))


def _figure(figure: Figure, choice: int) -> Figure:
    """Give the figure an id of its own: several of one question stand on a page."""
    return replace(figure, id=f"{figure.id}-{choice}")


def showing_on_stage(event: Event, round_: Round | None) -> Showing | None:
    """Return what was recorded of the cut that is on the stage."""
    if event.cut_by is None or round_ is None:
        return None
    return (
        round_.showings.filter(slice_round__item=event.cut_by)
        .select_related("round__item", "slice_round__item__question")
        .order_by("-pk")
        .first()
    )


@dataclass(frozen=True)
class Comparison:
    """Two rounds of the same question side by side, and who moved."""

    before: Figure
    after: Figure
    before_number: int
    after_number: int
    movement: Movement | None


def comparison_of(before: Round, after: Round, asked: Asked, *, minimum: int) -> Comparison:
    kind = get_kind(asked.kind)
    figures = []
    for name, round_ in (("before", before), ("after", after)):
        groups = [(value, number) for value, _channel, number in round_.ballots.weighted()]
        groups += [(one.value, one.number) for one in round_.paper_counts.all()]
        figure = kind.figure(asked, kind.tally(asked, groups))
        figures.append(replace(figure, id=f"{figure.id}-{name}"))
    movement = None
    if asked.kind in MOVING:
        first = dict(before.ballots.values_list("voter", "value"))
        second = dict(after.ballots.values_list("voter", "value"))
        pairs = Counter((first.get(voter), second.get(voter)) for voter in {*first, *second})
        names = {choice.id: choice.text for choice in asked.choices}
        movement = movement_of(pairs, names, minimum=minimum)
    return Comparison(figures[0], figures[1], before.number, after.number, movement)


def channel_name(slug: str) -> str:
    return {"phone": _("By phone"), "helper": _("Through a helper"), "paper": _("On paper")}.get(slug, slug)
