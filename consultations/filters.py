"""What somebody looks for, as an address says it: parsed once, spelled one way, never a reason to fail.

The finder, the feeds, the spreadsheet and the API read the same parameters:

    q             words; those of the title, the summary, the text, and of organisations, topics, areas and audiences
    status        planned, open, closed, outcome_due, overdue, outcome_published
    topic, area   slugs
    audience      slugs of audiences or of communities of interest
    organisation  slugs; those that lead or are partners
    from, to      days, YYYY-MM-DD; consultations that take responses on any day between them, both included
    sort          closing, newest, title, relevance
    page          from 1

A repeated parameter means any of its values. What cannot be used is left out and named in `problems`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FACETS: Final = ("status", "topic", "area", "audience", "organisation")
SORTS: Final = {
    "closing": gettext_lazy("Closing soon"),
    "newest": gettext_lazy("Newest"),
    "title": gettext_lazy("Title"),
    "relevance": gettext_lazy("Best match"),
}
MAX_WORDS: Final = 12
MAX_LETTERS: Final = 200
# More than anybody picks by hand; a longer address is a probe.
MAX_VALUES: Final = 60
YEARS: Final = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Problem:
    """One parameter that could not be used: which, and what to do, in plain words."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for. Two that mean the same are equal."""

    q: str = ""
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    sort: str = "closing"
    page: int = 1

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.q)

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.picked or self.starts_on or self.ends_on)

    @property
    def default_sort(self) -> str:
        return "relevance" if self.words else "closing"

    def query(self) -> str:
        """Return the one spelling of these filters as a query string, defaults left out."""
        pairs: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name in FACETS for value in self.picked.get(name, ())]
        pairs += [(name, day.isoformat()) for name, day in (("from", self.starts_on), ("to", self.ends_on)) if day]
        if self.sort != self.default_sort:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def without(self, name: str, value: str = "") -> Filters:
        """Return these filters on their first page, one condition dropped."""
        if name in FACETS:
            left = tuple(other for other in self.picked.get(name, ()) if other != value)
            rest = {key: values for key, values in self.picked.items() if key != name}
            return replace(self, picked=rest | ({name: left} if left else {}), page=1)
        if name == "q":
            sort = "closing" if self.sort == "relevance" else self.sort
            return replace(self, q="", sort=sort, page=1)
        return replace(self, **{{"from": "starts_on", "to": "ends_on"}[name]: None}, page=1)  # type: ignore[arg-type]

    def sorted_by(self, sort: str) -> Filters:
        return replace(self, sort=sort, page=1)

    def on_page(self, number: int) -> Filters:
        return replace(self, page=number)


def folded(text: str) -> str:
    """Return text for comparing: no case, no accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words_of(text: str, limit: int | None = MAX_WORDS) -> tuple[str, ...]:
    """Return the words to look for: letters and digits only, so that nothing in them speaks to a search engine."""
    return tuple(re.findall(r"[^\W_]+", folded(text).replace("'", "").replace("’", "")))[:limit]


def day_of(text: str) -> date | None:
    """Return the day somebody wrote, year first as browsers send it or day first as people here write it.

    None for what is no day, or none of the centuries around ours.
    """
    day_first = re.fullmatch(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", text)
    try:
        found = date(*map(int, reversed(day_first.groups()))) if day_first else parse_date(text)
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


class Reader:
    """Reads parameters and gathers what is wrong with them."""

    def __init__(self, data: QueryDict, known: Mapping[str, Collection[str]]) -> None:
        self.data = data
        self.known = known
        self.problems: list[Problem] = []

    def wrong(self, name: str, message: str) -> None:
        self.problems.append(Problem(name, message))

    def text(self) -> str:
        text = " ".join(
            "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in self.raw("q")).split()
        )
        if len(text) > MAX_LETTERS:
            self.wrong("q", _("Your search is too long. We used its first %(count)d letters.") % {"count": MAX_LETTERS})
        return text[:MAX_LETTERS].rstrip()

    def raw(self, name: str) -> str:
        return self.data.get(name) or ""

    def values(self, name: str) -> tuple[str, ...]:
        given = sorted({value.strip() for value in self.data.getlist(name)[:MAX_VALUES]} - {""})
        good = tuple(value for value in given if value in self.known[name])
        if len(good) < len(given):
            self.wrong(
                name,
                _("A choice under “%(name)s” is not on our list any more. We left it out.")
                % {"name": facet_name(name)},
            )
        return good

    def day(self, name: str) -> date | None:
        raw = self.raw(name).strip()
        if not raw:
            return None
        found = day_of(raw)
        if found is None:
            self.wrong(name, _("Write the date as year-month-day, such as 2026-03-31, or as day/month/year."))
        return found

    def number(self, name: str) -> int:
        raw = self.raw(name).strip()
        if not raw:
            return 1
        if re.fullmatch(r"[0-9]{1,6}", raw) and int(raw) >= 1:
            return int(raw)
        self.wrong(name, _("The page is not a number. This is the first page."))
        return 1

    def sort(self, default: str) -> str:
        raw = self.raw("sort").strip()
        if raw and raw not in SORTS:
            self.wrong("sort", _("We cannot sort in that way. We used the usual order."))
        return raw if raw in SORTS and (raw != "relevance" or default == "relevance") else default


def facet_name(name: str) -> str:
    """Return what people call a facet."""
    names = {
        "status": _("Status"),
        "topic": _("Topic"),
        "area": _("Area"),
        "audience": _("Audience or community"),
        "organisation": _("Organisation"),
    }
    return names[name]


def read(data: QueryDict, known: Mapping[str, Collection[str]]) -> tuple[Filters, list[Problem]]:
    """Return what the parameters ask for, and what of them could not be used.

    Args:
        data: Parameters of an address, whatever they hold.
        known: The values that exist for each of `FACETS`.
    """
    reader = Reader(data, known)
    q = reader.text()
    picked = {name: values for name in FACETS if (values := reader.values(name))}
    starts_on, ends_on = reader.day("from"), reader.day("to")
    if starts_on and ends_on and ends_on < starts_on:
        reader.wrong("to", _("The last day must be on or after the first day."))
        starts_on = ends_on = None
    filters = Filters(q=q, picked=picked, starts_on=starts_on, ends_on=ends_on, page=reader.number("page"))
    return replace(filters, sort=reader.sort(filters.default_sort)), reader.problems
