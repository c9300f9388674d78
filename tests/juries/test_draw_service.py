"""A draw from start to finish: made, published, picked, with replacements; and all that is refused on the way."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from juries.draw.openings import check_openings
from juries.draw.verify import check_record, read_openings
from juries.draw_errors import NotPublished, NoVacancy, NumberFixed
from juries.models import Applicant, Draw, Pick
from juries.services.drawing import make_observer_file, publish_draw, start_draw, throw_number
from juries.services.seating import decline, take_seat
from tests.juries.drawn import fill_pool, make_call, make_draw

pytestmark = pytest.mark.django_db
Standing = Applicant.Standing


def test_a_panel_is_drawn_and_those_who_decline_are_replaced():
    call = make_call()
    fill_pool(call, 120)  # enough of every kind for the replacements, whoever is drawn
    now = timezone.now()
    draw = make_draw(call, at=now)
    assert (draw.state, draw.pool) == (Draw.State.MADE, 120)
    with pytest.raises(NotPublished):
        throw_number(draw=draw, number="417", by=None, at=now)
    publish_draw(draw=draw, by=None, at=now)
    pick = throw_number(draw=draw, number="417", by=None, at=now)
    with pytest.raises(NumberFixed):
        throw_number(draw=draw, number="418", by=None, at=now)
    assert Pick.objects.get() == pick
    drawn = list(Applicant.objects.filter(standing=Standing.DRAWN))
    assert len(drawn) == 10
    with pytest.raises(NoVacancy):
        start_draw(call=call, by=None, at=now)
    for one in drawn[:2]:
        decline(applicant=one, by=None, at=now)
    take_seat(applicant=drawn[2], by=None, at=now)
    second = make_draw(call, published=True, at=now)
    record = json.loads(second.record)
    assert record["sequence"] == 2
    assert len(record["stays"]) == 8
    content, before = second.record.encode(), draw.record.encode()
    checks = check_record(content, previous=before, number=0)
    assert [one for one in checks if not one.holds] == []
    openings = read_openings(make_observer_file(draw=second, observer="Dr Patel", by=None, at=now))
    assert [one for one in check_openings(content, openings) if not one.holds] == []
    throw_number(draw=second, number="000", by=None, at=now + timedelta(minutes=1))
    assert Applicant.objects.filter(standing__in=(Standing.DRAWN, Standing.SEATED)).count() == 10
