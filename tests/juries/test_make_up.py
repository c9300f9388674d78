"""The make-up of a jury: no group under 3, nothing that two tables give away, published once."""

from collections import Counter
from decimal import Decimal
from itertools import product

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from juries.make_up import FEWEST, Band, merge, per_cent
from juries.make_up_reads import make_up_figures
from juries.models import MakeUp, MakeUpAnswer
from juries.room_errors import MakeUpFixed, MakeUpTooSmall, NotAVoter
from juries.services.drawing import throw_number
from juries.services.make_up import Share, agree, own_answers, publish, set_shares, take_back
from tests.admin_walk import client_of
from tests.juries.drawn import fill_pool, make_call, make_draw
from tests.juries.factories import make_jury
from tests.juries.rooms import enter, now, seat

COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=8)


def bands_of(counts: list[int]) -> list[Band]:
    return [Band((f"group {place}",), count, Decimal(10)) for place, count in enumerate(counts)]


@given(counts=COUNTS, is_ordered=st.booleans())
def test_merged_groups_hold_everybody_and_none_is_small(counts, is_ordered):
    merged = merge(bands_of(counts), is_ordered=is_ordered)
    if merged is None:
        return
    assert len(merged) >= 2
    assert all(band.jurors >= FEWEST for band in merged)
    assert sum(band.jurors for band in merged) == sum(counts)
    assert sum(band.population for band in merged) == 10 * len(counts)
    labels = [label for band in merged for label in band.labels]
    assert sorted(labels) == sorted(f"group {place}" for place in range(len(counts)))
    if is_ordered:
        assert labels == [f"group {place}" for place in range(len(counts))], "only neighbours are put together"


@given(counts=COUNTS, is_ordered=st.booleans())
def test_groups_that_are_large_enough_stay_alone(counts, is_ordered):
    if len(counts) > 1 and min(counts) >= FEWEST:
        merged = merge(bands_of(counts), is_ordered=is_ordered)
        assert [band.jurors for band in merged] == counts


@given(people=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=14))
def test_no_two_tables_let_a_cross_be_worked_out(people):
    """Every cross of two shown groups could hold at least 3 more or fewer, seen the two tables alone."""
    tables = [
        merge(bands_of([Counter(one[side] for one in people)[value] for value in range(size)]), is_ordered=side == 0)
        for side, size in ((0, 5), (1, 4))
    ]
    if None in tables:
        return
    whole = len(people)
    for one, other in product(*tables):
        lowest, highest = max(0, one.jurors + other.jurors - whole), min(one.jurors, other.jurors)
        assert highest - lowest >= FEWEST
        assert highest >= FEWEST


def test_what_cannot_be_shown_is_not():
    assert merge(bands_of([2, 11]), is_ordered=False) is None
    assert merge(bands_of([13, 0]), is_ordered=True) is None, "all alike: each one's group would be known"
    assert merge(bands_of([2, 2]), is_ordered=False) is None
    assert merge([], is_ordered=True) is None
    assert [band.jurors for band in merge(bands_of([1, 2, 10]), is_ordered=False)] == [10, 3]
    assert (per_cent(1, 8), per_cent(0, 0)) == (13, 0)


@pytest.fixture
def jury(cast, db):
    jury = make_jury(cast.county, ends_on=None)
    groups = {"age": ("Under 45", "45 or over"), "sex": ("Female", "Male")}
    for feature, bands in groups.items():
        set_shares(jury=jury, feature=feature, shares=[Share(band, Decimal("50.0")) for band in bands], by=None)
    return jury


def test_jurors_agree_then_it_is_published_once_and_destroyed(jury, cast):
    jurors = seat(jury, 7)
    for juror in jurors[:5]:
        agree(juror=juror, answers={"age": "Under 45", "sex": "Female"})
    with pytest.raises(MakeUpTooSmall):
        publish(jury=jury, at=now(), by=cast.county_officer)
    for juror in jurors[4:]:
        agree(juror=juror, answers={"age": "45 or over", "sex": "Martian", "shoe": "8"})
    assert own_answers(jurors[6]) == {"age": "45 or over"}
    take_back(juror=jurors[0])
    stored = str(list(MakeUpAnswer.objects.values_list("key", "content")))
    assert "Under" not in stored
    assert not {field.related_model.__name__ for field in MakeUpAnswer._meta.get_fields() if field.is_relation} & {
        "Juror"
    }
    assert make_up_figures(jury) == []
    publish(jury=jury, at=now(), by=cast.county_officer)
    assert MakeUpAnswer.objects.count() == 0
    figures = make_up_figures(jury)
    assert [(figure.title, figure.rows[0][:2], figure.rows[1][:2]) for figure in figures] == [
        ("Age", ("Under 45", "3"), ("45 or over", "3"))
    ]
    for again in (
        lambda: publish(jury=jury, at=now(), by=None),
        lambda: agree(juror=jurors[0], answers={"age": "Under 45"}),
        lambda: set_shares(jury=jury, feature="age", shares=[], by=None),
    ):
        with pytest.raises(MakeUpFixed):
            again()
    MakeUp.objects.update(is_shown=False)
    assert make_up_figures(jury) == []


def test_a_juror_says_so_on_the_page_and_the_facilitator_is_not_counted(jury):
    ann, ben = seat(jury, 2)
    client = enter(ann)
    page = "/juries/room/me/make-up/"
    assert "How old are you?" in client.get(page).content.decode()
    client.post(page, {"age": "Under 45", "sex": ""})
    assert own_answers(ann) == {"age": "Under 45"}
    assert client.post(page, {"age": "Over the moon"}).status_code == 200
    client.post(page, {"age": "Under 45", "gone": "1"})
    assert own_answers(ann) == {}
    ben.is_facilitator = True
    with pytest.raises(NotAVoter):
        agree(juror=ben, answers={"age": "Under 45"})


def test_of_a_drawn_panel_nothing_is_counted_before_its_jurors_agree(cast, db):
    call = make_call(cast.county)
    fill_pool(call, 60)
    jury, at = call.jury, now()
    throw_number(draw=make_draw(call, published=True, at=at), number="001", by=None, at=at)
    draw_page = Client().get(f"{jury.url}draw/").content.decode()
    assert make_up_figures(jury) == []
    assert "share of the jury" not in (Client().get(jury.url).content.decode() + draw_page).lower()
    page = f"/cms/juries/{jury.pk}/room/make-up/"
    officer = client_of(cast.county_officer)
    assert "Female; 51.0" in officer.get(page).content.decode(), "the figures of the call are on offer"
    officer.post(page, {"feature": "sex", "lines": "Female; 51.0\nMale; 49.0"})
    for juror, sex in zip(seat(jury, 7), ["Female"] * 3 + ["Male"] * 3 + [""], strict=True):
        agree(juror=juror, answers={"sex": sex})
    publish(jury=jury, at=at, by=cast.county_officer)
    (figure,) = make_up_figures(jury)
    assert "agreed to be counted: 6" in str(figure.note)
