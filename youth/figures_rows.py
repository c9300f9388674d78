"""What one row of a table of figures says, or what is wrong with it, by column. Pure.

A count of fewer than ten people can give somebody away, so it is refused, whoever brings it. What counts people is told
by the unit: all that is no share, rate, sum of money, stretch of time or number of things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

COLUMNS: Final = ("figure", "period", "group", "value", "unit", "source", "note")
#: What may be left empty in every row; unit, source and note may be left empty after the first row of a figure.
OPTIONAL: Final = frozenset({"group", "note"})
OF_A_FIGURE: Final = ("unit", "source", "note")
LONGEST: Final = {"figure": 120, "period": 20, "group": 60, "unit": 40, "source": 200, "note": 300}
LARGEST: Final = Decimal(10) ** 12
SMALLEST_COUNT: Final = 10

_PLAIN: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_COMMA: Final = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+),\d+", re.ASCII)
_HIDDEN: Final = re.compile(r"\*+|\[?[cxz]\]?|<\s*\d+|-+|\.+|n/?a|suppressed|hidden", re.IGNORECASE)
#: Units that count no people.
_NO_COUNT: Final = re.compile(
    r".*(%|\bper\b|£|€|\$|\bpercent\w*\b|\brates?\b|\bratio\b|\bindex\b|\bscores?\b|\bpoints?\b|\bmean\b|\bmedian\b"
    r"|\baverage\b|\bpounds?\b|\bpence\b|\bminutes?\b|\bhours?\b|\bdays?\b|\bweeks?\b|\bmonths?\b|\byears?\b|\bkm\b"
    r"|\bkilomet\w+|\bmiles?\b|\bmet(re|er)s?\b|\btonnes?\b|\bclubs?\b|\bcentres?\b|\bparks?\b|\bschools?\b"
    r"|\bcolleges?\b|\blibrar(y|ies)\b|\bbus(es)?\b|\btrains?\b|\bstops?\b|\broutes?\b|\bpitches\b|\bcourts?\b"
    r"|\bbuildings?\b|\bplaces\b|\bvenues?\b|\bsessions?\b|\bevents?\b).*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One number, as a row of the table gives it."""

    figure: str
    period: str
    group: str
    value: Decimal
    unit: str
    source: str
    note: str


def counts_people(unit: str) -> bool:
    """Whether a value in this unit may be a number of people: then a small one gives somebody away."""
    return not _NO_COUNT.fullmatch(unit)


def heading_problems(headings: Sequence[str]) -> dict[str, str]:
    """Return what is wrong with the headings, by heading: one of ours is missing, twice there, or not ours."""
    names = [heading.casefold() for heading in headings]
    problems = {name: _("This column is missing.") for name in COLUMNS if name not in names and name not in OPTIONAL}
    for heading, name in zip(headings, names, strict=True):
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            problems[heading or _("(no heading)")] = _("We know no such column. The columns are: %(known)s.") % {
                "known": known
            }
        elif names.count(name) > 1:
            problems[name] = _("Two columns have this heading.")
    return problems


@dataclass(slots=True)
class RowReader:
    """Reads rows one after the other; it remembers the lines of numbers and what was said of each figure."""

    uses_semicolons: bool = False
    _seen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _figures: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)

    def read(self, cells: Mapping[str, str], *, line: int) -> tuple[FigureRow | None, dict[str, str]]:
        """Return the row, or None and what is wrong with it by column."""
        wrong = _missing(cells) | _too_long(cells)
        figure, period, group = (cells.get(name, "") for name in ("figure", "period", "group"))
        said = self._said_of(figure, cells, line, wrong)
        value = self._value(cells.get("value", ""), said["unit"], wrong)
        first = self._seen.setdefault((figure.casefold(), period.casefold(), group.casefold()), line)
        if first != line and not wrong:
            wrong["period"] = _("The same figure, period and group stand in line %(line)s.") % {"line": first}
        if wrong or value is None:
            return None, wrong
        return FigureRow(figure, period, group, value, **said), {}

    def _said_of(self, figure: str, cells: Mapping[str, str], line: int, wrong: dict[str, str]) -> dict[str, str]:
        """Return unit, source and note of a figure, which its first row says for all of them."""
        own = {name: cells.get(name, "") for name in OF_A_FIGURE}
        first, said = self._figures.setdefault(figure.casefold(), (line, own))
        for name, text in own.items():
            if text and text != said[name]:
                wrong[name] = _("Line %(line)s says “%(text)s” of the same figure. One figure has one of these.") % {
                    "line": first,
                    "text": said[name][:60],
                }
            elif name not in OPTIONAL and not text and not said[name]:
                wrong[name] = _("This is empty, in the first row of the figure too.")
        return said

    def _value(self, text: str, unit: str, wrong: dict[str, str]) -> Decimal | None:
        if "value" in wrong:
            return None
        value = self.number_in(text.removesuffix("%").strip() if "%" in unit else text)
        if value is None:
            wrong["value"] = (
                _("This is no number. If the source hides it, take the row away and say so in the note.")
                if _HIDDEN.fullmatch(text)
                else _("This is no number: write it like 1234.5, with at most two decimals.")
            )
        elif abs(value) >= LARGEST:
            wrong["value"] = _("This number is too large.")
        elif value < SMALLEST_COUNT and counts_people(unit):
            wrong["value"] = _(
                "A count under 10 can give somebody away. Put groups or years together, or leave the row out. If it "
                "counts no people, say so in the unit, such as “per cent”, “per 1,000” or “youth clubs”."
            )
            return None
        return value if "value" not in wrong else None

    def number_in(self, text: str) -> Decimal | None:
        """Return the number that a cell holds, or None: also where it has more than two decimals."""
        text = text.replace(" ", "").replace("\u00a0", "").replace("−", "-")
        if self.uses_semicolons and _COMMA.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        elif _THOUSANDS.fullmatch(text) and not self.uses_semicolons:
            text = text.replace(",", "")
        if len(text) > 40 or not _PLAIN.fullmatch(text):
            return None
        value = Decimal(text)
        return value if value == value.quantize(Decimal("0.01")) else None


def _missing(cells: Mapping[str, str]) -> dict[str, str]:
    wanted = (name for name in COLUMNS if name not in OPTIONAL and name not in OF_A_FIGURE)
    return {name: _("This is empty.") for name in wanted if not cells.get(name)}


def _too_long(cells: Mapping[str, str]) -> dict[str, str]:
    words = _("Too long: %(length)s letters; %(most)s are the most.")
    return {
        name: words % {"length": len(text), "most": LONGEST[name]}
        for name, text in cells.items()
        if name in LONGEST and len(text) > LONGEST[name]
    }
