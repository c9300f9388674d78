"""What the finder offers beside its results: ways to narrow them, to drop a condition, to sort.

Mappings, because templates read those fastest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from consultations.filters import FACETS, SORTS, Filters, facet_name
from consultations.finding import Found
from consultations.status import Status
from core.moments import say_day

STATUS_ORDER = (
    Status.OPEN,
    Status.PLANNED,
    Status.CLOSED,
    Status.OUTCOME_DUE,
    Status.OVERDUE,
    Status.OUTCOME_PUBLISHED,
)


class Option(TypedDict):
    """One value of a facet, with how many would be found under it."""

    value: str
    label: str
    count: int
    is_chosen: bool


class Group(TypedDict):
    """One facet: its values that would find anything, and those chosen."""

    name: str
    legend: str
    is_open: bool
    options: list[Option]


class Chip(TypedDict):
    """One condition in force, the address without it, and how many that would find."""

    label: str
    query: str
    total: int


def value_name(found: Found, facet: str, value: str) -> str:
    if facet == "status":
        return str(Status(value).label)
    return found.catalogue.names[facet][value]


def groups(found: Found) -> list[Group]:
    """Return the facets with their counts. A value that would find nothing is left out, unless chosen."""
    return [group(found, name, counts) for name, counts in found.counts().items()]


def group(found: Found, name: str, counts: dict[str, int]) -> Group:
    picked = found.filters.picked.get(name, ())
    values = [status.value for status in STATUS_ORDER] if name == "status" else list(counts)
    options = [
        Option(value=value, label=value_name(found, name, value), count=counts[value], is_chosen=value in picked)
        for value in values
        if counts[value] or value in picked
    ]
    legend = facet_name(name)
    if picked:
        legend = _("%(facet)s (%(count)d chosen)") % {"facet": legend, "count": len(picked)}
    return Group(name=name, legend=legend, is_open=bool(picked) or name == "status", options=options)


def conditions(found: Found, *, at: datetime) -> Iterator[tuple[str, Filters]]:
    """Yield each condition in force in words, with the filters without it."""
    filters = found.filters
    if filters.q:
        yield _("Words: %(words)s") % {"words": filters.q}, filters.without("q")
    for facet in FACETS:
        for value in filters.picked.get(facet, ()):
            said = {"facet": facet_name(facet), "value": value_name(found, facet, value)}
            yield _("%(facet)s: %(value)s") % said, filters.without(facet, value)
    days: tuple[tuple[str, date | None, str], ...] = (
        ("from", filters.starts_on, _("From %(day)s")),
        ("to", filters.ends_on, _("Until %(day)s")),
    )
    for name, day, words in days:
        if day:
            yield words % {"day": say_day(day, at=at)}, filters.without(name)


def chips(found: Found, *, at: datetime) -> list[Chip]:
    """Return the conditions in force; how many each alone keeps out is only counted where nothing was found."""
    return [
        Chip(label=label, query=without.query(), total=0 if found.total else found.total_of(without))
        for label, without in conditions(found, at=at)
    ]


def sorts(filters: Filters) -> list[dict[str, Any]]:
    """Return the orders on offer, each with its address, the one in use marked. Best match needs words to match."""
    return [
        {"label": label, "query": filters.sorted_by(name).query(), "is_here": name == filters.sort}
        for name, label in SORTS.items()
        if name != "relevance" or filters.words
    ]
