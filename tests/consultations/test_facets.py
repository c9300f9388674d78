"""Sets of rows as whole numbers give what a naive count gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations import facets

VALUES = ["a", "b", "c"]
FACETS = ["topic", "area"]


@st.composite
def lists(draw):
    """Rows with values in two facets, what is picked, and what else lets through."""
    row = st.fixed_dictionaries({name: st.sets(st.sampled_from(VALUES)) for name in FACETS})
    rows = draw(st.lists(row, max_size=40))
    picked = draw(
        st.fixed_dictionaries({}, optional={name: st.sets(st.sampled_from(VALUES), min_size=1) for name in FACETS})
    )
    among = draw(st.sets(st.integers(0, len(rows) - 1))) if rows else set()
    return rows, picked, among


def bits(rows):
    return {
        name: {
            value: facets.set_of((n for n, row in enumerate(rows) if value in row[name]), len(rows)) for value in VALUES
        }
        for name in FACETS
    }


def naive(rows, picked, among):
    return [
        n for n, row in enumerate(rows) if n in among and all(row[name] & values for name, values in picked.items())
    ]


@given(lists())
def test_matching_and_order_are_those_of_a_naive_look(made):
    rows, picked, among = made
    found = facets.matching(bits(rows), picked, facets.set_of(among, len(rows)))
    order = list(reversed(range(len(rows))))
    assert facets.in_order(found, order) == [n for n in order if n in naive(rows, picked, among)]
    assert found.bit_count() == len(naive(rows, picked, among))


@given(lists())
def test_counts_are_those_of_a_naive_count_under_the_other_facets(made):
    rows, picked, among = made
    counted = facets.counts(bits(rows), picked, facets.set_of(among, len(rows)))
    for name in FACETS:
        others = {other: values for other, values in picked.items() if other != name}
        left = naive(rows, others, among)
        assert counted[name] == {value: sum(value in rows[n][name] for n in left) for value in VALUES}


@given(st.sets(st.integers(0, 99)))
def test_a_set_holds_what_was_put_in(rows):
    assert facets.in_order(facets.set_of(rows, 100), range(100)) == sorted(rows)
    assert facets.set_of(rows, 100) & facets.everything(100) == facets.set_of(rows, 100)


def test_a_value_nobody_has_finds_nothing():
    assert facets.any_of({"a": 0b11}, ["gone"], 0b11) == 0


def test_a_row_past_the_end_is_an_error():
    with pytest.raises(IndexError):
        facets.set_of([8], 8)
