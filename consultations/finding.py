"""Find consultations: what the filters let through, in which order, and how many each further filter would leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Value
from django.utils import timezone
from wagtail.search.query import Or, PlainText

from consultations import facets
from consultations.catalogue import Catalogue, Reading
from consultations.filters import Filters
from consultations.models import ConsultationPage
from consultations.status import Status

PER_PAGE: Final = 20
# Searches remembered by each catalogue; past it, forgotten all at once.
REMEMBERED: Final = 200
# Below this many letters a word must be there whole; from it on, its beginning is enough.
LETTERS_OF_A_BEGINNING: Final = 4


def variants(word: str) -> list[str]:
    """Return a word with its likely singular or plural: not every search engine knows that bus and buses are one."""
    found = [word]
    if len(word) > 3 and word.endswith("es"):
        found += [word[:-2], word[:-1]]
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    elif len(word) > 2 and word.isalpha():
        found += [f"{word}s", f"{word}es"]
    return found


def traces(word: str) -> list[str]:
    """Return what of a word, its plural or (a longer word) its beginning stands in a text of words between blanks."""
    beginning = [f" {word}"] if len(word) >= LETTERS_OF_A_BEGINNING else []
    return beginning + [f" {variant} " for variant in variants(word)]


def stands_in(traces_of_word: Sequence[str], text: str) -> bool:
    return any(trace in text for trace in traces_of_word)


def score(words: Sequence[str], title: str) -> int:
    """Say how well a folded title meets the words: two for each that stands in it, three more if all do in order."""
    whole = 3 if f" {' '.join(words)} " in title else 0
    return whole + sum(2 for word in words if stands_in(traces(word), title))


def search_rows(catalogue: Catalogue, words: Sequence[str]) -> dict[int, int]:
    """Return the rows that hold all the words, each wherever it stands, with the score of their titles.

    One statement. The site's search backend finds the words in summaries and texts; titles and the names of subjects
    are looked through here, by their beginnings too.
    """
    hits = search_texts(catalogue, words)
    for word, rows in zip(words, hits, strict=True):
        sought = traces(word)
        rows.update(number for number, row in enumerate(catalogue.rows) if stands_in(sought, row.text))
    return {number: score(words, catalogue.rows[number].title_text) for number in set.intersection(*hits)}


def search_texts(catalogue: Catalogue, words: Sequence[str]) -> list[set[int]]:
    """Return for each word the rows in which the search backend finds it. One statement, a part for each word.

    Asked for all words at once, PostgreSQL expects next to nothing, joins row by row, and takes minutes for thousands.
    """
    parts = []
    for place, word in enumerate(words):
        query = Or([PlainText(variant) for variant in variants(word)])
        results = ConsultationPage.objects.live().search(query, order_by_relevance=False).get_queryset()
        parts.append(results.order_by().annotate(word=Value(place)).values_list("word", "pk"))
    found: list[set[int]] = [set() for _word in words]
    for place, pk in parts[0].union(*parts[1:], all=True):
        if pk in catalogue.places:
            found[place].add(catalogue.places[pk])
    return found


def overlap_rows(catalogue: Catalogue, filters: Filters) -> int:
    """Return the rows whose window shares a moment with the days asked for, both included."""
    start = timezone.make_aware(datetime.combine(filters.starts_on, time.min)) if filters.starts_on else None
    end = (
        timezone.make_aware(datetime.combine(filters.ends_on + timedelta(days=1), time.min))
        if filters.ends_on
        else None
    )
    hits = (
        number
        for number, row in enumerate(catalogue.rows)
        if row.opens_at and row.closes_at and (not start or row.closes_at > start) and (not end or row.opens_at < end)
    )
    return facets.set_of(hits, len(catalogue.rows))


@dataclass(frozen=True, slots=True)
class Among:
    """The rows that words and days let through, and how well their titles meet the words."""

    rows: int
    scores: Mapping[int, int]


def look_among(catalogue: Catalogue, filters: Filters) -> Among:
    """Return what words and days let through; what is looked up once is remembered as long as the catalogue."""
    size = len(catalogue.rows)
    if not (filters.words or filters.starts_on or filters.ends_on):
        return Among(facets.everything(size), {})
    key = (filters.words, filters.starts_on, filters.ends_on)
    held: Among | None = catalogue.looked_up.get(key)
    if held is None:
        scores = search_rows(catalogue, filters.words) if filters.words else {}
        rows = facets.set_of(scores, size) if filters.words else facets.everything(size)
        if filters.starts_on or filters.ends_on:
            rows &= overlap_rows(catalogue, filters)
        if len(catalogue.looked_up) >= REMEMBERED:
            catalogue.looked_up = {}
        held = catalogue.looked_up[key] = Among(rows, scores)
    return held


@dataclass(frozen=True)
class Found:
    """One answer: the filters as they were used, the rows, and what could be counted about them."""

    catalogue: Catalogue
    reading: Reading
    filters: Filters

    @cached_property
    def facets(self) -> dict[str, facets.Facet]:
        return {"status": self.reading.facet, **self.catalogue.facets}

    @cached_property
    def among(self) -> Among:
        return look_among(self.catalogue, self.filters)

    @cached_property
    def rows(self) -> int:
        return facets.matching(self.facets, self.filters.picked, self.among.rows)

    @cached_property
    def total(self) -> int:
        return self.rows.bit_count()

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @cached_property
    def numbers(self) -> list[int]:
        """Every row found, in order."""
        orders = {"newest": self.catalogue.newest, "title": self.catalogue.by_title}
        found = facets.in_order(self.rows, orders.get(self.filters.sort, self.reading.closing))
        if self.filters.sort == "relevance":
            found.sort(key=lambda number: self.among.scores.get(number, 0), reverse=True)
        return found

    def on_page(self, number: int, per_page: int = PER_PAGE) -> list[int]:
        """Return the rows of one page, counted from 1; none past the last."""
        return self.numbers[(number - 1) * per_page : number * per_page]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return for each value of each facet how many would be found under it with the other facets as they are."""
        return facets.counts(self.facets, self.filters.picked, self.among.rows)

    def total_of(self, other: Filters) -> int:
        """Return how many other filters would find."""
        return Found(self.catalogue, self.reading, other).total


def find(catalogue: Catalogue, filters: Filters, *, at: datetime) -> Found:
    """Return what the filters find at the moment `at`. No statement, or one when the words are new to the catalogue."""
    return Found(catalogue, catalogue.reading(at), filters)


def known_values(catalogue: Catalogue) -> dict[str, Collection[str]]:
    """Return the values that exist for each facet: what `filters.read` takes for known."""
    return {"status": Status.values, **catalogue.names}
