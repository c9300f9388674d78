"""Questions of every kind as plain values, and answers to them drawn by hypothesis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.sanitise import plain
from questions.asked import Asked, AskedChoice, Given
from questions.kinds.number import as_value

BUS, CAR, FOOT, OTHER, NONE = 11, 12, 13, 14, 15
GOOD, POOR = 21, 22
PRICE, TIMES, SAFETY = 31, 32, 33


def choices(*ids: int, **marks: int) -> tuple[AskedChoice, ...]:
    """Return choices with these ids; `is_other=14` marks one of them."""
    return tuple(
        AskedChoice(one, f"Choice {one}", **{mark: True for mark, marked in marks.items() if marked == one})
        for one in ids
    )


def asked(kind: str, **fields: Any) -> Asked:
    """Return a question of this kind with the choices that tests rely on."""
    options = {
        "yes_no": choices(BUS, CAR),
        "single": choices(BUS, CAR, FOOT, OTHER, is_other=OTHER),
        "multiple": choices(BUS, CAR, FOOT, OTHER, NONE, is_other=OTHER, is_exclusive=NONE),
        "agree": choices(BUS, CAR, FOOT),
        "ranking": choices(BUS, CAR, FOOT),
        "matrix": choices(GOOD, POOR),
    }
    rows = choices(PRICE, TIMES, SAFETY) if kind == "matrix" else ()
    values: dict[str, Any] = {"id": 1, "kind": kind, "text": "What do you say?", "choices": options.get(kind, ())}
    return Asked(**(values | {"rows": rows} | fields))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map(lambda text: plain(text).strip())
numbers = st.decimals(Decimal("-1000"), Decimal("1000"), places=2).map(as_value)
dates = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)


def _with_other(value: Any) -> st.SearchStrategy[Given]:
    chosen = value if isinstance(value, list) else [value]
    return words.map(lambda text: Given(value, text)) if OTHER in chosen else st.just(Given(value))


def _plain(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Given]:
    return values.map(Given)


several = st.sets(st.sampled_from([BUS, CAR, FOOT, OTHER]), min_size=1).map(sorted) | st.just([NONE])
grid = st.dictionaries(st.sampled_from(["31", "32", "33"]), st.sampled_from([GOOD, POOR]), min_size=1)

#: Valid answers to the question of each kind that `asked` makes, with CONFIG.
ANSWERS: dict[str, st.SearchStrategy[Given]] = {
    "yes_no": _plain(st.sampled_from([BUS, CAR])),
    "single": st.sampled_from([BUS, CAR, FOOT, OTHER]).flatmap(_with_other),
    "multiple": several.flatmap(_with_other),
    "agree": _plain(st.sampled_from([BUS, CAR, FOOT])),
    "rating": _plain(st.integers(1, 5)),
    "line": _plain(st.integers(0, 100)),
    "ranking": _plain(st.permutations([BUS, CAR, FOOT]).map(list)),
    "number": _plain(numbers),
    "short_text": words.map(lambda text: Given(text=" ".join(text.split()))).filter(lambda given: given.text),
    "long_text": words.filter(bool).map(lambda text: Given(text=text)),
    "date": _plain(dates),
    "matrix": _plain(grid),
}
CONFIG: dict[str, dict[str, Any]] = {"number": {"decimals": 2}, "line": {"low_label": "Never", "high_label": "Always"}}
ANSWERED = sorted(ANSWERS)


def question_of(kind: str) -> Asked:
    return asked(kind, config=CONFIG.get(kind, {}))


def weighted(kind: str) -> st.SearchStrategy[list[tuple[Any, int]]]:
    """Return distinct values with how many gave each."""
    values = st.lists(ANSWERS[kind].map(lambda given: given.value), max_size=8, unique_by=repr)
    return values.flatmap(
        lambda found: st.tuples(*(st.integers(1, 50) for _one in found)).map(
            lambda weights: list(zip(found, weights, strict=True))
        )
    )
