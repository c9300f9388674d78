"""Rules of the call and of the draw below the pages: windows, erasure, nothing that joins, jobs that die."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from juries.draw_errors import (
    AnswersIncomplete,
    CallClosed,
    CallDrawn,
    CallNotOpen,
    CallStillOpen,
    DrawWaits,
    KeptLonger,
    NotPublished,
    NumberFixed,
    PoolMoved,
    SearchRuns,
)
from juries.draw_ticks import APPLICATIONS, resume_draws
from juries.models import Applicant, ApplicantFeatures, Draw, Pick, Publication
from juries.models.draws import SILENT, Unchangeable
from juries.recruit_vault import Personal, owner_key
from juries.services.calling import load_census, save_call, set_targets
from juries.services.draw_secrets import secrets_of
from juries.services.drawing import cancel_draw, months_after, publish_draw, start_draw, throw_number
from juries.services.recruiting import apply, withdraw
from juries.services.searching import search
from tests.juries.drawn import CENSUS, fill_pool, make_call, make_draw

SAID = {"age": "16-to-34", "sex": "female", "area": "north"}
ADA = Personal(name="Ada Cobb", email="ada@post.example")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "refusal"), [(-1, CallNotOpen), (0, None), (59, None), (60, CallClosed), (61, CallClosed)]
)
def test_applications_are_taken_from_the_opening_to_just_before_the_closing(seconds, refusal):
    opens = timezone.now().replace(microsecond=0)
    call = make_call(opens_at=opens, closes_at=opens + timedelta(seconds=60))
    at = opens + timedelta(seconds=seconds)
    if refusal is None:
        apply(call=call, personal=ADA, features=SAID, at=at)
    else:
        with pytest.raises(refusal):
            apply(call=call, personal=ADA, features=SAID, at=at)
    assert Applicant.objects.exists() == (refusal is None)


@pytest.mark.django_db
def test_a_draw_waits_for_the_closing_moment():
    call = make_call(closes_at=timezone.now() + timedelta(hours=1))
    fill_pool(call)
    with pytest.raises(CallStillOpen):
        start_draw(call=call, by=None, at=call.closes_at - timedelta(microseconds=1))
    start_draw(call=call, by=None, at=call.closes_at)
    with pytest.raises(SearchRuns):
        start_draw(call=call, by=None, at=call.closes_at)


@pytest.mark.django_db
def test_values_that_are_not_offered_are_refused():
    call = make_call()
    at = call.closes_at - timedelta(minutes=1)
    with pytest.raises(AnswersIncomplete):
        apply(call=call, personal=ADA, features=SAID | {"sex": "x"}, at=at)
    with pytest.raises(AnswersIncomplete):
        apply(call=call, personal=ADA, features={"age": "16-to-34"}, at=at)


@pytest.mark.django_db
def test_no_key_joins_who_somebody_is_what_they_said_and_the_draw():
    private = {"Applicant", "ApplicantFeatures", "Draw", "Publication", "Pick", "ObserverFile", "Juror"}
    for name in ("Applicant", "ApplicantFeatures"):
        fields = apps.get_model("juries", name)._meta.get_fields()
        assert {one.related_model.__name__ for one in fields if one.is_relation} & private == set()
    call = make_call()
    fill_pool(call, 30)
    draw = make_draw(call, published=True)
    throw_number(draw=draw, number="000", by=None, at=timezone.now())
    keys = ("pk", "public_id", "email_key", "owner_key")
    names = {str(one) for row in Applicant.objects.values_list(*keys) for one in row}
    rows = [row for model in (ApplicantFeatures, Draw, Publication, Pick) for row in model.objects.values()]
    words = " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for row in rows for v in row.values())
    assert "Zebedee" not in words
    assert not any(name in words for name in names)
    pseudonyms = {one["pseudonym"] for one in json.loads(draw.record)["people"]}
    mine = " ".join(str(value) for row in Applicant.objects.values() for value in row.values())
    assert not any(name in mine for name in pseudonyms)


@pytest.mark.django_db
def test_who_withdraws_can_be_opened_no_more_and_stops_a_draw_that_is_not_public():
    call = make_call()
    people = fill_pool(call)
    draw = make_draw(call)
    withdraw(applicant=people[0], at=timezone.now())
    assert len(secrets_of(Draw.objects.get(pk=draw.pk))) == 39
    with pytest.raises(PoolMoved):
        publish_draw(draw=draw, by=None, at=timezone.now())
    with pytest.raises(DrawWaits):
        start_draw(call=call, by=None, at=timezone.now())
    cancel_draw(draw=draw, by=None)
    second = make_draw(call, published=True)
    assert (second.sequence, second.pool) == (2, 39)
    assert json.loads(second.record)["sequence"] == 1


@pytest.mark.django_db
def test_everybody_is_erased_when_the_months_are_over():
    call = make_call(kept_months=2)
    fill_pool(call)
    at = timezone.now()
    draw = make_draw(call, published=True, at=at)
    throw_number(draw=draw, number="000", by=None, at=at)
    last = months_after(at.date(), 2)
    assert set(Applicant.objects.values_list("kept_until", flat=True)) == {last}
    day = at.replace(year=last.year, month=last.month, day=last.day)
    assert APPLICATIONS.expire(day) == 0
    assert APPLICATIONS.expire(day + timedelta(days=1)) > 80
    assert not Applicant.objects.exists()
    assert not ApplicantFeatures.objects.exists()
    left = Draw.objects.get()
    assert bytes(left.secrets) == b""
    assert left.record


@pytest.mark.django_db
def test_my_data_finds_applications_by_a_proved_address_and_erases_them(cast):
    call = make_call()
    fill_pool(call, 12)
    Applicant.objects.filter(owner_key=owner_key("applicant0@post.example")).update(
        owner_key=owner_key(cast.resident.email)
    )
    assert list(APPLICATIONS.collect(cast.resident)) == []
    EmailAddress.objects.create(user=cast.resident, email=cast.resident.email, verified=True, primary=True)
    (row,) = APPLICATIONS.collect(cast.resident)
    assert row["Name"] == "Zebedee Secret0"
    assert list(APPLICATIONS.collect(cast.outsider)) == []
    assert APPLICATIONS.erase(cast.resident, timezone.now()) == 1
    assert (Applicant.objects.count(), ApplicantFeatures.objects.count()) == (11, 11)


class Clock:
    """Moves on by three seconds at each look, so that every word of a search is written down; calls `then` at one."""

    def __init__(self, at, *, look: int = 0, then=None) -> None:
        self.at, self.looks, self.look, self.then = at, 0, look, then

    def __call__(self):
        self.looks += 1
        if self.looks == self.look:
            self.then()
        return self.at + timedelta(seconds=3 * self.looks)


@pytest.mark.django_db
def test_a_search_that_died_is_taken_up_from_what_it_had_found():
    call = make_call()
    fill_pool(call)
    at = timezone.now()
    draw = start_draw(call=call, by=None, at=at)

    def die():
        raise SystemExit

    with pytest.raises(SystemExit):
        search(draw_id=draw.pk, clock=Clock(at, look=6, then=die))
    held = Draw.objects.get()
    assert held.state == Draw.State.SEARCHING
    assert len(held.found["panels"]) == held.panels > 2
    assert resume_draws(held.heard_at + SILENT - timedelta(seconds=1)) == 0
    assert resume_draws(held.heard_at + SILENT) == 1
    assert Draw.objects.get().state == Draw.State.MADE
    assert resume_draws(at + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_a_cancelled_search_stops_at_its_next_word():
    call = make_call()
    fill_pool(call)
    at = timezone.now()
    draw = start_draw(call=call, by=None, at=at)
    clock = Clock(at, look=5, then=lambda: cancel_draw(draw=draw, by=None))
    search(draw_id=draw.pk, clock=clock)
    assert clock.looks <= 7
    held = Draw.objects.get()
    assert (held.state, held.record, held.found) == (Draw.State.CANCELLED, "", [])
    search(draw_id=draw.pk, clock=clock)
    assert Draw.objects.get().state == Draw.State.CANCELLED


@pytest.mark.django_db
def test_what_is_public_is_written_once():
    call = make_call()
    fill_pool(call)
    draw = make_draw(call)
    at = timezone.now()
    with pytest.raises(NotPublished):
        throw_number(draw=draw, number="001", by=None, at=at)
    made = publish_draw(draw=draw, by=None, at=at)
    with pytest.raises(NotPublished):
        throw_number(draw=draw, number="001", by=None, at=at - timedelta(seconds=1))
    pick = throw_number(draw=draw, number="001", by=None, at=at)
    for row in (made, pick):
        with pytest.raises(Unchangeable):
            row.save()
    for again in (Pick(publication=made, number=2, picked_at=at), Pick(number=2, picked_at=at)):
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_enter_a_number_at_once_fix_one():
    call = make_call()
    fill_pool(call, 20)
    draw = make_draw(call, published=True)
    told: list[str] = []
    gate = threading.Barrier(2)

    def enter(number: str) -> None:
        gate.wait(10)
        try:
            throw_number(draw=draw, number=number, by=None, at=timezone.now())
            told.append("fixed")
        except NumberFixed:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(number,)) for number in ("001", "002")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(told) == ["fixed", "refused"]
    assert Pick.objects.count() == 1
    assert Applicant.objects.filter(standing="drawn").count() == 10


@pytest.mark.django_db
def test_what_people_applied_under_and_what_was_drawn_from_stays():
    call = make_call(kept_months=3)
    values = {"opens_at": call.opens_at, "closes_at": call.closes_at, "size": 10}
    at = timezone.now()

    def change(**changed):
        return save_call(jury=call.jury, values=values | changed, by=None, at=at)

    assert change(kept_months=4).kept_months == 4
    fill_pool(call)
    with pytest.raises(KeptLonger):
        change(kept_months=5)
    assert change(kept_months=2).kept_months == 2
    draw = make_draw(call)
    for changed in ({"closes_at": at + timedelta(days=3)}, {"size": 12}, {"opens_at": at - timedelta(days=90)}):
        with pytest.raises(CallDrawn):
            change(**changed)
    change(closes_at=call.closes_at.replace(second=0, microsecond=0), meaning="New words.")
    with pytest.raises(DrawWaits):
        set_targets(call=call, targets={}, by=None)
    with pytest.raises(DrawWaits):
        load_census(call=call, content=CENSUS, by=None)
    cancel_draw(draw=draw, by=None)
    assert change(size=12).size == 12
