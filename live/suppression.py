"""What may be shown of groups in a room: nothing that tells about fewer people than the minimum. Pure.

People are told apart only by the groups they are in. An *atom* is a set of people who are in exactly the same groups.
Whoever sees some groups, and the total, can add and subtract them; what can be worked out is the span of what was
shown. A set of people is given away if it is small and lies in that span.

Source for the criterion: the linear-span view of table auditing, as in F. Chin and G. Özsoyoğlu, "Auditing and
inference control in statistical databases", IEEE TSE SE-8 (1982). The span is worked out over the integers modulo a
large prime, and each atom is given one number such that a set lies in the span only if its numbers add up to zero:
what is given away is always found; a set that is not is taken for one with a chance of 1 in 2^61, and then hidden.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Final, TypeVar

Atom = TypeVar("Atom", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Row = list[int]

PRIME: Final = 2**61 - 1


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
        sizes: How many people each atom has, the empty ones too where there is something `known`.
        minimum: The smallest set that may be told about.
        known: Sets that everybody knows, however small: what follows from these alone is not given away here. That
            an atom is empty follows from nothing; but who guesses it, from what is shown, must learn nothing new.
    """
    atoms = [atom for atom, size in sizes.items() if size > 0]
    of_shown = _numbers(_rows([*known, *shown], atoms), len(atoms))
    of_known = _known_numbers(known, sizes, atoms) if known else [1] * len(atoms)
    small = [
        (sizes[atom], one, other)
        for atom, one, other in zip(atoms, of_shown, of_known, strict=True)
        if sizes[atom] < minimum
    ]
    return _follows_newly(small, minimum)


def _known_numbers(known: Sequence[Collection[Atom]], sizes: Mapping[Atom, int], wanted: Sequence[Atom]) -> list[int]:
    everything = list(sizes)
    numbers = dict(zip(everything, _numbers(_rows(known, everything), len(everything)), strict=True))
    return [numbers[atom] for atom in wanted]


def _rows(sets: Sequence[Collection[Atom]], atoms: Sequence[Atom]) -> list[Row]:
    return [[int(atom in one) for atom in atoms] for one in map(frozenset, sets)]


def _numbers(rows: list[Row], width: int) -> list[int]:
    """Return a number for each atom such that those of a set add up to zero if it lies in the span of the rows.

    They are a random mixture of what is orthogonal to the rows.
    """
    reduced, leads = _reduce(rows, width)
    mix = random.Random(width)  # noqa: S311  repeatable: the same table is always treated the same
    numbers = [0 if column in leads else mix.randrange(1, PRIME) for column in range(width)]
    for row, lead in zip(reduced, leads, strict=True):
        numbers[lead] = -sum(row[column] * numbers[column] for column in range(width) if column not in leads) % PRIME
    return numbers


def _reduce(rows: list[Row], width: int) -> tuple[list[Row], list[int]]:
    """Return the rows in reduced echelon form without empty ones, and the column in which each leads."""
    kept: list[Row] = []
    leads: list[int] = []
    for row in rows:
        rest = list(row)
        for known, lead in zip(kept, leads, strict=True):
            rest = _without(rest, known, rest[lead])
        first = next((column for column in range(width) if rest[column]), None)
        if first is None:
            continue
        scale = pow(rest[first], -1, PRIME)
        rest = [number * scale % PRIME for number in rest]
        kept = [_without(known, rest, known[first]) for known in kept]
        kept.append(rest)
        leads.append(first)
    return kept, leads


def _without(row: Row, other: Row, times: int) -> Row:
    return [(a - times * b) % PRIME for a, b in zip(row, other, strict=True)] if times else row


def _follows_newly(small: list[tuple[int, int, int]], minimum: int) -> bool:
    """Whether atoms with 1 to `minimum` - 1 people together follow from what is shown and not from what is known.

    Their first numbers then add up to zero and their second ones do not. Every sum is kept once, with fewest people.
    """
    fewest: dict[tuple[int, int], int] = {(0, 0): 0}
    for size, one, other in small:
        for (first, second), people in list(fewest.items()):
            together = people + size
            if together >= minimum:
                continue
            state = ((first + one) % PRIME, (second + other) % PRIME)
            if not state[0] and state[1]:
                return True
            if fewest.get(state, minimum) > together:
                fewest[state] = together
    return False


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
