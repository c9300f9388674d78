"""What may be shown of groups in a room: nothing that tells about fewer people than the minimum. Pure.

People are told apart only by the groups they are in. An *atom* is a set of people who are in exactly the same groups.
Whoever sees some groups, and the total, can add and subtract them; what can be worked out is the span of what was
shown. A set of people is given away if it is small and lies in that span.

Source for the criterion: the linear-span view of table auditing, as in F. Chin and G. Özsoyoğlu, "Auditing and
inference control in statistical databases", IEEE TSE SE-8 (1982).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Atom = TypeVar("Atom", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Vector = list[Fraction]
Key = tuple[Fraction, ...]
State = tuple[Key, Key]


def gives_away(
    shown: Sequence[Collection[Atom]],
    sizes: Mapping[Atom, int],
    minimum: int,
    *,
    known: Sequence[Collection[Atom]] = (),
) -> bool:
    """Whether some set of 1 to `minimum` - 1 people can be worked out from the sets that are shown.

    Args:
        shown: The sets whose answers people see, each as its atoms.
        sizes: How many people each atom has; atoms without people do not matter.
        minimum: The smallest set that may be told about.
        known: Sets that everybody knows, however small: what follows from these alone is not given away here.
    """
    atoms = [atom for atom, size in sizes.items() if size > 0]
    of_shown = _outside(_rows([*known, *shown], atoms), len(atoms))
    of_known = _outside(_rows(known, atoms), len(atoms)) if known else [(Fraction(1),)] * len(atoms)
    small = [
        (sizes[atom], one, other)
        for atom, one, other in zip(atoms, of_shown, of_known, strict=True)
        if sizes[atom] < minimum
    ]
    return _follows_newly(small, minimum)


def _rows(sets: Sequence[Collection[Atom]], atoms: Sequence[Atom]) -> list[Vector]:
    return [[Fraction(atom in one) for atom in atoms] for one in map(frozenset, sets)]


def _outside(rows: list[Vector], width: int) -> list[Key]:
    """Return for each atom a key such that a set lies in the span of the rows iff its atoms' keys add up to zero.

    The keys are the columns' coordinates in a basis of what is orthogonal to the rows.
    """
    reduced, leads = _reduce(rows, width)
    free = [column for column in range(width) if column not in leads]
    keys: list[list[Fraction]] = [[] for _ in range(width)]
    for column in free:
        for one in range(width):
            keys[one].append(Fraction(0))
        keys[column][-1] = Fraction(1)
        for row, lead in zip(reduced, leads, strict=True):
            keys[lead][-1] = -row[column]
    return [tuple(key) for key in keys]


def _reduce(rows: list[Vector], width: int) -> tuple[list[Vector], list[int]]:
    """Return the rows in reduced echelon form without empty ones, and the column in which each leads."""
    kept: list[Vector] = []
    leads: list[int] = []
    for row in rows:
        rest = list(row)
        for known, lead in zip(kept, leads, strict=True):
            if rest[lead]:
                factor = rest[lead]
                rest = [a - factor * b for a, b in zip(rest, known, strict=True)]
        first = next((column for column in range(width) if rest[column]), None)
        if first is None:
            continue
        rest = [a / rest[first] for a in rest]
        kept = [[a - known[first] * b for a, b in zip(known, rest, strict=True)] for known in kept]
        kept.append(rest)
        leads.append(first)
    return kept, leads


def _follows_newly(small: list[tuple[int, Key, Key]], minimum: int) -> bool:
    """Whether atoms with 1 to `minimum` - 1 people together follow from what is shown and not from what is known.

    Their first keys then add up to zero and their second ones do not. Every sum is kept once, with the fewest people.
    """
    if not small:
        return False
    start: State = (_zero(small[0][1]), _zero(small[0][2]))
    fewest: dict[State, int] = {start: 0}
    for size, one, other in small:
        for (first, second), people in list(fewest.items()):
            together = people + size
            if together >= minimum:
                continue
            state = (_plus(first, one), _plus(second, other))
            if state[0] == start[0] and state[1] != start[1]:
                return True
            if fewest.get(state, minimum) > together:
                fewest[state] = together
    return False


def _zero(key: Key) -> Key:
    return (Fraction(0),) * len(key)


def _plus(one: Key, other: Key) -> Key:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def groups_to_show(
    groups: Mapping[Name, Collection[Atom]],
    sizes: Mapping[Atom, int],
    minimum: int,
    *,
    seen: Sequence[Collection[Atom]] = (),
    known: Sequence[Collection[Atom]] = (),
) -> list[Name]:
    """Return which groups of a cut may be shown beside what was seen: as many as give nobody away, the largest first.

    Args:
        groups: The groups of the cut, each as its atoms.
        sizes: How many people each atom has.
        minimum: The smallest set that may be told about.
        seen: What people have seen before or see anyway, such as the total.
        known: What everybody knows, however small (`gives_away`).
    """
    people = {name: sum(sizes[atom] for atom in group) for name, group in groups.items()}
    chosen: list[Name] = []
    for name in sorted(groups, key=lambda one: -people[one]):
        shown = [*seen, *(groups[one] for one in chosen), groups[name]]
        if people[name] >= minimum and not gives_away(shown, sizes, minimum, known=known):
            chosen.append(name)
    return [name for name in groups if name in chosen]
