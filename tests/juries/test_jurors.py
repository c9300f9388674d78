"""Places in a jury: invited, renewed, left; who somebody is, and who may look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juries.models import Juror
from juries.room_errors import AlreadySeated, RoomClosed
from juries.services.jurors import contact_of, seat_juror
from people.models import Notice
from people.notices import letter_of
from tests.juries.factories import make_jury

pytestmark = pytest.mark.django_db


def test_a_place_comes_with_a_letter_and_says_nothing_of_who_it_is(cast):
    jury = make_jury(cast.county)
    juror = seat_juror(jury=jury, name="Ann Otter", email="Ann@Post.example", at=timezone.now(), by=cast.county_officer)
    letter = letter_of(Notice.objects.get(kind="jury-invitation"))
    assert letter.recipient == "ann@post.example"
    assert "/juries/room/enter/" in letter.body
    stored = str(list(Juror.objects.values_list()))
    assert "Otter" not in stored
    assert "post.example" not in stored.lower()
    assert juror.display_name == "Juror 1"
    assert contact_of(juror) == {"name": "Ann Otter", "email": "ann@post.example"}


def test_one_address_has_one_place_and_a_closed_jury_none(cast):
    jury = make_jury(cast.county)
    at = timezone.now()
    seat_juror(jury=jury, name="Ann", email="ann@post.example", at=at, by=None)
    with pytest.raises(AlreadySeated):
        seat_juror(jury=jury, name="Ann", email=" ANN@post.example", at=at, by=None)
    jury.closed_on = timezone.localdate(at) - timedelta(days=1)
    jury.save()
    with pytest.raises(RoomClosed):
        seat_juror(jury=jury, name="Ben", email="ben@post.example", at=at, by=None)
