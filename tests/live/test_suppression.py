"""Small groups in the room: nothing about fewer people than the minimum can be worked out."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live.movement import movement_of
from live.suppression import gives_away, groups_to_show


def test_a_group_below_the_minimum_is_not_shown():
    sizes = {"a": 5, "b": 4, "none": 20}
    assert groups_to_show({"A": ["a"], "B": ["b"]}, sizes, 5) == ["A"]
    assert groups_to_show({"A": ["a"], "B": ["b"]}, sizes, 4) == ["A", "B"]
    assert groups_to_show({"A": ["a"], "B": ["b"]}, sizes, 6) == []


def test_a_group_that_follows_from_the_others_and_the_total_keeps_a_second_one_hidden():
    sizes = {"a": 40, "b": 30, "c": 3}
    groups = {"A": ["a"], "B": ["b"], "C": ["c"]}
    assert groups_to_show(groups, sizes, 5, seen=[list(sizes)]) == ["A"]
    assert groups_to_show(groups, sizes, 3, seen=[list(sizes)]) == ["A", "B", "C"]


def test_people_who_gave_no_group_protect_only_if_they_are_enough():
    groups = {"A": ["a"], "B": ["b"]}
    assert groups_to_show(groups, {"a": 9, "b": 9, "none": 4}, 5, seen=[["a", "b", "none"]]) == ["A"]
    assert groups_to_show(groups, {"a": 9, "b": 9, "none": 5}, 5, seen=[["a", "b", "none"]]) == ["A", "B"]


def test_an_earlier_cut_counts():
    """All women but one are old: showing the old after the women would tell about that one."""
    sizes = {("w", "old"): 10, ("w", "young"): 1, ("m", "young"): 20}
    women = [("w", "old"), ("w", "young")]
    old = [("w", "old")]
    assert groups_to_show({"old": old}, sizes, 5) == ["old"]
    assert groups_to_show({"old": old}, sizes, 5, seen=[women]) == []


def test_three_cuts_together_are_seen_through():
    """x + y, y + z and x + y + z: together they tell y."""
    sizes = {"x": 10, "y": 2, "z": 10}
    assert not gives_away([["x", "y"], ["y", "z"]], sizes, 5)
    assert gives_away([["x", "y"], ["y", "z"], ["x", "y", "z"]], sizes, 5)


def solved(rows, target):
    """Whether the target is a combination of the rows: by brute elimination over fractions, written apart."""
    from fractions import Fraction

    matrix = [[Fraction(cell) for cell in row] for row in rows]
    goal = [Fraction(cell) for cell in target]
    for column in range(len(goal)):
        pivot = next((row for row in matrix if row[column] and not any(row[:column])), None)
        if pivot is None:
            continue
        matrix = [
            row if row is pivot else [a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)]
            for row in matrix
        ]
        goal = [a - b * goal[column] / pivot[column] for a, b in zip(goal, pivot, strict=True)]
    return not any(goal)


ATOMS = [(a, b) for a, b in product("xyz", "mn")]
SIZES = st.fixed_dictionaries({atom: st.integers(0, 9) for atom in ATOMS})


@settings(max_examples=60, deadline=None)
@given(sizes=SIZES, minimum=st.integers(3, 7))
def test_no_set_and_no_difference_of_sets_reveals_fewer_than_the_minimum(sizes, minimum):
    """Two cuts one after the other: whatever is in the span of what was shown has enough people, or none."""
    there = [atom for atom in ATOMS if sizes[atom]]
    first = {key: [atom for atom in there if atom[0] == key] for key in "xyz"}
    second = {key: [atom for atom in there if atom[1] == key] for key in "mn"}
    shown = [first[key] for key in groups_to_show(first, sizes, minimum, seen=[there])]
    shown += [second[key] for key in groups_to_show(second, sizes, minimum, seen=[there, *shown])]
    if sum(sizes.values()) < minimum:
        assert shown == []
        return
    rows = [[int(atom in one) for atom in there] for one in [there, *shown]]
    for count in range(1, len(there) + 1):
        for some in combinations(there, count):
            if sum(sizes[atom] for atom in some) < minimum:
                assert not solved(rows, [int(atom in some) for atom in there])


@settings(max_examples=60, deadline=None)
@given(sizes=SIZES, minimum=st.integers(3, 7))
def test_every_group_that_harms_nobody_is_shown_when_there_is_one_cut(sizes, minimum):
    there = [atom for atom in ATOMS if sizes[atom]]
    groups = {key: [atom for atom in there if atom[0] == key] for key in "xyz"}
    people = {key: sum(sizes[atom] for atom in group) for key, group in groups.items()}
    if all(number >= minimum for number in people.values()):
        assert groups_to_show(groups, sizes, minimum, seen=[there]) == list("xyz")


PAIRS = st.fixed_dictionaries({(a, b): st.integers(0, 12) for a, b in product([1, 2, 3, None], repeat=2)})
NAMES = {1: "Yes", 2: "No", 3: "Not sure"}


@settings(max_examples=40, deadline=None)
@given(pairs=PAIRS, minimum=st.integers(3, 6))
def test_movement_tells_nothing_new_about_few(pairs, minimum):
    movement = movement_of(pairs, NAMES, minimum=minimum)
    known = [[pair for pair in pairs if pair[place] == one] for place in (0, 1) for one in NAMES]
    told = [
        [(a, b)]
        for a, row in zip(NAMES, movement.rows, strict=True)
        for b, number in zip(NAMES, row.counts, strict=True)
        if number
    ]
    assert all(number is None or number >= minimum for row in movement.rows for number in row.counts)
    if told:
        assert not gives_away(told, pairs, minimum, known=known)


def test_movement_tells_who_went_where():
    pairs = {(1, 1): 40, (1, 2): 12, (2, 1): 8, (2, 2): 30, (None, 1): 9, (2, None): 7}
    movement = movement_of(pairs, {1: "Yes", 2: "No"}, minimum=5)
    assert (movement.both, movement.moved) == (90, 20)
    assert [row.counts for row in movement.rows] == [(40, 12), (8, 30)]


@pytest.mark.parametrize(
    "pairs",
    [{(1, 1): 10, (2, 2): 10, (None, 2): 1}, {(1, 2): 3, (2, 1): 10, (2, 2): 10}],
    ids=["the latecomer's answer", "where all three went"],
)
def test_an_empty_cell_that_can_be_guessed_gives_nobody_away(pairs):
    movement = movement_of(pairs, {1: "Yes", 2: "No"}, minimum=5)
    assert [number for row in movement.rows for number in row.counts if number] == []


@pytest.mark.parametrize(("moved", "told"), [(4, None), (5, 5)])
def test_the_number_who_moved_is_told_from_the_minimum_on(moved, told):
    pairs = {(1, 1): 40, (1, 2): moved, (2, 2): 30}
    assert movement_of(pairs, {1: "Yes", 2: "No"}, minimum=5).moved == told
