"""All public consultations in the memory of each process, in the few words the finder sorts and counts by.

Loaded whole in a constant number of statements and kept until the next publication anywhere raises the generation
(`core.generation`), which lies in the database, so that every process notices. What depends on the clock is read off
again only when the next moment of any consultation has passed. Drafts, unpublished and private pages are never loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from django.db.models import Model, QuerySet, Value
from wagtail.models import PageViewRestriction

from consultations.facets import set_of
from consultations.filters import folded, words_of
from consultations.models import Area, Audience, ConsultationIndexPage, ConsultationPage, ConsultationPartner, Topic
from consultations.status import Status, includes, next_moment, status_of
from core.generation import current
from people.models import CommunityOfInterest, Organisation

FOREVER: Final = datetime.max.replace(tzinfo=UTC)
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
# Each kind of thing a consultation is sorted by: the facet it is found under, and where its names lie.
KINDS: Final[Mapping[str, tuple[str, type[Model]]]] = {
    "topic": ("topic", Topic),
    "area": ("area", Area),
    "audience": ("audience", Audience),
    "community": ("audience", CommunityOfInterest),
    "organisation": ("organisation", Organisation),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic, area, audience, community or organisation, as an address and as people call it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One consultation, as little of it as finding needs."""

    pk: int
    title: str
    opens_at: datetime | None
    closes_at: datetime | None
    has_outcome: bool
    organisations: tuple[str, ...]
    title_text: str
    text: str

    def status(self, at: datetime) -> Status:
        return status_of(self.opens_at, self.closes_at, self.has_outcome, at)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock makes of the catalogue: true from `since` up to, not including, `until`."""

    since: datetime
    until: datetime
    statuses: list[Status]
    facet: dict[str, int]
    closing: list[int]
    said: dict[Any, str] = field(default_factory=dict)


@dataclass(slots=True)
class Catalogue:
    """Rows by number, facets as sets of row numbers, and the orders that the clock does not change."""

    generation: int
    rows: list[Row]
    facets: dict[str, dict[str, int]]
    names: dict[str, dict[str, str]]
    newest: list[int]
    by_title: list[int]
    places: dict[int, int]
    introduction: str = ""
    looked_up: dict[Any, Any] = field(default_factory=dict)
    _reading: Reading | None = None

    def reading(self, at: datetime) -> Reading:
        """Return what the clock makes of it at the moment `at`."""
        held = self._reading
        if held is None or not held.since <= at < held.until:
            held = self._reading = read_clock(self.rows, at)
        return held

    def subjects(self, facet: str, row: int) -> list[Subject]:
        """Return what one row has of one facet, in the order of names."""
        bit = 1 << row
        return [Subject(slug, self.names[facet][slug]) for slug, rows in self.facets[facet].items() if rows & bit]

    def organisations(self, row: int) -> list[Subject]:
        """Return who runs it, the lead first."""
        return [Subject(slug, self.names["organisation"][slug]) for slug in self.rows[row].organisations]


def read_clock(rows: list[Row], at: datetime) -> Reading:
    """Return the statuses at the moment `at`, how long they hold, and the order 'closing soon'.

    That order: what is open, soonest to close first; what is planned, soonest to open first; what has closed, latest
    first.
    """
    statuses = [row.status(at) for row in rows]
    moments = (next_moment(row.opens_at, row.closes_at, row.has_outcome, at) for row in rows)
    until = min((moment for moment in moments if moment is not None), default=FOREVER)
    facet = {
        asked.value: set_of((n for n, status in enumerate(statuses) if includes(asked, status)), len(rows))
        for asked in Status
    }
    return Reading(since=at, until=until, statuses=statuses, facet=facet, closing=closing_order(rows, statuses))


def closing_order(rows: list[Row], statuses: list[Status]) -> list[int]:
    groups: dict[str, list[int]] = {"open": [], "planned": [], "closed": []}
    for number, status in enumerate(statuses):
        groups[status.value if status in (Status.OPEN, Status.PLANNED) else "closed"].append(number)
    groups["open"].sort(key=lambda n: (rows[n].closes_at, rows[n].pk))
    groups["planned"].sort(key=lambda n: (rows[n].opens_at or FOREVER, rows[n].pk))
    groups["closed"].sort(key=lambda n: (rows[n].closes_at, rows[n].pk), reverse=True)
    return groups["open"] + groups["planned"] + groups["closed"]


def load_names() -> tuple[dict[str, dict[int, Subject]], list[str]]:
    """Return every subject by kind and id, in the order of names, and the paths of private parts. One statement."""
    parts: list[QuerySet[Any, Any]] = [
        model._default_manager.order_by()
        .annotate(facet_kind=Value(kind))
        .values_list("facet_kind", "pk", "slug", "name")
        for kind, (_facet, model) in KINDS.items()
    ]
    private = PageViewRestriction.objects.annotate(facet_kind=Value("private"))
    parts.append(private.values_list("facet_kind", "pk", "page__path", "page__slug"))
    found: dict[str, dict[int, Subject]] = {kind: {} for kind in (*KINDS, "private")}
    for kind, pk, slug, name in sorted(parts[0].union(*parts[1:], all=True), key=lambda line: folded(line[3])):
        found[kind][pk] = Subject(slug, name)
    return found, [place.slug for place in found.pop("private").values()]


def load_links() -> dict[int, list[tuple[str, int]]]:
    """Return for each consultation the kind and id of what it is sorted by, partners in their order. One statement."""
    fields = {"topic": "topics", "area": "areas", "audience": "audiences", "community": "communities"}
    columns = {"topic": "topic", "area": "area", "audience": "audience", "community": "communityofinterest"}
    parts: list[QuerySet[Any, Any]] = [
        getattr(ConsultationPage, name)
        .through.objects.annotate(facet_kind=Value(kind), place=Value(0))
        .values_list("consultationpage_id", "facet_kind", f"{columns[kind]}_id", "place")
        for kind, name in fields.items()
    ]
    partners = ConsultationPartner.objects.order_by().annotate(facet_kind=Value("organisation"))
    parts.append(partners.values_list("consultation_id", "facet_kind", "organisation_id", "sort_order"))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for consultation, kind, pk, _place in sorted(parts[0].union(*parts[1:], all=True), key=lambda line: line[3] or 0):
        found[consultation].append((kind, pk))
    return found


def load_rows(private: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the public consultations: published, and not under one of these paths. One statement."""
    columns = ("pk", "title", "opens_at", "closes_at", "lead_organisation_id", "outcome__live", "path")
    rows = ConsultationPage.objects.live().order_by("pk").values_list(*columns)
    return (row[:-1] for row in rows if not row[-1].startswith(tuple(private)))


