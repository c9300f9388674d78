"""Results of groups as the public may see them: those the room saw, with the public's minimum, rounded. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

from django.utils.translation import gettext as _

from live.movement import Movement, movement_of
from live.suppression import gives_away
from questions.asked import Asked
from questions.kinds import get_kind
from questions.published import CUT_KINDS, Cell, CountTable, answer_label, published_counts, published_cut, shared
from questions.suppression import hide_in_row, rounded

#: Those who are in none of the groups: they did not say, or voted on paper.
NOBODY_KNOWS: Final = "none"
#: Kinds of which each person marks one choice at most, so that groups do not overlap.
APART: Final = frozenset({"yes_no", "single", "agree"})


#: More small sets than this in which two tables cross, or so many in all: they are too thin to stand beside each other.
MOST_SMALL: Final = 16
MOST_CROSSED: Final = 4000

#: People who gave one answer and are in the same group of each cut.
Atom = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A cut that the room saw: which choice of the slice each voter marked, and which groups were shown."""

    slice_asked: Asked
    marks: Mapping[str, Collection[int]]
    shown: Collection[int]

    def band_of(self, voter: str) -> str:
        return next((str(choice) for choice in self.marks.get(voter, ())), NOBODY_KNOWS)

    @property
    def bands(self) -> list[str]:
        return [*(str(choice.id) for choice in self.slice_asked.choices), NOBODY_KNOWS]


@dataclass(frozen=True, slots=True)
class Published:
    """What the public would see of one cut: `rows` as in `questions.published`, and the bands with their sizes."""

    cutting: Cutting
    rows: Sequence[tuple[Sequence[str], Sequence[int | None]]]
    bands: Mapping[str, int | None]

    def cells(self) -> Iterable[tuple[Sequence[str], str]]:
        """Yield the answers and the band of each count that is shown."""
        for answers, counts in self.rows:
            for (band, size), count in zip(self.bands.items(), counts, strict=True):
                if size is not None and count is not None:
                    yield answers, band


def public_cuts(
    asked: Asked,
    cuttings: Iterable[Cutting],
    *,
    votes: Mapping[str, Any],
    paper: Sequence[tuple[Any, int]],
    minimum: int,
    round_to: int,
) -> list[CountTable]:
    """Return a result by each set of groups, as far as it may be public.

    A table from which, together with those before it and with the whole result, something about fewer than `minimum`
    people could be worked out is left out.

    Args:
        votes: The answer of each voter; `paper` those on paper, which are in no group.
        cuttings: What the room saw, in that order: no other groups are shown here.
    """
    kept: list[Published] = []
    tables = []
    for cutting in cuttings:
        found = _published(asked, cutting, votes, paper, minimum=minimum, round_to=round_to)
        if found is None or (kept and _gives_away([*kept, found], asked, votes, paper, minimum)):
            continue
        kept.append(found)
        tables.append(_drawn(asked, found))
    return tables


def _gives_away(
    tables: Sequence[Published],
    asked: Asked,
    votes: Mapping[str, Any],
    paper: Iterable[tuple[Any, int]],
    minimum: int,
) -> bool:
    """Whether tables beside each other tell more of few people than the whole result does.

    Answers exclude one another, so that what can be worked out is worked out answer by answer; those that a table
    counts together are looked at together.
    """
    cuttings = [table.cutting for table in tables]
    if math.prod(len(one.bands) for one in cuttings) > MOST_CROSSED:
        return True
    sizes = _crossed(asked, votes, paper, cuttings)
    answers = {atom[0] for atom in sizes}
    cells = [(place, keys, band) for place, table in enumerate(tables, 1) for keys, band in table.cells()]
    for together in _linked(answers, [keys for _place, keys, _band in cells]):
        crossed = product(sorted(together), *(one.bands for one in cuttings))
        here = {atom: sizes.get(atom, 0) for atom in crossed}
        shown = [
            [atom for atom in here if atom[0] in keys and atom[place] == band]
            for place, keys, band in cells
            if together & set(keys)
        ]
        known = [[atom for atom in here if atom[0] == answer] for answer in sorted(together)]
        thin = sum(0 < size < minimum for size in here.values()) > MOST_SMALL
        if thin or gives_away(shown, here, minimum, known=known):
            return True
    return False


