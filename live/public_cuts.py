"""Results of groups as the public may see them: those the room saw, with the public's minimum, rounded. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from live.movement import Movement, movement_of
from questions.asked import Asked
from questions.kinds import get_kind
from questions.published import CUT_KINDS, Cell, CountTable, answer_label, published_counts, published_cut, shared
from questions.suppression import hide_in_row, rounded

#: Those who are in none of the groups: they did not say, or voted on paper.
NOBODY_KNOWS: Final = "none"
#: Kinds of which each person marks one choice at most, so that groups do not overlap.
APART: Final = frozenset({"yes_no", "single", "agree"})


def public_cut(
    asked: Asked,
    slice_asked: Asked,
    *,
    votes: Mapping[str, Any],
    paper: Iterable[tuple[Any, int]],
    marks: Mapping[str, Collection[int]],
    shown: Collection[int],
    minimum: int,
    round_to: int,
) -> CountTable | None:
    """Return a result by group, or None where nothing of it may be public.

    Args:
        votes: The answer of each voter; `paper` those on paper, which are in no group.
        marks: Which choice of the slice each voter marked.
        shown: The groups that the room saw: no others are shown here.
    """
    if asked.kind not in CUT_KINDS or slice_asked.kind not in APART:
        return None
    table = _table(asked, votes, paper, marks)
    bands = [*(str(choice.id) for choice in slice_asked.choices), NOBODY_KNOWS]
    sizes = {band: sum(counts[band] for counts in table.values()) for band in bands}
    bands = [band for band in bands if sizes[band]]
    seen = {str(choice) for choice in shown}
    unseen = [place for place, band in enumerate(bands) if band not in seen and band != NOBODY_KNOWS]
    # Who is in no group can be worked out from the total once all the groups are seen, and not before.
    unseen += [place for place, band in enumerate(bands) if band == NOBODY_KNOWS and unseen]
    hidden = hide_in_row([sizes[band] for band in bands], minimum=minimum, also=unseen)
    if hidden is None:
        return None
    published = {band: None if gone else sizes[band] for band, gone in zip(bands, hidden, strict=True)}
    cut = published_cut(table, published, minimum=minimum, round_to=round_to)
    return None if cut is None else _drawn(asked, slice_asked, cut, published)


def _table(
    asked: Asked, votes: Mapping[str, Any], paper: Iterable[tuple[Any, int]], marks: Mapping[str, Collection[int]]
) -> dict[str, Counter[str]]:
    """Count people per group for each answer."""
    values: dict[str, list[tuple[Any, int]]] = {NOBODY_KNOWS: list(paper)}
    for voter, value in votes.items():
        band = next((str(choice) for choice in marks.get(voter, ())), NOBODY_KNOWS)
        values.setdefault(band, []).append((value, 1))
    table: dict[str, Counter[str]] = {}
    for band, counted in values.items():
        for answer, number in get_kind(asked.kind).tally(asked, counted).counts.items():
            table.setdefault(answer, Counter())[band] += number
    return table


def _drawn(
    asked: Asked, slice_asked: Asked, cut: Mapping[str, Any], published: Mapping[str, int | None]
) -> CountTable | None:
    """Return the table: a row for each group that is shown, a column for each answer."""
    labels = {str(choice.id): choice.text for choice in slice_asked.choices}
    labels[NOBODY_KNOWS] = _("Not in any group")
    rows = [
        (labels[band], shared([counts[place] for _keys, counts in cut["rows"]], [True] * len(cut["rows"])))
        for place, band in enumerate(cut["bands"])
        if published[band] is not None
    ]
    return CountTable(
        id=f"poll-{asked.id}-by-{slice_asked.id}",
        title=_("By ‘%(by)s’") % {"by": slice_asked.text},
        corner=_("Group"),
        columns=tuple(answer_label(asked, keys) for keys, _counts in cut["rows"]),
        rows=tuple(rows),
    )


def slice_table(asked: Asked, counts: Mapping[str, int], *, minimum: int, round_to: int) -> CountTable | None:
    """Return how many were in each group, small ones hidden, the rest rounded; None where nothing may be shown."""
    public = published_counts(
        {key: count for key, count in counts.items() if count}, minimum=minimum, round_to=round_to
    )
    if public is None:
        return None
    labels = {str(choice.id): choice.text for choice in asked.choices}
    rows = [(labels.get(key, key), (Cell(count),)) for key, count in public.items()]
    return CountTable(
        f"groups-{asked.id}", _("People in each group"), _("Group"), (_("People, to the nearest 5"),), tuple(rows)
    )


def public_movement(
    pairs: Mapping[tuple[int | None, int | None], int], asked: Asked, *, minimum: int, round_to: int
) -> Movement:
    """Return who moved between two rounds, with the public's minimum, to the nearest 5."""
    movement = movement_of(pairs, {choice.id: choice.text for choice in asked.choices}, minimum=minimum)
    rows = tuple(replace(row, counts=_rounded(row.counts, round_to)) for row in movement.rows)
    (moved,) = _rounded([movement.moved], round_to)
    return replace(movement, both=rounded(movement.both, round_to), moved=moved, rows=rows)


def _rounded(counts: Sequence[int | None], to: int) -> tuple[int | None, ...]:
    return tuple(None if count is None else rounded(count, to) for count in counts)
