import statistics
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from questions.measures import MOST_BINS, bins, in_order, mean, quantile

numbers = st.decimals(Decimal(-10_000), Decimal(10_000), places=2)
pairs = st.lists(st.tuples(numbers, st.integers(1, 20)), min_size=1, max_size=30)
few = settings(max_examples=60, deadline=None)


def spread(found):
    return [number for number, weight in found for _time in range(weight)]


@few
@drawn(pairs)
def test_quartiles_are_those_of_the_standard_library(found):
    ordered, flat = in_order(found), sorted(spread(found))
    if len(flat) < 2:
        flat = flat * 2
    quarters = statistics.quantiles(flat, n=4, method="inclusive")
    assert [quantile(ordered, Decimal(part) / 4) for part in (1, 2, 3)] == quarters
    assert mean(ordered) == pytest.approx(statistics.mean(flat))


@few
@drawn(pairs)
def test_bins_hold_everyone_once_in_order_without_gaps(found):
    made = bins(in_order(found))
    assert sum(one.count for one in made) == sum(weight for _number, weight in found)
    assert 1 <= len(made) <= MOST_BINS
    assert all(one.high == other.low for one, other in pairwise(made))
    assert made[0].low <= min(number for number, _weight in found)


@few
@drawn(st.lists(st.tuples(st.integers(-500, 500).map(Decimal), st.integers(1, 9)), min_size=1, max_size=20))
def test_bins_of_whole_numbers_are_whole(found):
    assert all(one.low == int(one.low) for one in bins(in_order(found)))


def test_a_strange_answer_shares_the_last_bin():
    made = bins(in_order([(Decimal(number), 10) for number in range(1, 9)] + [(Decimal(1_000_000), 1)]))
    assert made[-1].high is None
    assert made[-1].low <= 30
    assert len(made) > 5


def test_no_numbers_no_bins():
    assert bins([]) == []
    assert in_order([(Decimal(1), 0)]) == []
