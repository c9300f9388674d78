"""The tables about personal characteristics: what may be published of the counts, and what is shown of it. Pure.

Published tables use the wider bands of the lists, hide counts below the minimum with as many others as it takes
(`questions/published.py`) and round the rest. What is published is stored, so that it is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from people.equality_lists import PREFER_NOT, UNKNOWN, Feature
from questions.asked import Asked
from questions.published import (
    BLANK,
    CUT_KINDS,
    Cell,
    CountTable,
    answer_keys,
    answer_label,
    published_counts,
    published_cut,
    shared,
)

__all__ = [
    "BLANK",
    "CUT_KINDS",
    "Cell",
    "CountTable",
    "answer_keys",
    "banded",
    "cut_by",
    "cut_table",
    "feature_table",
    "published_counts",
    "published_cut",
]


def banded(feature: Feature, counts: Mapping[str, int]) -> dict[str, int]:
    """Add up people per code into people per published band, zeros kept, the unknown last."""
    bands = dict.fromkeys(feature.published_bands(), 0)
    for code, count in counts.items():
        bands[feature.band_of(code)] += count
    return bands


def feature_table(feature: Feature, counts: Mapping[str, int | None], *, is_banded: bool) -> CountTable:
    """Return the table of one characteristic by itself: people per band, or per code for officers."""
    label = feature.band_label if is_banded else feature.label_of
    order = feature.published_bands() if is_banded else [*(one.code for one in feature.options), PREFER_NOT, UNKNOWN]
    rows = [(str(label(code)), (Cell(counts[code]),)) for code in order if code in counts]
    return CountTable(
        id=f"about-{feature.slug}",
        title=str(feature.title),
        corner=_("Answer"),
        columns=(_("People"),),
        rows=tuple(rows),
    )


def cut_table(asked: Asked, feature: Feature, bands: Sequence[str], rows: Sequence[Any]) -> CountTable:
    """Return the table of one question cut by one characteristic: a row per band, a column per answer.

    Args:
        rows: Pairs of the answers that stand together and their counts, in the order of `bands`.
    """
    labels = [str(feature.band_label(band)) for band in bands]
    return cut_by(asked, feature.slug, str(feature.title), labels, rows)


def cut_by(asked: Asked, slug: str, title: str, labels: Sequence[str], rows: Sequence[Any]) -> CountTable:
    """Return the table of one question cut by anything: a row per label, a column per answer; `rows` as above."""
    is_answer = [keys != [BLANK] for keys, _counts in rows]
    lines = [[counts[place] for _keys, counts in rows] for place in range(len(labels))]
    return CountTable(
        id=f"question-{asked.id}-by-{slug}",
        title=_("By %(characteristic)s") % {"characteristic": title.lower()},
        corner=title,
        columns=tuple(answer_label(asked, keys) for keys, _counts in rows),
        rows=tuple((label, shared(line, is_answer)) for label, line in zip(labels, lines, strict=True)),
    )
