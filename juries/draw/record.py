"""The record of a draw: what is published before the number is thrown, as one canonical file.

Canonical: JSON with sorted keys, no spaces and ASCII only, so that the same content is always the same bytes and has
one SHA-256. Nobody is named: people stand under fresh pseudonyms, their features as salted commitments. Who is shown
salt and value can check that a commitment says that and nothing else; who is not cannot tell it from chance.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from juries.draw.problem import Target

FORMAT: Final = "engage-draw/1"
OPENINGS: Final = "engage-draw-openings/1"
SALT_BYTES: Final = 16
#: Digits of the chance before rounding: with more of them it would tell who is like whom.
EXACT_DIGITS: Final = 3
#: No vowel that makes a word, no letter that is read as a figure or the other way round.
LETTERS: Final = "346789CDFGHJKMNPQRTVWXY"
LENGTH: Final = 6


def canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def make_salt() -> str:
    return secrets.token_hex(SALT_BYTES)


def commitment(*, salt: str, pseudonym: str, feature: str, value: str) -> str:
    """Return SHA-256 over salt, pseudonym, feature and value, as a JSON list, so that none runs into the next."""
    words = json.dumps([salt, pseudonym, feature, value], separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()


def fresh_pseudonyms(number: int, *, taken: Iterable[str] = ()) -> list[str]:
    """Return so many pseudonyms that chance alone makes, sorted, so that their order tells nothing."""
    known, made = set(taken), set[str]()
    while len(made) < number:
        name = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if name not in known:
            made.add(name)
    return sorted(made)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the pool as the record is drawn up: values and salts stay inside."""

    pseudonym: str
    values: Mapping[str, str]
    salts: Mapping[str, str]
    exact: float

    def commitments(self) -> dict[str, str]:
        return {
            feature: commitment(salt=salt, pseudonym=self.pseudonym, feature=feature, value=self.values[feature])
            for feature, salt in self.salts.items()
        }

    def openings(self) -> dict[str, dict[str, str]]:
        return {name: {"value": self.values[name], "salt": salt} for name, salt in self.salts.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a record says of itself.

    Attributes:
        previous: SHA-256 of the record this one follows, with the number thrown for it; None for a first draw.
        stays: Pseudonyms of those who keep their place.
    """

    jury: str
    address: str
    made_at: str
    sequence: int
    size: int
    features: Sequence[Mapping[str, Any]]
    targets: Sequence[Target]
    least: float
    bound: float
    previous: Mapping[str, Any] | None = None
    stays: Sequence[str] = field(default_factory=tuple)


def make_record(heading: Heading, people: Sequence[Person], panels: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the record. `panels` hold numbers of people in the order given."""
    counts = Counter(one for panel in panels for one in panel)
    return {
        "format": FORMAT,
        "jury": heading.jury,
        "address": heading.address,
        "made_at": heading.made_at,
        "sequence": heading.sequence,
        "previous": dict(heading.previous) if heading.previous else None,
        "size": heading.size,
        "features": [dict(one) for one in heading.features],
        "targets": [
            {"feature": one.feature, "value": one.value, "at_least": one.at_least, "at_most": one.at_most}
            for one in heading.targets
        ],
        "least_chance": {"found": round(heading.least, 9), "at_most": round(heading.bound, 9)},
        "stays": sorted(heading.stays),
        "people": [_person(one, counts[number]) for number, one in enumerate(people)],
        "panels": [[people[number].pseudonym for number in panel] for panel in panels],
    }


def _person(person: Person, count: int) -> dict[str, Any]:
    return {
        "pseudonym": person.pseudonym,
        "panels": count,
        "exact": round(person.exact, EXACT_DIGITS),
        "commitments": person.commitments(),
    }


def make_openings(record_hash: str, people: Iterable[Person]) -> dict[str, Any]:
    return {"format": OPENINGS, "record": record_hash, "people": {one.pseudonym: one.openings() for one in people}}
