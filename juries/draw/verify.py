"""Checking a draw from its published record alone: what anybody can do, without our database and without us."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from juries.draw.lottery import PANELS
from juries.draw.record import FORMAT, LENGTH, LETTERS, OPENINGS, canonical, digest

HASH: Final = re.compile(r"[0-9a-f]{64}")
PSEUDONYM: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
#: Exact chances stand in the record with three digits.
DIGITS: Final = 0.5 / 1000 + 1e-6
#: How far a chance in the lottery may be from the exact one: three panels of the thousand.
FARTHEST: Final = 3 / PANELS + DIGITS
KEYS: Final = frozenset(
    {
        *("format", "jury", "address", "made_at", "sequence", "previous", "size"),
        *("features", "targets", "least_chance", "stays", "people", "panels"),
    }
)


class NotARecord(ValueError):
    """The file is no record, or no file of openings, at all; the words say why."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `problems` is empty when it holds."""

    name: str
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.problems


def read_record(content: bytes) -> dict[str, Any]:
    """Parse a record.

    Raises:
        NotARecord: It is none, or lacks a part.
    """
    record = _parsed(content, FORMAT)
    if set(record) != KEYS:
        raise NotARecord("parts are missing or too many: " + ", ".join(sorted(set(record) ^ KEYS)))
    try:
        _touch(record)
    except (TypeError, KeyError, ValueError, AttributeError) as problem:
        raise NotARecord(f"a part has not the form it should have: {problem!r}") from None
    return record


def read_openings(content: bytes) -> dict[str, Any]:
    openings = _parsed(content, OPENINGS)
    if not isinstance(openings.get("people"), dict) or not isinstance(openings.get("record"), str):
        raise NotARecord("the openings name no record or no people")
    for shown in openings["people"].values():
        if not isinstance(shown, dict) or not all(isinstance(one, dict) for one in shown.values()):
            raise NotARecord("the openings have not the form they should have")
    return openings


def _parsed(content: bytes, wanted: str) -> dict[str, Any]:
    try:
        value = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        raise NotARecord(f"it is not JSON: {problem}") from None
    if not isinstance(value, dict) or value.get("format") != wanted:
        raise NotARecord(f"its format is not {wanted}")
    return value


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _touch(record: Mapping[str, Any]) -> None:
    """Read every part once, so that one of another form is told plainly."""
    for person in record["people"]:
        int(person["panels"]), float(person["exact"]), str(person["pseudonym"]), dict(person["commitments"])
    for panel in record["panels"]:
        hash(tuple(panel))
    for target in record["targets"]:
        int(target["at_least"]), int(target["at_most"]), str(target["feature"]), str(target["value"])
    for one in record["features"]:
        str(one["slug"]), [str(value["code"]) for value in one["values"]]
    _kinds(record)
    int(record["size"]), float(record["least_chance"]["found"]), float(record["least_chance"]["at_most"])
    list(record["stays"]), int(record["sequence"])


def _kinds(record: Mapping[str, Any]) -> None:
    """See that words are words and whole numbers whole numbers."""
    people = record["people"]
    words = [record[name] for name in ("jury", "address", "made_at")] + [one["pseudonym"] for one in people]
    words += [said for one in people for said in one["commitments"].values()]
    words += [*record["stays"], *(name for panel in record["panels"] for name in panel)]
    numbers = [record["size"], record["sequence"], *(one["panels"] for one in people)]
    for kind, values in ((str, words), (int, numbers)):
        for value in values:
            if type(value) is not kind:
                raise TypeError(f"{value!r} is no {kind.__name__}")
    if record["previous"] is not None:
        dict(record["previous"])


def check_record(
    content: bytes, *, sha256: str = "", previous: bytes | None = None, number: int | None = None
) -> list[Check]:
    """Check all that a record shows by itself; with its hash, the record before it, and the number thrown.

    Raises:
        NotARecord: It is none.
    """
    record = read_record(content)
    checks = [
        Check("the file is canonical", tuple(_canonical(content, record))),
        Check("pseudonyms", tuple(_pseudonyms(record))),
        Check("commitments", tuple(_commitments(record))),
        Check("targets", tuple(_targets_said(record))),
        Check("lottery", tuple(_lottery(record))),
        Check("chances", tuple(_chances(record))),
        Check("chain", tuple(_chain(record, previous))),
    ]
    if sha256:
        words = f"the file has the hash {digest(content)}, not {sha256}"
        checks.append(Check("hash", () if digest(content) == sha256.strip().lower() else (words,)))
    if number is not None:
        checks.append(Check("number thrown", tuple(_number(record, number))))
    return checks


