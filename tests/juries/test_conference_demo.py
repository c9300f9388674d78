"""The demonstration's meeting that put a jury's recommendations in order."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from engage.demo.conference import JURY, PEOPLE, place_follow_up
from juries.models import ConferenceRanking
from live.models import Event
from tests.factories import make_user
from tests.juries.factories import make_jury, make_recommendation


@pytest.mark.django_db
def test_the_meeting_is_held_once_and_its_result_stands_beside_the_recommendations(cast):
    jury = make_jury(cast.county, slug=JURY)
    rows = [make_recommendation(jury) for _number in range(4)]
    make_user("county@engage.example")
    at = timezone.now()
    for _time in range(2):
        place_follow_up(today=timezone.localdate(at), at=at)
    assert Event.objects.get().is_over
    assert ConferenceRanking.objects.get().people == PEOPLE
    assert sorted(one.place for one in ConferenceRanking.objects.get().things.all())[0] == 1
    words = f"{PEOPLE} people put them in order"
    assert all(words in Client().get(row.get_absolute_url()).content.decode() for row in rows)
