"""Those who were drawn say whether they take part; a place given up is given up everywhere."""

import pytest
from django.urls import reverse
from django.utils import timezone

from juries.models import Applicant, Juror
from juries.recruit_vault import Personal
from juries.services.drawing import start_draw, throw_number
from juries.services.jurors import contact_of, seat_juror
from juries.services.leaving import end_place
from juries.services.recruiting import personal_of, withdraw
from juries.services.seating import Room, decline, take_seat
from people.models import Notice
from people.notices import letter_of
from tests.admin_walk import client_of
from tests.juries.drawn import fill_pool, make_call, make_draw

pytestmark = pytest.mark.django_db
Standing = Applicant.Standing


@pytest.fixture
def call(cast):
    call = make_call(cast.county)
    fill_pool(call)
    draw = make_draw(call, published=True)
    throw_number(draw=draw, number="417", by=None, at=timezone.now())
    return call


def drawn(call, standing=Standing.DRAWN) -> Applicant:
    return Applicant.objects.filter(recruitment=call, standing=standing).order_by("pk").first()


def test_who_does_not_take_part_leaves_the_room_and_is_told(call):
    one, at = drawn(call), timezone.now()
    assert take_seat(applicant=one, by=None, at=at) is Room.INVITED
    decline(applicant=one, by=None, at=at)
    assert not Juror.objects.sitting().exists()
    letter = letter_of(Notice.objects.get(kind="jury-declined"))
    assert letter.recipient == personal_of(one).email
    assert "write to us at once: policy@example.org" in letter.body


def test_a_juror_who_leaves_the_room_frees_a_place_for_the_draw(call):
    one, at = drawn(call), timezone.now()
    take_seat(applicant=one, by=None, at=at)
    end_place(juror=Juror.objects.get(), at=at)
    one.refresh_from_db()
    assert one.standing == Standing.DECLINED
    assert start_draw(call=call, by=None, at=at).sequence == 2


def test_who_takes_the_application_back_is_forgotten_in_the_room_too(call):
    one, at = drawn(call), timezone.now()
    take_seat(applicant=one, by=None, at=at)
    withdraw(applicant=one, at=at)
    juror = Juror.objects.get()
    assert (juror.left_at, contact_of(juror), juror.email_key) == (at, None, "")


@pytest.mark.parametrize(
    ("kind", "place", "words"),
    [
        ("address", Room.INVITED, "leaves within a minute"),
        ("paper", Room.NO_ADDRESS, "no place in the jury’s room on line"),
        ("twice", Room.THERE_ALREADY, "has a place in the jury’s room already"),
        ("closed", Room.CLOSED, "The jury is closed"),
    ],
)
def test_the_officer_is_told_what_became_of_the_place_in_the_room(cast, call, kind, place, words):
    one, at = drawn(call), timezone.now()
    if kind == "paper":
        Applicant.objects.filter(pk=one.pk).update(email_key="", content=Personal(name="Pat Post").sealed())
    if kind == "twice":
        seat_juror(jury=call.jury, name="Ann", email=personal_of(one).email, at=at, by=None)
    if kind == "closed":
        type(call.jury).objects.filter(pk=call.jury_id).update(closed_on="2001-01-01")
    page = reverse("officer_draw:drawn", args=[call.jury_id])
    answer = client_of(cast.county_officer).post(page, {"applicant": str(one.pk), "do": "seat"}, follow=True)
    assert words in answer.content.decode()
    one.refresh_from_db()
    assert one.standing == Standing.SEATED
    assert ("Pat Post" in answer.content.decode()) == (place is Room.NO_ADDRESS)


def test_who_sits_in_the_room_is_named_there_alone_and_no_administrator_reads_names(cast, call):
    one = drawn(call)
    name = personal_of(one).name
    page = reverse("officer_draw:drawn", args=[call.jury_id])
    officer = client_of(cast.county_officer)
    assert f">{name}<" in officer.get(page).content.decode()
    take_seat(applicant=one, by=None, at=timezone.now())
    assert f">{name}<" not in officer.get(page).content.decode()
    assert "Zebedee" not in client_of(cast.administrator).get(page, follow=True).content.decode()