def _canonical(content: bytes, record: Mapping[str, Any]) -> Iterator[str]:
    if canonical(record) != content:
        yield "it is not written the one way a record is written: it was changed after it was made"


def _pseudonyms(record: Mapping[str, Any]) -> Iterator[str]:
    names = [person["pseudonym"] for person in record["people"]]
    yield from (f"{name!r} is no pseudonym" for name in names if not PSEUDONYM.fullmatch(name))
    yield from (f"{name} stands there {n} times" for name, n in Counter(names).items() if n > 1)
    if names != sorted(names):
        yield "they are not in alphabetical order: their order could tell something"


def _commitments(record: Mapping[str, Any]) -> Iterator[str]:
    features = {one["slug"] for one in record["features"]}
    seen: Counter[str] = Counter()
    for person in record["people"]:
        if set(person["commitments"]) != features:
            yield f"{person['pseudonym']} has not one commitment for each feature"
        for feature, said in person["commitments"].items():
            seen[said] += 1
            if not HASH.fullmatch(str(said)):
                yield f"{person['pseudonym']}: the commitment for {feature} is no SHA-256"
    if any(times > 1 for times in seen.values()):
        yield "the same commitment stands there twice: a salt was used twice"


def _targets_said(record: Mapping[str, Any]) -> Iterator[str]:
    codes = {(one["slug"], value["code"]) for one in record["features"] for value in one["values"]}
    for one in record["targets"]:
        if (one["feature"], one["value"]) not in codes:
            yield f"a target speaks of {one['feature']}, {one['value']}, which is no value"
        if not 0 <= one["at_least"] <= one["at_most"]:
            yield f"the target for {one['feature']}, {one['value']} contradicts itself"


def _lottery(record: Mapping[str, Any]) -> Iterator[str]:
    names = {person["pseudonym"] for person in record["people"]}
    stays = set(record["stays"])
    if len(record["panels"]) != PANELS:
        yield f"there are {len(record['panels'])} panels, not {PANELS}"
    for number, panel in enumerate(record["panels"]):
        if len(panel) != record["size"]:
            yield f"panel {number:03} has {len(panel)} people, not {record['size']}"
        if len(set(panel)) != len(panel):
            yield f"panel {number:03} names somebody twice"
        if set(panel) - names:
            yield f"panel {number:03} names somebody who is not in the pool"
        if stays - set(panel):
            yield f"panel {number:03} leaves out somebody who keeps their place"


def _chances(record: Mapping[str, Any]) -> Iterator[str]:
    counts = Counter(name for panel in record["panels"] for name in panel)
    for person in record["people"]:
        name, said = person["pseudonym"], person["panels"]
        if counts[name] != said:
            yield f"{name} is said to be on {said} panels and is on {counts[name]}"
        if abs(said / PANELS - person["exact"]) > FARTHEST:
            yield f"{name}: the chance of {said} in {PANELS} is far from the exact one, {person['exact']}"
    movable = [person["exact"] for person in record["people"] if person["pseudonym"] not in record["stays"]]
    least = record["least_chance"]
    able = [exact for exact in movable if exact > 0]
    if able and least["found"] >= 2 * DIGITS and abs(min(able) - least["found"]) > DIGITS:
        yield f"the least chance is said to be {least['found']} and is {min(able)}"
    if least["found"] > least["at_most"] + 1e-6:
        yield "the least chance is greater than the bound it is held against"


def _chain(record: Mapping[str, Any], previous: bytes | None) -> Iterator[str]:
    said = record["previous"]
    if (said is None) != (record["sequence"] == 1):
        yield "a first draw follows no record, and every later one follows one"
    elif said is None and record["stays"]:
        yield "nobody can keep a place in a first draw"
    elif said is not None and not (HASH.fullmatch(str(said.get("sha256"))) and _is_number(said.get("number"))):
        yield "it does not say which record it follows and which number was thrown for that"
    if previous is None:
        return
    if said is None or said.get("sha256") != digest(previous):
        yield "it does not follow the record that was given with --previous"
        return
    before = read_record(previous)
    drawn = set(before["panels"][said["number"]])
    yield from (f"{name} keeps a place that was not drawn" for name in record["stays"] if name not in drawn)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < PANELS


def _number(record: Mapping[str, Any], number: int) -> Iterator[str]:
    if not _is_number(number) or number >= len(record["panels"]):
        yield f"{number} is no number from 000 to {PANELS - 1}"


def picked_panel(record: Mapping[str, Any], number: int) -> list[str]:
    return list(record["panels"][number])


def without_chance(record: Mapping[str, Any]) -> list[str]:
    """Return who is on no panel: rightly so where no panel that meets the targets can hold them."""
    return [person["pseudonym"] for person in record["people"] if not person["panels"]]
