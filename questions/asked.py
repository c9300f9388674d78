"""A question as it is put to one reader: plain values, no ORM. What every kind, form and chart works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: What an answer holds besides words: a choice id, a list of choice ids, a number, an ISO date, a mapping of row id
#: (as text) to choice id, or None where the answer is words alone.
Value = Any

#: Languages written from right to left, among those a question may be worded in or come to be.
RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "fa", "he", "ku", "ps", "sd", "ur", "yi"})


def direction(lang: str) -> str:
    """Return the `dir` attribute that goes with a `lang` attribute."""
    return "rtl" if lang.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be drawn: addresses and size of renditions that exist."""

    src: str
    srcset: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class AskedChoice:
    id: int
    text: str
    is_other: bool = False
    is_exclusive: bool = False
    is_retired: bool = False
    picture: Picture | None = None  # decoration: the text carries the meaning
    lang: str = "en-gb"

    @property
    def dir(self) -> str:
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in one wording.

    `choices` and `rows` come in display order and include the retired ones, which count but are not on offer.
    `show_if` holds the choice ids (of one earlier question) any of which makes this question asked; empty: always.
    `lang` is the language the text is written in, for the `lang` attribute: where a wording is missing, that of the
    standard one. `style` is the style the text is really written in.
    """

    id: int
    kind: str
    text: str
    help_text: str = ""
    is_required: bool = False
    config: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[AskedChoice, ...] = ()
    rows: tuple[AskedChoice, ...] = ()
    show_if: frozenset[int] = frozenset()
    version: int = 1
    lang: str = "en-gb"
    is_retired: bool = False
    style: str = "standard"

    @property
    def offered(self) -> tuple[AskedChoice, ...]:
        return tuple(choice for choice in self.choices if not choice.is_retired)

    @property
    def offered_rows(self) -> tuple[AskedChoice, ...]:
        return tuple(row for row in self.rows if not row.is_retired)

    @property
    def dir(self) -> str:
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class AskedSection:
    """One page of questions in one wording. `dir` goes with `lang`."""

    id: int
    title: str
    introduction: str = ""
    lang: str = "en-gb"
    questions: tuple[Asked, ...] = ()

    @property
    def dir(self) -> str:
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: `value` as the kind defines it (see each file in kinds/), `text` the respondent's own words."""

    value: Value = None
    text: str = ""
    version: int = 1

    @property
    def is_blank(self) -> bool:
        return self.value in (None, "", [], {}) and not self.text

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "text": self.text, "version": self.version}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Given:
        return cls(value=data.get("value"), text=data.get("text", ""), version=data.get("version", 1))