def _crossed(
    asked: Asked, votes: Mapping[str, Any], paper: Iterable[tuple[Any, int]], cuttings: Sequence[Cutting]
) -> Counter[Atom]:
    """Count people by their answer and by the group they are in, in each cut."""
    groups: dict[Atom, list[tuple[Any, int]]] = defaultdict(list)
    groups[(NOBODY_KNOWS,) * len(cuttings)] += paper
    for voter, value in votes.items():
        groups[tuple(one.band_of(voter) for one in cuttings)].append((value, 1))
    sizes: Counter[Atom] = Counter()
    for bands, counted in groups.items():
        for answer, number in get_kind(asked.kind).tally(asked, counted).counts.items():
            sizes[answer, *bands] += number
    return sizes


def _linked(answers: Iterable[str], rows: Iterable[Sequence[str]]) -> list[set[str]]:
    """Return the answers in sets: two are in one where some row counts them together."""
    sets = [{answer} for answer in answers]
    for row in rows:
        touched = [one for one in sets if one & set(row)]
        sets = [one for one in sets if one not in touched]
        if touched:
            sets.append({answer for one in touched for answer in one})
    return sets


def _published(
    asked: Asked,
    cutting: Cutting,
    votes: Mapping[str, Any],
    paper: Iterable[tuple[Any, int]],
    *,
    minimum: int,
    round_to: int,
) -> Published | None:
    """Return what of one cut may be public by itself, or None."""
    if asked.kind not in CUT_KINDS or cutting.slice_asked.kind not in APART:
        return None
    table = _table(asked, votes, paper, cutting)
    bands = cutting.bands
    sizes = {band: sum(counts[band] for counts in table.values()) for band in bands}
    bands = [band for band in bands if sizes[band]]
    seen = {str(choice) for choice in cutting.shown}
    unseen = [place for place, band in enumerate(bands) if band not in seen and band != NOBODY_KNOWS]
    # Who is in no group can be worked out from the total once all the groups are seen, and not before.
    unseen += [place for place, band in enumerate(bands) if band == NOBODY_KNOWS and unseen]
    hidden = hide_in_row([sizes[band] for band in bands], minimum=minimum, also=unseen)
    if hidden is None:
        return None
    published = {band: None if gone else sizes[band] for band, gone in zip(bands, hidden, strict=True)}
    cut = published_cut(table, published, minimum=minimum, round_to=round_to)
    return None if cut is None else Published(cutting, cut["rows"], published)


def _table(
    asked: Asked, votes: Mapping[str, Any], paper: Iterable[tuple[Any, int]], cutting: Cutting
) -> dict[str, Counter[str]]:
    """Count people per group for each answer."""
    values: dict[str, list[tuple[Any, int]]] = {NOBODY_KNOWS: list(paper)}
    for voter, value in votes.items():
        values.setdefault(cutting.band_of(voter), []).append((value, 1))
    table: dict[str, Counter[str]] = {}
    for band, counted in values.items():
        for answer, number in get_kind(asked.kind).tally(asked, counted).counts.items():
            table.setdefault(answer, Counter())[band] += number
    return table


def _drawn(asked: Asked, found: Published) -> CountTable:
    """Return the table: a row for each group that is shown, a column for each answer."""
    slice_asked = found.cutting.slice_asked
    labels = {str(choice.id): choice.text for choice in slice_asked.choices}
    labels[NOBODY_KNOWS] = _("Not in any group")
    rows = [
        (labels[band], shared([counts[place] for _keys, counts in found.rows], [True] * len(found.rows)))
        for place, (band, size) in enumerate(found.bands.items())
        if size is not None
    ]
    return CountTable(
        id=f"poll-{asked.id}-by-{slice_asked.id}",
        title=_("By ‘%(by)s’") % {"by": slice_asked.text},
        corner=_("Group"),
        columns=tuple(answer_label(asked, keys) for keys, _counts in found.rows),
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
