"""The public tables under attack: a reader who knows every shown count and every total tries all that is possible."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.suppression import hide_in_row, hide_in_table, merge_small_rows, rounded

MINIMUM = 3


def ways_to_share(total: int, places: int) -> list[tuple[int, ...]]:
    """Every way to share a total among so many places."""
    if places == 0:
        return [()] if total == 0 else []
    if places == 1:
        return [(total,)]
    return [(one, *rest) for one in range(total + 1) for rest in ways_to_share(total - one, places - 1)]


def rows_an_attacker_considers(row, hidden):
    """Every row with the same total and the same shown cells."""
    places = [place for place, gone in enumerate(hidden) if gone]
    total = sum(row[place] for place in places)
    for shares in ways_to_share(total, len(places)):
        guess = list(row)
        for place, value in zip(places, shares, strict=True):
            guess[place] = value
        yield tuple(guess)


def tables_an_attacker_considers(table, hidden, unknown=frozenset()):
    totals = [sum(column) for column in zip(*table, strict=True)]
    rows = [list(rows_an_attacker_considers(row, gone)) for row, gone in zip(table, hidden, strict=True)]
    for guess in product(*rows):
        sums = [sum(column) for column in zip(*guess, strict=True)]
        if all(mine == real or place in unknown for place, (mine, real) in enumerate(zip(sums, totals, strict=True))):
            yield guess


def assert_withstands(table, hidden, guesses):
    for row, line in enumerate(hidden):
        for column, gone in enumerate(line):
            if not gone:
                assert table[row][column] >= MINIMUM
                continue
            possible = {guess[row][column] for guess in guesses}
            assert len(possible) > 1, "a hidden count can be worked out"
            if table[row][column] < MINIMUM:
                assert max(possible) >= MINIMUM, "a hidden count is known to be below the minimum"


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_one_way_table_withstands_everything_a_reader_can_try(counts):
    hidden = hide_in_row(counts, minimum=MINIMUM)
    if hidden is None:
        return
    guesses = [(guess,) for guess in rows_an_attacker_considers(counts, hidden)]
    assert_withstands([counts], [hidden], guesses)


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2))
@settings(max_examples=150, deadline=None)
def test_two_way_table_withstands_everything_a_reader_can_try(table):
    hidden = hide_in_table(table, minimum=MINIMUM)
    if hidden is not None:
        assert_withstands(table, hidden, list(tables_an_attacker_considers(table, hidden)))


@given(st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=3, max_size=4))
@settings(max_examples=150, deadline=None)
def test_long_two_way_table_withstands_everything_a_reader_can_try(table):
    hidden = hide_in_table(table, minimum=MINIMUM)
    if hidden is not None:
        assert_withstands(table, hidden, list(tables_an_attacker_considers(table, hidden)))


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2))
@settings(max_examples=150, deadline=None)
def test_table_with_hidden_column_totals_withstands_everything_a_reader_can_try(table):
    columns = [sum(column) for column in zip(*table, strict=True)]
    margin = hide_in_row(columns, minimum=MINIMUM)
    if margin is None:
        return
    unknown = {place for place, gone in enumerate(margin) if gone}
    hidden = hide_in_table(table, minimum=MINIMUM, hidden_columns=unknown)
    if hidden is None:
        return
    guesses = list(tables_an_attacker_considers(table, hidden, unknown))
    assert_withstands(table, hidden, guesses)
    for place in unknown:
        possible = {sum(row[place] for row in guess) for guess in guesses}
        assert len(possible) > 1, "the table gives a hidden total away"
        if columns[place] < MINIMUM:
            assert max(possible) >= MINIMUM


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([40, 30, 20], [False, False, False]),
        ([10, 30, 20], [False, False, False]),
        ([9, 30, 20], [True, False, True]),
        ([4, 7, 30], [True, True, False]),
        ([4, 5, 30, 60], [True, True, True, False]),
        ([0, 30], None),
        ([3], None),
        ([9, 8, 7], None),
    ],
)
def test_hides_what_is_below_the_minimum_and_one_more(counts, expected):
    assert hide_in_row(counts, minimum=10) == expected


def test_a_lone_hidden_cell_takes_its_row_and_column_with_it():
    table = [[40, 50, 60], [5, 50, 60], [40, 50, 60]]
    hidden = hide_in_table(table, minimum=10)
    assert hidden is not None
    assert hidden[1][0]
    assert sum(hidden[1]) >= 2
    assert sum(line[0] for line in hidden) >= 2


def test_a_full_table_hides_nothing():
    assert hide_in_table([[10, 11], [12, 13]], minimum=10) == [[False, False], [False, False]]


def test_a_table_that_hides_too_much_is_not_shown():
    table = [[40, 50, 60], [5, 50, 60], [40, 50, 60]]
    assert hide_in_table(table, minimum=10, at_most=0.3) is None
    assert hide_in_table([[3, 4], [2, 90]], minimum=10) is None


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([[20, 20], [20, 20]], [[0], [1]]),
        ([[20, 20], [0, 0], [20, 20]], [[0], [2]]),
        ([[5, 4], [20, 20], [3, 0]], [[1], [0, 2]]),
        ([[5, 4], [20, 20], [30, 30]], [[2], [0, 1]]),
    ],
)
def test_small_rows_stand_together(table, expected):
    assert merge_small_rows(table, minimum=10) == expected


@pytest.mark.parametrize(("count", "expected"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1000, 1000)])
def test_rounds_to_the_nearest_five(count, expected):
    assert rounded(count, 5) == expected
