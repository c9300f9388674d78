"""What an imagined audience would answer: reads the form that a phone is shown and fills it in. Pure but for chance."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, TypeVar

Value = TypeVar("Value")

WORDS: Final = (
    "Later buses",
    "Safer crossings",
    "Buses!",
    "later buses",
    "Warm rooms to meet in",
    "More benches",
    "Safer crossings",
    "Somewhere to sit",
    "Trees",
    "Cheaper tickets",
)
QUESTIONS: Final = (
    "When will the bus run on Sundays?",
    "Who decides what happens with our answers?",
    "What does this cost, and who pays?",
    "Will the library stay open?",
    "How do people without a car get to the hospital?",
    "Can we see the results at home?",
)


@dataclass
class Sheet:
    """One form as a phone shows it. The keys are the endings of the names of its fields."""

    title: str = ""
    tiles: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[tuple[str, str]] = field(default_factory=list)
    selects: dict[str, list[str]] = field(default_factory=dict)
    ranges: list[str] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)  # with their input mode
    #: Questions of others that can be supported.
    supports: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.prefix: str | None = None
        self.select = ""
        self.is_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.prefix = about.get("data-name")
        elif tag in {"legend", "label"} and not self.sheet.title:
            self.is_title = "question__text" in about.get("class", "")
        elif tag == "button" and about.get("name") == "support":
            self.sheet.supports.append(about.get("value", ""))
        elif tag == "option" and self.select and about.get("value"):
            self.sheet.selects[self.select].append(about["value"])
        elif self.prefix and about.get("name", "").startswith(self.prefix):
            self._field(tag, about["name"].removeprefix(self.prefix), about)

    def _field(self, tag: str, part: str, about: dict[str, str]) -> None:
        kind = about.get("type", "text") if tag == "input" else tag
        if kind == "radio":
            self.sheet.tiles.setdefault(part, []).append(about.get("value", ""))
        elif kind == "checkbox":
            self.sheet.boxes.append((part, about.get("value", "")))
        elif kind == "select":
            self.select = part
            self.sheet.selects[part] = []
        elif kind == "range":
            self.sheet.ranges.append(part)
        elif kind in {"text", "textarea"} and part != "_other":
            self.sheet.lines[part] = about.get("inputmode", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"legend", "label"}:
            self.is_title = False
        elif tag == "form":
            self.prefix = None

    def handle_data(self, data: str) -> None:
        if self.is_title:
            self.sheet.title = f"{self.sheet.title} {data}".strip()


def read_sheet(html: str) -> Sheet:
    reader = _Reader()
    reader.feed(html)
    return reader.sheet


def answer_to(sheet: Sheet, chance: random.Random, *, leaning: str) -> dict[str, list[str]]:
    """Fill in a form as somebody in a hall would: some answers are far more popular than others.

    Args:
        leaning: Whatever is the same for all who answer the question: which answers are popular depends on it alone.
    """
    answer = {part: [_popular(values, chance, leaning + part)] for part, values in sheet.tiles.items()}
    if sheet.boxes:
        part, value = _popular(sheet.boxes, chance, leaning)
        answer[part] = [value]
    places = [str(place) for place in range(1, len(sheet.selects) + 1)]
    order = sorted(sheet.selects, key=lambda part: _rank(part, chance, leaning))
    answer |= {part: [place] for part, place in zip(order, places, strict=True) if place in sheet.selects[part]}
    answer |= {part: [str(_near(55, 20, 0, 100, chance))] for part in sheet.ranges}
    answer |= {part: [_written(part, mode, chance)] for part, mode in sheet.lines.items()}
    return answer


def _popular(values: Sequence[Value], chance: random.Random, leaning: str) -> Value:
    crowd = random.Random(leaning)  # noqa: S311  an audience, not a secret
    weights = [0.15 + crowd.expovariate(1) for _ in values]
    return chance.choices(values, weights)[0]


def _rank(part: str, chance: random.Random, leaning: str) -> float:
    return random.Random(leaning + part).random() + chance.gauss(0, 0.25)  # noqa: S311


def _written(part: str, mode: str, chance: random.Random) -> str:
    dates = {"_day": str(chance.randint(1, 28)), "_month": str(chance.randint(1, 12)), "_year": "2027"}
    if part in dates:
        return dates[part]
    return str(_near(8, 5, 0, 40, chance)) if mode else chance.choice(WORDS)


def _near(middle: int, spread: int, least: int, most: int, chance: random.Random) -> int:
    return max(least, min(most, round(chance.gauss(middle, spread))))


def pause(chance: random.Random, *, typical: float) -> float:
    """Return how many seconds somebody takes to make up their mind: most about `typical`, a few much longer."""
    return typical * math.exp(chance.gauss(0, 0.5))
