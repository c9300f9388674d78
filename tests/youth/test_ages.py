"""What is kept of an age: tried against every birth date that somebody of that age can have."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from youth.ages import ALONE_FROM, GROWN_AT, NotOfAge, older_end, place_of, quarter_end, quarter_start, years_on
from youth.models import Band

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))
A_QUARTER = timedelta(days=92)
#: Each tries a year of birth dates.
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def birthday(born: date, years: int) -> date:
    """Return the day on which somebody is so many years old; born on 29 February, on 1 March where there is none."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age_on(born: date, day: date) -> int:
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def births(age: int, today: date) -> list[date]:
    """Return every day on which somebody can have been born who is so old today."""
    first = date(today.year - age - 1, today.month, min(today.day, 28)) - timedelta(days=2)
    days = (first + timedelta(days=number) for number in range(375))
    return [born for born in days if age_on(born, today) == age]


@FEW
@given(today=DAYS, age=st.integers(min_value=13, max_value=19))
@example(today=date(2028, 2, 29), age=14)
@example(today=date(2027, 2, 28), age=15)
@example(today=date(2028, 12, 31), age=13)
@example(today=date(2028, 3, 31), age=19)
@example(today=date(2026, 4, 1), age=16)
def test_nobody_counts_as_older_than_they_are_nor_stays_longer_than_a_year_and_a_quarter(today, age):
    place = place_of(age, today=today)
    limit = ALONE_FROM if age < ALONE_FROM else GROWN_AT
    assert place.band == (Band.YOUNGER if age < ALONE_FROM else Band.OLDER)
    born = births(age, today)
    assert len(born) in {365, 366}
    for true in (birthday(one, limit) for one in born):
        assert true <= place.ends_on <= years_on(true, 1) + A_QUARTER
    assert place.ends_on == quarter_end(place.ends_on)


@FEW
@given(today=DAYS, age=st.integers(min_value=13, max_value=15))
def test_growing_older_ends_no_band_too_early_either(today, age):
    end = older_end(place_of(age, today=today).ends_on)
    for true in (birthday(one, GROWN_AT) for one in births(age, today)):
        assert true <= end <= years_on(true, 1) + A_QUARTER


@pytest.mark.parametrize(("age", "is_too_young"), [(0, True), (12, True), (20, False), (90, False)])
def test_others_do_not_join(age, is_too_young):
    with pytest.raises(NotOfAge) as refused:
        place_of(age, today=date(2026, 11, 22))
    assert refused.value.is_too_young is is_too_young


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarters(day, start, end):
    assert (quarter_start(day), quarter_end(day)) == (start, end)


def test_no_table_of_the_section_has_room_for_a_birthday_or_an_age():
    """What an event is for is said in ages; of a person only the band is kept."""
    told = re.compile(r"(^|_)(birth|birthday|born|dob|age|years?)(_|$)")
    fields = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("youth").get_models()
        for field in model._meta.get_fields()
        if told.search(field.name)
    }
    assert fields == {"WhatsOn.age_from", "WhatsOn.age_to"}
