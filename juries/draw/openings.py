"""What an appointed observer checks besides: every commitment, every target, and that nobody was put last.

The record alone cannot show that people who said the same were treated the same: this does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from juries.draw.panels import Infeasible, PanelFinder
from juries.draw.problem import Kind, Problem, Target, make_problem
from juries.draw.record import commitment, digest
from juries.draw.verify import DIGITS, Check, read_record

SALT: Final = re.compile(r"[0-9a-f]{32,}")
#: The code of 'Prefer not to say', which has no target.
NOT_SAID: Final = "prefer_not"


def check_openings(content: bytes, openings: Mapping[str, Any]) -> list[Check]:
    """Check what an appointed observer is shown: every commitment, and every target on every panel."""
    record = read_record(content)
    people: Mapping[str, Any] = openings["people"]
    wrong = () if openings["record"] == digest(content) else ("they belong to another record",)
    return [
        Check("the openings belong to the record", wrong),
        Check("openings of commitments", tuple(_opened(record, people))),
        Check("targets on every panel", tuple(_targets(record, people))),
        Check("equal chances of those who said the same", tuple(_equals(record, people))),
        Check("nobody left without a chance", tuple(_left_out(record, people))),
    ]


def _opened(record: Mapping[str, Any], people: Mapping[str, Any]) -> Iterator[str]:
    known = {one["slug"]: {value["code"] for value in one["values"]} | {NOT_SAID} for one in record["features"]}
    for person in record["people"]:
        name = person["pseudonym"]
        if name not in people:
            yield f"{name} is not opened: their data were erased, or left out"
            continue
        for feature, said in person["commitments"].items():
            shown = people[name].get(feature) or {}
            salt, value = str(shown.get("salt", "")), str(shown.get("value", ""))
            if not SALT.fullmatch(salt):
                yield f"{name}: the salt for {feature} is shorter than 128 bits"
            elif value not in known[feature]:
                yield f"{name}: {value!r} is no answer to {feature}"
            elif commitment(salt=salt, pseudonym=name, feature=feature, value=value) != said:
                yield f"{name}: the commitment for {feature} does not say {value!r}"


def _targets(record: Mapping[str, Any], people: Mapping[str, Any]) -> Iterator[str]:
    for number, panel in enumerate(record["panels"]):
        held: Counter[tuple[str, str]] = Counter()
        for name in panel:
            held.update((feature, str(shown.get("value"))) for feature, shown in people.get(name, {}).items())
        for one in record["targets"]:
            got = held[one["feature"], one["value"]]
            if not one["at_least"] <= got <= one["at_most"]:
                yield (
                    f"panel {number:03} has {got} with {one['feature']} {one['value']}, "
                    f"wanted {one['at_least']} to {one['at_most']}"
                )


def _movable(record: Mapping[str, Any], people: Mapping[str, Any]) -> Iterator[tuple[Kind, Mapping[str, Any]]]:
    """Yield those who could be drawn, each with what they said, feature by feature."""
    features = [one["slug"] for one in record["features"]]
    stays = set(record["stays"])
    for person in record["people"]:
        name = person["pseudonym"]
        if name in people and name not in stays:
            yield tuple(str(people[name].get(feature, {}).get("value")) for feature in features), person


def _equals(record: Mapping[str, Any], people: Mapping[str, Any]) -> Iterator[str]:
    groups: dict[Kind, list[Mapping[str, Any]]] = {}
    for kind, person in _movable(record, people):
        groups.setdefault(kind, []).append(person)
    for members in groups.values():
        counts = sorted((one["panels"], one["pseudonym"]) for one in members)
        if counts[-1][0] - counts[0][0] > 1 or len({one["exact"] for one in members}) > 1:
            yield f"{counts[0][1]} and {counts[-1][1]} said the same of themselves and have other chances"


def _left_out(record: Mapping[str, Any], people: Mapping[str, Any]) -> Iterator[str]:
    """Look for a panel with each kind of people that is on none: there must be no such panel."""
    features = [one["slug"] for one in record["features"]]
    rows = list(_movable(record, people))
    if len(rows) + len(record["stays"]) < len(record["people"]) or not set(record["stays"]) <= set(people):
        return  # somebody is not opened, which is told above
    staying = [tuple(str(people[name].get(one, {}).get("value")) for one in features) for name in record["stays"]]
    targets = [Target(one["feature"], one["value"], one["at_least"], one["at_most"]) for one in record["targets"]]
    problem = make_problem(
        size=record["size"], features=features, targets=targets, people=[kind for kind, _one in rows], staying=staying
    )
    if record["least_chance"]["found"] < 2 * DIGITS:
        return  # three digits do not tell a small chance from none
    without = {kind: one["pseudonym"] for kind, one in rows if not one["exact"]}
    for place, kind in enumerate(problem.kinds):
        if kind in without and _can_sit(problem, place):
            yield f"{without[kind]} has no chance, though panels that meet the targets can hold them"


def _can_sit(problem: Problem, place: int) -> bool:
    wanted = [0.0] * len(problem.kinds)
    wanted[place] = 1.0
    try:
        return PanelFinder(problem).best(wanted).counts[place] > 0
    except Infeasible:
        return False
