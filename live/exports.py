"""What leaves as a file: a row for each voter without a name, and a table of counts.

A row bears a number that means nothing: rows stand in the order of names that were drawn anew when the event ended.
No test questions, no groups, no words of anybody's own, no round in which few answered, altogether or by one channel:
a helper's votes stand in rows of their own, and the result less the rows is what paper said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from live.cuts import channel_name
from live.errors import FewVoters, LinksStand
from live.material import Material, read_material
from live.models import AgendaItem, Ballot, Event, Round
from live.report import channels_of, report_of, tally_of
from live.stage import WORDS
from questions.asked import Asked, Given
from questions.kinds import get_kind

Row = Sequence[Any]


def voter_rows(event: Event, *, at: datetime) -> list[Row]:
    """Return a heading and a row for each voter.

    Raises:
        LinksStand: The event has not ended: people could still be told from their votes.
        FewVoters: Fewer took part than `fewest_told`.
    """
    if not event.is_over:
        raise LinksStand
    material = read_material(event, at=at)
    columns = [(one, asked) for one, asked in _asked_rounds(material) if _is_told(material, one)]
    given = _given([one for one, _asked in columns])
    if len(given) < fewest_told(event):
        raise FewVoters(_few(event))
    head = [_("Row"), *(name for one, asked in columns for name in _headings(material, one, asked))]
    rows: list[Row] = [head]
    for number, voter in enumerate(sorted(given), start=1):
        rows.append([number, *_cells(columns, given[voter])])
    return rows


def _asked_rounds(material: Material) -> Iterator[tuple[Round, Asked]]:
    """Yield the rounds whose answers may stand in a row, each with its question without words of one's own."""
    for item in material.items:
        for round_ in material.rounds.get(item.pk, ()):
            asked = material.asked[item.pk]
            if not item.is_slice and asked.kind not in WORDS:
                yield round_, _without_words(asked)


def _without_words(asked: Asked) -> Asked:
    """Return the question as if no choice asked for words: its export then has no column for them."""
    return replace(asked, choices=tuple(replace(choice, is_other=False) for choice in asked.choices))


def _is_told(material: Material, round_: Round) -> bool:
    """Whether somebody voted, and each channel that was used brought as many votes as a file tells of."""
    groups = material.groups[round_.pk]
    channels = channels_of(groups, material.paper[round_.pk])
    return bool(groups) and min(number for _slug, number in channels) >= fewest_told(material.event)


def fewest_told(event: Event) -> int:
    """Return of how few people a file tells: where results are public, of no fewer than their page."""
    return max(event.minimum, settings.PUBLIC_MINIMUM_COUNT) if event.are_results_public else event.minimum


def _few(event: Event) -> str:
    return _("Fewer than %(minimum)s people voted: rows would show who said what.") % {"minimum": fewest_told(event)}


def _given(rounds: Sequence[Round]) -> dict[str, dict[int, Given]]:
    """Return the answers of each voter by round."""
    found: dict[str, dict[int, Given]] = defaultdict(dict)
    rows = Ballot.objects.filter(round__in=rounds).order_by().values_list("voter", "round_id", "value", "version")
    for voter, round_id, value, version in rows:
        found[voter][round_id] = Given(value=value, version=version)
    return found


def _headings(material: Material, round_: Round, asked: Asked) -> list[str]:
    names = get_kind(asked.kind).columns(asked)
    if len(material.rounds[round_.item_id]) == 1:
        return names
    return [_("%(question)s (round %(number)s)") % {"question": name, "number": round_.number} for name in names]


def _cells(columns: Sequence[tuple[Round, Asked]], given: dict[int, Given]) -> Iterator[Any]:
    for round_, asked in columns:
        for cell in get_kind(asked.kind).cells(asked, given.get(round_.pk)):
            yield float(cell) if isinstance(cell, Decimal) else cell


def count_rows(event: Event, *, at: datetime) -> Iterator[Row]:
    """Yield every count of the report: poll, round, channel, answer, what is counted, the count.

    Answers are told by channel only where each channel that was used brought as many votes as a file tells of.
    """
    yield [_("Poll"), _("Question"), _("Round"), _("Channel"), _("Answer"), _("Measure"), _("Value")]
    material = read_material(event, at=at)
    for poll in report_of(event, at=at).polls:
        for told in poll.rounds:
            start = [poll.number, poll.asked.text, told.round.number]
            for name, number in told.channels:
                yield [*start, name, "", _("Votes"), number]
            if told.groups is not None:
                for label, (cell,) in told.groups.rows:
                    value = _("hidden") if cell.is_hidden else cell.count
                    yield [*start, "", label, told.groups.columns[0], value]
            if told.figure is not None:
                for row in _counted(material, poll.item, told.round):
                    yield [*start, *row]


def _counted(material: Material, item: AgendaItem, round_: Round) -> Iterator[Row]:
    """Yield the whole result and, where no channel is small, that of each channel."""
    asked, groups, paper = material.asked[item.pk], material.groups[round_.pk], material.paper[round_.pk]
    yield from _figure_rows(_("All"), asked, groups, paper)
    channels = channels_of(groups, paper)
    if len(channels) < 2 or min(number for _slug, number in channels) < fewest_told(material.event):
        return
    for slug, _number in channels:
        of_channel = [group for group in groups if group[1] == slug]
        yield from _figure_rows(channel_name(slug), asked, of_channel, paper if slug == "paper" else [])


def _figure_rows(name: str, asked: Asked, groups: Any, paper: Any) -> Iterator[Row]:
    figure = get_kind(asked.kind).figure(asked, tally_of(asked, groups, paper))
    for row in figure.rows:
        for measure, value in zip(figure.columns[1:], row[1:], strict=True):
            yield [name, row[0], measure, value]
