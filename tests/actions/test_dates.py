"""Dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.dates import EARLIEST, LATEST, Sure, read_date

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31))


def read(words: str):
    return read_date(words, today=TODAY)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("31/03/07", date(2007, 3, 31)),
        ("31.3.2007", date(2007, 3, 31)),
        ("31st March 2007", date(2007, 3, 31)),
        ("by 31 Mar. 07", date(2007, 3, 31)),
        ("March 31, 2007", date(2007, 3, 31)),
        ("Friday 30 March 2007", date(2007, 3, 30)),
        ("2007-03-31", date(2007, 3, 31)),
        ("2007-03-31 00:00:00", date(2007, 3, 31)),
        ("07/07/2027", date(2027, 7, 7)),
        ("31/12/69", date(2069, 12, 31)),
        ("31/12/70", date(1970, 12, 31)),
    ],
)
def test_words_for_one_day(words, day):
    found = read(words)
    assert (found.day, found.sure, found.words) == (day, Sure.EXACT, "")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 2007", date(2007, 3, 31)),
        ("by end of February 2028", date(2028, 2, 29)),
        ("Mar-07", date(2007, 3, 31)),
        ("12/2026", date(2026, 12, 31)),
        ("Q1 2026/27", date(2026, 6, 30)),
        ("Q3 2026/27", date(2026, 12, 31)),
        ("quarter 4 2026-2027", date(2027, 3, 31)),
        ("2026/27 Q2", date(2026, 9, 30)),
        ("2026/27", date(2027, 3, 31)),
        ("2099/00", date(2100, 3, 31)),
        ("end of 2007", date(2007, 12, 31)),
    ],
)
def test_words_for_a_time_stand_for_its_last_day_and_are_kept(words, day):
    found = read(words)
    assert (found.day, found.sure, found.words) == (day, Sure.ROUNDED, words)


@pytest.mark.parametrize("words", ["ongoing", "On-going", "TBC", "n/a", "to be confirmed", "each year", "-"])
def test_words_for_no_day(words):
    found = read(words)
    assert (found.day, found.sure, found.words) == (None, Sure.NO_DAY, words)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("Spring 2007", date(2007, 5, 31)),
        ("Winter 2026", date(2027, 2, 28)),
        ("winter 2026/27", date(2027, 2, 28)),
        ("by end of March", date(2027, 3, 31)),
        ("end of November", date(2026, 11, 30)),
        ("22 November", date(2026, 11, 22)),
        ("21 November", date(2027, 11, 21)),
        ("29 February", date(2028, 2, 29)),
        ("by March 2007", date(2007, 3, 31)),
        ("early May 2027", date(2027, 5, 10)),
        ("mid-May 2027", date(2027, 5, 15)),
        ("04/05/2007", date(2007, 5, 4)),
        ("03/31/2007", date(2007, 3, 31)),
        ("Q3 2026", date(2026, 9, 30)),
        ("2007", date(2007, 12, 31)),
        ("Monday 30 March 2007", date(2007, 3, 30)),
        ("30 February 2007", None),
        ("31/04/2027", None),
        ("2026/28", None),
        ("when money allows", None),
        ("?", None),
    ],
)
def test_what_is_not_sure_is_asked_with_its_likeliest_reading(words, offered):
    found = read(words)
    assert (found.day, found.sure, found.words) == (offered, Sure.ASK, words)
    assert found.why


@given(DAYS)
def test_every_day_that_is_written_out_is_read_back(day):
    for pattern in ("%Y-%m-%d", "%d %B %Y", "by %d %b %Y", "%A %d %B %Y", "%B %d, %Y"):
        words = day.strftime(pattern) if day.year > 999 else day.isoformat()
        assert (read(words).day, read(words).sure) == (day, Sure.EXACT)


@given(DAYS)
def test_numbers_are_never_turned_round_in_silence(day):
    found = read(f"{day.day}/{day.month}/{day.year}")
    assert found.day == day
    assert found.sure is (Sure.EXACT if day.day > 12 or day.day == day.month else Sure.ASK)


@given(st.text(max_size=40), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_words_break_it_and_none_that_are_sure_lack_their_day(words, today):
    found = read_date(words, today=today)
    assert bool(found.day) or found.sure in {Sure.NO_DAY, Sure.ASK}
    assert bool(found.why) is (found.sure is Sure.ASK)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["March", "31 January", "end of June", "autumn"]))
def test_without_a_year_the_next_such_day_is_offered(today, words):
    found = read_date(words, today=today)
    assert found.sure is Sure.ASK
    assert today <= found.day <= today + timedelta(days=366)
