"""Where questions may be copied from that stand elsewhere. Upper rooms register what they have in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from live.models import Event
from questions.models import Question

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Place:
    """Something that holds questions: `key` names it within its source."""

    key: str
    title: str
    note: str = ""


class Source(Protocol):
    """One sort of place with questions, such as consultations."""

    slug: str
    label: StrOrPromise

    def places_for(self, user: Any) -> Sequence[Place]:
        """Return the places whose questions this person may ask in a room, the newest first."""

    def questions_of(self, key: str, *, user: Any) -> Sequence[Question] | None:
        """Return the questions of one of these places in order; None where it is none of them."""

    def taken(self, key: str, *, event: Event, by: Any, at: datetime) -> bool:
        """Note that an event asks questions of a place. Return whether its answers count there too."""


_sources: Final[dict[str, Source]] = {}


def register(source: Source) -> None:
    _sources[source.slug] = source


def all_sources() -> Iterable[Source]:
    return _sources.values()


def get_source(slug: str) -> Source | None:
    return _sources.get(slug)
