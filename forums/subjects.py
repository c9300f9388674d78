"""What a thread can be about. Each kind of thing is known here by its link rows; rooms above add theirs in `ready`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import ResolverMatch

from people.voices import Kind


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing as the page of a thread names it."""

    kind: Kind
    pk: int
    title: str
    url: str
    label: str

    @property
    def key(self) -> str:
        """What a form carries of it."""
        return f"{self.kind.value}-{self.pk}"


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """One kind of thing.

    Attributes:
        label: What it is called, such as "Consultation".
        links: The rows that hang a thread on it, with a one-to-one key `thread`.
        field: The name of their other key.
        way: The way from a thread to that key, for a filter.
        public: What everybody may see of this kind, with all that `title` and `url` need.
        find: The primary key of what an address of this site shows, if it is of this kind.
    """

    kind: Kind
    label: Any
    links: type[Model]
    field: str
    way: str
    public: Callable[[], QuerySet[Any]]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    find: Callable[[HttpRequest, ResolverMatch], int | None]

    def subject(self, row: Any) -> Subject:
        return Subject(self.kind, row.pk, self.title(row), self.url(row), str(self.label))


_kinds: Final[dict[Kind, SubjectKind]] = {}


def register(kind: SubjectKind) -> None:
    """Make a kind known. The same kind again replaces the first."""
    _kinds[kind.kind] = kind


def kinds() -> Mapping[Kind, SubjectKind]:
    return _kinds


def kind_named(name: str) -> SubjectKind | None:
    return _kinds.get(Kind(name)) if name in set(Kind) else None
