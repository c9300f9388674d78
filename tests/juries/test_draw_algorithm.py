"""The arithmetic of the draw against brute force on small pools, and what must hold on every panel."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juries.draw.explain import smallest_change
from juries.draw.lottery import PANELS, draw_up, exact_chances
from juries.draw.maximin import fairest
from juries.draw.panels import Infeasible, add_row, quiet_solver
from juries.draw.problem import Problem, Target, make_problem
from juries.draw.targets import CensusProblem, Share, read_census

VALUES = (("young", "old"), ("north", "south"))
FEATURES = ("age", "area")
PEOPLE = st.lists(st.tuples(st.sampled_from(VALUES[0]), st.sampled_from(VALUES[1])), min_size=4, max_size=8)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def pools(draw):
    people = draw(PEOPLE)
    size = draw(st.integers(2, min(4, len(people) - 1)))
    targets = []
    for feature, values in zip(FEATURES, VALUES, strict=True):
        for value in values:
            least = draw(st.integers(0, 2))
            targets.append(Target(feature, value, least, draw(st.integers(least, size)) if least <= size else least))
    return people, size, targets


def meets(panel, targets) -> bool:
    counts = Counter(value for kind in panel for value in kind)
    return all(one.at_least <= counts[one.value] <= one.at_most for one in targets)


def every_panel(people, size, targets) -> list[tuple[int, ...]]:
    numbers = combinations(range(len(people)), size)
    return [panel for panel in numbers if meets([people[one] for one in panel], targets)]


def best_least_chance(people, panels) -> float:
    """The maximin over people and all panels there are, by one linear programme; people in none are left out."""
    held = sorted({one for panel in panels for one in panel})
    solver = quiet_solver()
    solver.addVars(len(panels) + 1, np.zeros(len(panels) + 1), np.full(len(panels) + 1, 1.0))
    add_row(solver, 1.0, 1.0, list(range(1, len(panels) + 1)))
    for person in held:
        columns = [number for number, panel in enumerate(panels, start=1) if person in panel]
        add_row(solver, 0.0, 1e30, [0, *columns], [-1.0, *[1.0] * len(columns)])
    solver.changeColCost(0, -1.0)
    solver.run()
    return -float(solver.getInfo().objective_function_value)


@QUICK
@given(pools())
def test_the_fairest_chances_are_those_of_brute_force_over_people(pool):
    people, size, targets = pool
    problem = make_problem(size=size, features=FEATURES, targets=targets, people=people)
    panels = every_panel(people, size, targets)
    if not panels:
        with pytest.raises(Infeasible):
            fairest(problem)
        return
    chances = fairest(problem, close=1e-6)
    assert chances.least == pytest.approx(best_least_chance(people, panels), abs=1e-4)
    assert chances.bound >= chances.least - 1e-9
    drawn = {people[one] for panel in panels for one in panel}
    assert {problem.kinds[kind] for kind in chances.never} == set(people) - drawn
    lottery = draw_up(problem, chances, people, chance=Random(1))
    assert len(lottery) == PANELS
    assert all(len(set(panel)) == size for panel in lottery)
    assert all(meets([people[one] for one in panel], targets) for panel in lottery)
    counts = Counter(one for panel in lottery for one in panel)
    for number, exact in enumerate(exact_chances(problem, chances, people)):
        assert abs(counts[number] / PANELS - exact) <= 3 / PANELS


@QUICK
@given(pools())
def test_the_smallest_change_is_that_of_brute_force_and_makes_it_possible(pool):
    people, size, targets = pool
    problem = make_problem(size=size, features=FEATURES, targets=targets, people=people)
    changes = smallest_change(problem)
    assert changes is not None
    total = sum(one.target.at_least - one.at_least + one.at_most - one.target.at_most for one in changes)
    assert total == min(missing(panel, people, targets) for panel in combinations(range(len(people)), size))
    changed = {(one.target.feature, one.target.value): one for one in changes}
    eased = [Target(one.feature, one.value, *bounds(changed.get((one.feature, one.value)) or one)) for one in targets]
    assert fairest(make_problem(size=size, features=FEATURES, targets=eased, people=people)).panels


def bounds(one) -> tuple[int, int]:
    return one.at_least, one.at_most


def missing(panel, people, targets) -> int:
    counts = Counter(value for one in panel for value in people[one])
    return sum(max(0, one.at_least - counts[one.value]) + max(0, counts[one.value] - one.at_most) for one in targets)


def test_a_pool_smaller_than_the_panel_is_told_apart():
    problem = make_problem(size=3, features=("age",), targets=[], people=[("young",), ("old",)])
    assert smallest_change(problem) is None
    with pytest.raises(Infeasible):
        fairest(problem)


def test_a_search_goes_on_from_what_was_found_and_reports_bounds_that_close_in():
    people = [kind for kind in product(("a", "b", "c"), ("x", "y")) for _ in range(5)]
    targets = [Target("one", "a", 3, 4), Target("two", "x", 2, 3)]
    problem = make_problem(size=6, features=("one", "two"), targets=targets, people=people)
    told = []
    first = fairest(problem, watch=told.append)
    assert told[-1].least <= first.bound
    told.clear()
    again = fairest(problem, known=first.panels, watch=told.append)
    assert len(told) <= 2
    assert again.least == pytest.approx(first.least, rel=0.02)


def test_who_keeps_a_place_is_taken_off_size_and_targets():
    problem = make_problem(
        size=4, features=("age",), targets=[Target("age", "old", 2, 2)], people=[("old",)] * 3, staying=[("old",)] * 2
    )
    assert (problem.size, problem.targets[0].at_least, problem.targets[0].at_most) == (2, 0, 0)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12), st.integers(5, 200))
def test_targets_are_the_whole_numbers_around_the_exact_share(populations, size):
    total = sum(populations)
    shares = [Share(one, total, size) for one in populations]
    if total:
        for one in shares:
            exact = Fraction(size * one.population, total)
            assert one.at_least <= exact <= one.at_most <= one.at_least + 1
        assert sum(one.at_least for one in shares) <= size <= sum(one.at_most for one in shares)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Missing: feature, value, population"),
        (b"feature,value\nAge,Old\n", "Missing: population"),
        (b"feature,value,population\n", "empty"),
        (b"feature,value,population\nAge,Old,many\nAge,Young,2\n", "Line 2: ‘many"),
        (b"feature,value,population\nAge,Old,1\nAge,old,2\n", "Line 3: this value stands there twice"),
        (b"feature,value,population\nAge,,1\nAge,Old,2\n", "both be filled in"),
        (b"feature,value,population\nAge,Old,1\n", "at least two values"),
        ("feature,value,population\nÂge,Old,1\n".encode("utf-16"), "CSV UTF-8"),
    ],
)
def test_a_wrong_census_table_is_told_line_by_line(content, words):
    with pytest.raises(CensusProblem, match=words):
        read_census(content)


def test_a_census_table_is_read_as_people_write_numbers():
    rows = read_census('\ufeffFeature,Value,Population\nAge,Old,"21,340"\nAge,Young,9 000\n,,\n'.encode())
    assert [row.population for row in rows] == [21340, 9000]


def test_a_problem_knows_its_panels():
    problem = Problem(2, ("age",), (Target("age", "old", 1, 1),), (("old",), ("young",)), (1, 2))
    assert problem.is_met_by((1, 1))
    assert not problem.is_met_by((0, 2))
    assert not problem.is_met_by((2, 0))
