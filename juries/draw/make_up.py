"""The make-up of a drawn panel for everybody: one feature at a time, small groups merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

#: A group of the panel is shown by itself from so many people; smaller ones are joined.
LEAST_GROUP: Final = 3


def merged(
    values: Sequence[tuple[str, str, int]], counts: Mapping[str, int], *, other: str, unknown: str
) -> list[dict[str, Any]]:
    """Return rows with label, number of the panel and people in the population; nothing where one group is left.

    Args:
        values: Code, label and population of each value, in display order.
        counts: How many of the panel have each code; codes that are no value did not say.
        other: What the group of joined values is called.
        unknown: What those who did not say are called; they are joined with the small ones.
    """
    said = {code for code, _label, _population in values}
    silent = sum(number for code, number in counts.items() if code not in said)
    groups = [_group([label], counts.get(code, 0), population) for code, label, population in values]
    if silent:
        groups.append(_group([unknown], silent, 0))
    large, small = _parted(groups)
    if small:
        joined = [label for one in small for label in one["labels"]]
        label = joined[0] if len(joined) == 1 else other
        large.append(_group([label], sum(one["panel"] for one in small), sum(one["population"] for one in small)))
    rows = [{"label": one["labels"][0], "panel": one["panel"], "population": one["population"]} for one in large]
    return rows if len(rows) > 1 else []


def _parted(groups: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Part large groups from small ones; the smallest large one joins these while they are too few together."""
    small = [one for one in groups if one["panel"] < LEAST_GROUP]
    large = [one for one in groups if one["panel"] >= LEAST_GROUP]
    while small and large and sum(one["panel"] for one in small) < LEAST_GROUP:
        least = min(large, key=lambda one: one["panel"])
        large.remove(least)
        small.append(least)
    return large, small


def _group(labels: list[str], panel: int, population: int) -> dict[str, Any]:
    return {"labels": labels, "panel": panel, "population": population}