def searchable(text: str) -> str:
    """Return the folded words of a text, each between blanks."""
    return f" {' '.join(words_of(text, limit=None))} "


def load(generation: int) -> Catalogue:
    """Load the catalogue as it stands in the database, in four statements."""
    (subjects, private), links = load_names(), load_links()
    rows: list[Row] = []
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (pk, title, opens_at, closes_at, lead, outcome) in enumerate(load_rows(private)):
        kept = [("organisation", lead), *(link for link in links.get(pk, ()) if link != ("organisation", lead))]
        named = [(KINDS[kind][0], subjects[kind][key]) for kind, key in kept if key in subjects[kind]]
        for facet, subject in named:
            members[facet, subject.slug].append(number)
        bodies = tuple(subject.slug for facet, subject in named if facet == "organisation")
        texts = searchable(title), searchable(" ".join((title, *(subject.name for _facet, subject in named))))
        rows.append(Row(pk, title, opens_at, closes_at, bool(outcome), bodies, *texts))
    made = arrange(generation, rows, subjects, members)
    made.introduction = ConsultationIndexPage.objects.live().values_list("introduction", flat=True).first() or ""
    return made


def arrange(
    generation: int,
    rows: list[Row],
    subjects: dict[str, dict[int, Subject]],
    members: Mapping[tuple[str, str], list[int]],
) -> Catalogue:
    """Return the catalogue of these rows, their sets and their orders."""
    names: dict[str, dict[str, str]] = {facet: {} for facet, _model in KINDS.values()}
    for kind, known in subjects.items():
        for subject in known.values():
            names[KINDS[kind][0]].setdefault(subject.slug, subject.name)
    numbers = range(len(rows))
    return Catalogue(
        generation=generation,
        rows=rows,
        facets={
            facet: {
                slug: set_of(members.get((facet, slug), ()), len(rows)) for slug in sorted(known, key=known.__getitem__)
            }
            for facet, known in names.items()
        },
        names=names,
        newest=sorted(numbers, key=lambda n: (rows[n].opens_at or LONG_AGO, rows[n].pk), reverse=True),
        by_title=sorted(numbers, key=lambda n: (folded(rows[n].title), rows[n].pk)),
        places={row.pk: number for number, row in enumerate(rows)},
    )


class Shelf:
    """Holds the newest catalogue of this process; one thread loads, the others wait for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: Catalogue | None = None

    def catalogue(self) -> Catalogue:
        """Return the catalogue of the current generation: one statement, or five when it must be loaded."""
        held, number = self._held, current()
        if held is not None and held.generation == number:
            return held
        with self._lock:
            if self._held is None or self._held.generation != number:
                self._held = load(number)
            return self._held

    def forget(self) -> None:
        """Load afresh at the next look: for whoever changes rows behind the back of the generation."""
        with self._lock:
            self._held = None


shelf: Final = Shelf()
