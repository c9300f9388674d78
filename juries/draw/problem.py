"""What a draw is asked: how many places, which targets, how many people of which kind stand in the pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: A person's values, in the order of the features; people with the same ones are of one kind.
Kind = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """How many of a panel have one value: at least and at most."""

    feature: str
    value: str
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A pool merged into kinds, with the targets of its panels.

    Attributes:
        members: How many people of the pool are of each kind; none is nought.
    """

    size: int
    features: tuple[str, ...]
    targets: tuple[Target, ...]
    kinds: tuple[Kind, ...]
    members: tuple[int, ...]

    @property
    def pool(self) -> int:
        return sum(self.members)

    def rows(self) -> list[list[int]]:
        """Return, for each target, the numbers of the kinds that have its value."""
        places = [(self.features.index(one.feature), one.value) for one in self.targets]
        return [[t for t, kind in enumerate(self.kinds) if kind[place] == value] for place, value in places]

    def is_met_by(self, counts: Sequence[int]) -> bool:
        """Whether a panel with so many people of each kind has the size and meets every target."""
        if sum(counts) != self.size or any(c < 0 or c > n for c, n in zip(counts, self.members, strict=True)):
            return False
        sums = (sum(counts[t] for t in row) for row in self.rows())
        return all(one.at_least <= got <= one.at_most for one, got in zip(self.targets, sums, strict=True))


def make_problem(
    *,
    size: int,
    features: Sequence[str],
    targets: Sequence[Target],
    people: Sequence[Kind],
    staying: Sequence[Kind] = (),
) -> Problem:
    """Merge people into kinds. `staying` have their place: what they bring is taken off the size and the targets."""
    counted = Counter(people)
    kinds = tuple(sorted(counted))
    return Problem(
        size=size - len(staying),
        features=tuple(features),
        targets=tuple(_left(one, features, staying) for one in targets),
        kinds=kinds,
        members=tuple(counted[kind] for kind in kinds),
    )


def _left(target: Target, features: Sequence[str], staying: Sequence[Kind]) -> Target:
    place = list(features).index(target.feature)
    held = sum(kind[place] == target.value for kind in staying)
    return Target(target.feature, target.value, target.at_least - held, target.at_most - held)


def as_kind(values: Mapping[str, str], features: Sequence[str]) -> Kind:
    return tuple(values[feature] for feature in features)
