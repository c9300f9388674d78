"""What a chart of one question says: bars, the finding in a sentence, the table beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.asked import Asked, direction
from questions.words import spoken_list, spoken_number

#: How many patterns figure.html defines for the pieces of a stacked bar.
PATTERNS: Final = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or one piece of a stacked bar. `start` and `length` are percentages of the whole track.

    `look` names the pattern: 'lead' for the largest, 'rest', 'gone' for what is no longer offered, or '0'..'7' for
    the pieces of a stack.
    """

    label: str
    count: int
    share: str
    length: str
    look: str = "rest"
    start: str = "0"
    note: str = ""
    lang: str = ""
    value: str = ""  # said in place of count and share, such as '4.2 points'

    @property
    def dir(self) -> str:
        return direction(self.lang)

    @property
    def number(self) -> str:
        return spoken_number(self.count)


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of a matrix: its pieces side by side, and the row's own finding."""

    label: str
    pieces: tuple[Bar, ...]
    answered: int
    lang: str = ""

    @property
    def dir(self) -> str:
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Figure:
    """All that figure.html draws. `columns` and `rows` make the table; the first cell of a row is its heading."""

    id: str
    title: str
    finding: str
    note: str
    bars: tuple[Bar, ...] = ()
    stacks: tuple[Stack, ...] = ()
    key: tuple[Bar, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    lang: str = "en-gb"

    @property
    def dir(self) -> str:
        return direction(self.lang)


def percent(count: int, whole: int) -> str:
    """Return a share in words that round no one away: '0%', 'under 1%', '44%', 'over 99%', '100%'."""
    if whole <= 0:
        return ""
    share = 100 * count / whole
    if 0 < share < 0.5:
        return _("under 1%")
    if 99.5 <= share < 100:
        return _("over 99%")
    return _("%(number)s%%") % {"number": int(share + 0.5)}


def length(count: float, longest: float) -> str:
    """Return how long a bar is, as a percentage of the track in SVG's notation."""
    return f"{100 * count / longest:.2f}" if longest > 0 else "0"


def of_whole(count: int, whole: int) -> str:
    """Return '61 of 140 (44%)'."""
    return _("%(count)s of %(whole)s (%(share)s)") % {
        "count": spoken_number(count),
        "whole": spoken_number(whole),
        "share": percent(count, whole),
    }


def people_answered(answered: int) -> str:
    words = ngettext("%(number)s person answered.", "%(number)s people answered.", answered)
    return words % {"number": spoken_number(answered)}


def nobody() -> str:
    return _("Nobody has answered this question.")


def finding_of(labels: Sequence[str], counts: Sequence[int], answered: int) -> str:
    """Say which answer was given most, without calling fewer than half 'most people'."""
    top = max(counts, default=0)
    if not answered or not top:
        return nobody()
    leaders = [label for label, count in zip(labels, counts, strict=True) if count == top]
    names = spoken_list([_("‘%(answer)s’") % {"answer": label} for label in leaders])
    values = {"answers": names, "numbers": of_whole(top, answered)}
    if len(leaders) > 3:
        return _("No answer stands out: %(many)s answers were given equally often, by %(numbers)s each.") % {
            "many": len(leaders),
            "numbers": values["numbers"],
        }
    if len(leaders) > 1:
        return _("%(answers)s came equal first: %(numbers)s each.") % values
    if top == answered:
        return _("Everyone who answered chose %(answers)s: %(numbers)s.") % values
    if 2 * top > answered:
        return _("Most people chose %(answers)s: %(numbers)s.") % values
    return _("More people chose %(answers)s than any other answer: %(numbers)s.") % values


def figure_id(asked: Asked) -> str:
    return f"figure-{asked.id}"
