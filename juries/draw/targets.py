"""From a census table to targets: so many of the population, so many of the panel. The arithmetic is public."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

COLUMNS: Final = ("feature", "value", "population")
FEATURES_AT_MOST: Final = 8
VALUES_AT_MOST: Final = 40
LONGEST: Final = 80


class CensusProblem(ValueError):
    """The table cannot be read; `problems` says why, line by line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class CensusRow:
    feature: str
    value: str
    population: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one value comes to: `exact` places of the panel, and the whole numbers on either side of it."""

    population: int
    total: int
    size: int

    @property
    def per_cent(self) -> float:
        return 100 * self.population / self.total if self.total else 0.0

    @property
    def exact(self) -> float:
        return self.size * self.population / self.total if self.total else 0.0

    @property
    def at_least(self) -> int:
        return self.size * self.population // self.total if self.total else 0

    @property
    def at_most(self) -> int:
        return -(-self.size * self.population // self.total) if self.total else self.size


def read_census(content: bytes) -> list[CensusRow]:
    """Read a CSV file with the columns feature, value and population.

    Raises:
        CensusProblem: It is none, or a line is wrong.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CensusProblem(
            [_("The file is not a CSV file in UTF-8. Save it as ‘CSV UTF-8’ and upload it again.")]
        ) from None
    rows = csv.DictReader(io.StringIO(text))
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or []}
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        words = _("The first line must name the columns feature, value and population. Missing: %(names)s.")
        raise CensusProblem([words % {"names": ", ".join(missing)}])
    cells = [[(row.get(names[name]) or "").strip() for name in COLUMNS] for row in rows]
    problems = list(_problems(cells))
    if problems:
        raise CensusProblem(problems)
    return [CensusRow(one[0], one[1], _number(one[2])) for one in cells if any(one)]


def _problems(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    values: Counter[str] = Counter()
    for line, (feature, value, population) in enumerate(cells, start=2):
        if not (feature or value or population):
            continue
        seen[feature.lower(), value.lower()] += 1
        values[feature.lower()] += 1
        wrong = _wrong(feature, value, population, is_again=seen[feature.lower(), value.lower()] > 1)
        if wrong:
            yield _("Line %(line)d: %(wrong)s") % {"line": line, "wrong": wrong}
    if not values:
        yield _("The table is empty.")
    yield from _too_many(values)


def _wrong(feature: str, value: str, population: str, *, is_again: bool) -> str:
    if not feature or not value:
        return _("feature and value must both be filled in.")
    if len(feature) > LONGEST or len(value) > LONGEST:
        return _("feature and value have at most %(number)d letters.") % {"number": LONGEST}
    if _number(population) < 0:
        return _("‘%(population)s’ is no number of people.") % {"population": population}
    return _("this value stands there twice.") if is_again else ""


def _too_many(values: Counter[str]) -> Iterator[str]:
    if len(values) > FEATURES_AT_MOST:
        yield _("At most %(number)d features can be balanced at once.") % {"number": FEATURES_AT_MOST}
    for feature, number in values.items():
        if number < 2:
            yield _("‘%(feature)s’ needs at least two values.") % {"feature": feature}
        if number > VALUES_AT_MOST:
            yield _("‘%(feature)s’ has too many values: join some.") % {"feature": feature}


def _number(text: str) -> int:
    """Read 21340, 21,340 or 21 340; -1 where it is no whole number that a census could have."""
    digits = text.replace(",", "").replace(" ", "").replace("\u00a0", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else -1
