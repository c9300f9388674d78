"""How the demonstration's content is written down: plain values that `load` turns into rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class C:
    """A choice. `easy`, `pl` and `young` are its wordings; `own_words` asks for words, `excludes` the others."""

    text: str
    own_words: bool = False
    excludes: bool = False
    easy: str = ""
    pl: str = ""
    young: str = ""


@dataclass(frozen=True)
class Q:
    """A question. `key` names it inside its survey, for `show_if`: (key of an earlier one, texts of its choices).

    `lean` says how the demonstration's respondents answer: a weight for each choice; for a rating or a number the
    middle answer; for a matrix a weight for each choice, the first two changing places from row to row. `lean_young` says it of young people, where they answer differently.

    `young_bands` makes it the question that asks the age: so many of its first answers are those of young people.
    Its `lean` has one weight more than it has answers, for those who do not say.
    """

    kind: str
    text: str
    choices: tuple[C | str, ...] = ()
    rows: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    config: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    show_if: tuple[str, tuple[str, ...]] | None = None
    easy: str = ""
    pl: str = ""
    young: str = ""
    lean: tuple[float, ...] = ()
    lean_young: tuple[float, ...] = ()
    young_bands: int = 0


@dataclass(frozen=True)
class S:
    """A section of a survey."""

    title: str
    questions: tuple[Q, ...]
    introduction: str = ""
    easy: str = ""
    pl: str = ""
    young: str = ""


@dataclass(frozen=True)
class Outcome:
    we_asked: str
    you_said: str
    we_did: str
    decided_by: str
    days_after_closing: int
    cites: tuple[tuple[int, str], ...] = ()
    record: str = ""


@dataclass(frozen=True)
class Consultation:
    """`opens` and `closes` are days from today; it opens at 9 am and closes at 11:59 pm."""

    slug: str
    title: str
    lead: str
    summary: str
    body: str
    decision: str
    decided_by: str
    decided_days_after_closing: int
    can_change: str
    cannot_change: str
    opens: int
    closes: int
    equality: str
    contact: str
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    audiences: tuple[str, ...]
    communities: tuple[str, ...] = ()
    partners: tuple[tuple[str, bool], ...] = ()
    period_reason: str = ""
    other_ways: str = ""
    minutes: int = 5
    survey: tuple[S, ...] = ()
    outcome: Outcome | None = None
    is_draft: bool = False
    is_for_young_people: bool = False
    responses: int = 0

    @property
    def age_question(self) -> Q | None:
        return next((question for part in self.survey for question in part.questions if question.young_bands), None)
