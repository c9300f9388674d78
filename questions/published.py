"""Tables of people that the public may see: counted, small numbers hidden, the rest rounded. Pure.

Used wherever answers are cut by what people said about themselves, on line or in a room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from questions.asked import Asked
from questions.figures import percent
from questions.suppression import hide_in_row, hide_in_table, merge_small_rows, rounded
from questions.tally import Tally

#: The row of a cut table for those who left the question out.
BLANK: Final = "blank"
#: A table that hides more of its cells than this says too little to be worth printing.
MOST_HIDDEN: Final = 0.5
#: Kinds of question whose answers exclude one another and are few: these are cut by a characteristic.
CUT_KINDS: Final = frozenset({"yes_no", "single", "agree", "rating"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One count as it is shown; `count` is None where it is hidden. `share` is its part of the row, where told."""

    count: int | None
    share: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True)
class CountTable:
    """One table ready to be drawn: a heading for each column, and for each row its heading and cells."""

    id: str
    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    @property
    def hides_something(self) -> bool:
        return any(cell.is_hidden for _label, cells in self.rows for cell in cells)


def published_counts(bands: Mapping[str, int], *, minimum: int, round_to: int) -> dict[str, int | None] | None:
    """Return what the public sees of one characteristic: rounded count or None per band; None when nothing."""
    hidden = hide_in_row(list(bands.values()), minimum=minimum)
    if hidden is None:
        return None
    return {
        band: None if gone else rounded(count, round_to)
        for (band, count), gone in zip(bands.items(), hidden, strict=True)
    }


def published_cut(
    table: Mapping[str, Mapping[str, int]],
    published: Mapping[str, int | None],
    *,
    minimum: int,
    round_to: int,
) -> dict[str, Any] | None:
    """Return what the public sees of one question cut by one characteristic, or None when nothing.

    Args:
        table: People per band for each answer of the question, `BLANK` among them; every row has every band.
        published: What is published of the characteristic by itself: what is hidden there is hidden here.

    Returns:
        "bands" in order and "rows": pairs of the answers a row stands for and its counts, None where hidden.
    """
    bands = list(published)
    answers = list(table)
    counts = [[table[answer].get(band, 0) for band in bands] for answer in answers]
    groups = merge_small_rows(counts, minimum=minimum)
    merged = [[sum(counts[place][column] for place in group) for column in range(len(bands))] for group in groups]
    if len(merged) < 2:
        return None
    unknown = [place for place, band in enumerate(bands) if published[band] is None]
    hidden = hide_in_table(merged, minimum=minimum, hidden_columns=unknown, at_most=MOST_HIDDEN)
    if hidden is None:
        return None
    rows = [
        [
            [answers[place] for place in group],
            [None if gone else rounded(count, round_to) for count, gone in zip(line, lost, strict=True)],
        ]
        for group, line, lost in zip(groups, merged, hidden, strict=True)
    ]
    return {"bands": bands, "rows": rows}


def answer_keys(tally: Tally) -> list[str]:
    """Return the answers of a question that is cut, in display order, those who left it out last."""
    return [*tally.counts, BLANK]


def answer_label(asked: Asked, keys: Sequence[str]) -> str:
    """Return the heading of one row of a cut table."""
    if len(keys) > 1:
        return _("%(number)s answers that few people gave, together") % {"number": len(keys)}
    if keys[0] == BLANK:
        return _("Did not answer this question")
    return next((choice.text for choice in asked.choices if str(choice.id) == keys[0]), keys[0])


def shared(counts: Sequence[int | None], is_answer: Sequence[bool]) -> tuple[Cell, ...]:
    """Return one row's cells with their share of those who answered; no shares where a count is hidden."""
    whole = sum(count or 0 for count, counts_in in zip(counts, is_answer, strict=True) if counts_in)
    if None in counts or not whole:
        return tuple(Cell(count) for count in counts)
    return tuple(
        Cell(count, percent(count or 0, whole) if counts_in else "")
        for count, counts_in in zip(counts, is_answer, strict=True)
    )
