"""The keypad, for people without a phone: each press is a voter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from live.errors import BadAnswer, NotOpen
from live.models import Ballot, Facilitator, Round
from live.services.events import end_event
from live.services.helping import Entry, enter_vote, take_back_vote
from live.stage import read_stage
from tests.admin_walk import client_of
from tests.live.halls import NOW, cast_votes, choices_of, make_event, make_poll, open_round, stored

pytestmark = [pytest.mark.django_db]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def event(cast):
    return make_event(cast.county)


@pytest.fixture
def round_(event):
    return open_round(make_poll(event))


@pytest.fixture
def client(cast):
    return client_of(cast.county_officer)


def address(name, event, *rest):
    return reverse(f"live:{name}", args=[event.pk, *rest])


def press(event, round_, choice, by, *, name="a" * 16, at=NOW):
    entry = Entry(round_.pk, name, {"": [str(choice)]})
    return enter_vote(entry=entry, stage=read_stage(event.pk, at=at), by=by, at=at)


def form_of(client, event):
    """What the keypad's page sends along with a key."""
    body = client.get(address("keypad", event)).content.decode()
    hidden = dict(re.findall(r'name="(round|entry)" value="(\w+)"', body))
    return hidden, re.findall(r'class="key" name="(q\d+)" value="(\d+)"', body)


# The keypad ----------------------------------------------------------------------------------------------------------


def test_each_press_is_the_vote_of_another_person(cast, event, round_, client):
    for _person in range(3):
        hidden, keys = form_of(client, event)
        name, value = keys[1]
        assert client.post(address("keypad", event), hidden | {name: value}).status_code == 302
    train = choices_of(round_.item)[1]
    assert stored(round_) == [train] * 3
    ballots = Ballot.objects.all()
    assert len({ballot.voter for ballot in ballots}) == 3
    assert {(one.channel, one.entered_by) for one in ballots} == {("helper", cast.county_officer)}
    body = client.get(address("keypad", event)).content.decode()
    assert "entered <b>3</b> votes" in body


def test_a_press_that_is_sent_twice_is_stored_once(event, round_, client):
    hidden, keys = form_of(client, event)
    name, value = keys[0]
    for _time in range(2):
        assert client.post(address("keypad", event), hidden | {name: value}).status_code == 302
    assert len(stored(round_)) == 1
    assert Ballot.objects.get().revision == 1


def test_another_answer_under_the_same_press_is_refused_and_said(event, round_, client):
    hidden, keys = form_of(client, event)
    client.post(address("keypad", event), hidden | dict([keys[0]]))
    response = client.post(address("keypad", event), hidden | dict([keys[1]]))
    assert response.status_code == 409
    assert "Nothing was stored this time" in response.content.decode()
    assert stored(round_) == [int(keys[0][1])]


def test_the_same_name_of_another_helper_is_another_press(cast, event, round_):
    bus, train, _bike = choices_of(round_.item)
    press(event, round_, bus, cast.county_officer)
    press(event, round_, train, cast.administrator)
    assert sorted(stored(round_)) == [bus, train]


@pytest.mark.parametrize("name", ["", "short", "g" * 16, "a" * 17])
def test_a_press_without_a_proper_name_is_refused(event, round_, client, name):
    hidden, keys = form_of(client, event)
    response = client.post(address("keypad", event), hidden | {"entry": name} | dict([keys[0]]))
    assert response.status_code == 409
    assert stored(round_) == []


def test_a_key_pressed_for_the_question_before_is_refused(cast, event, round_, client):
    hidden, keys = form_of(client, event)
    Round.objects.update(closes_at=NOW)
    after = open_round(make_poll(event))
    assert client.post(address("keypad", event), hidden | dict([keys[0]])).status_code == 409
    assert stored(round_) == stored(after) == []


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_votes_are_entered_until_the_poll_closes(cast, event, seconds, is_taken):
    closing = NOW + timedelta(minutes=1)
    round_ = open_round(make_poll(event), closes_at=closing)
    at = closing + timedelta(seconds=seconds)
    bus = choices_of(round_.item)[0]
    if is_taken:
        press(event, round_, bus, cast.county_officer, at=at)
    else:
        with pytest.raises(NotOpen):
            press(event, round_, bus, cast.county_officer, at=at)
    assert len(stored(round_)) == is_taken


def test_an_answer_that_does_not_fit_is_refused(cast, event, round_):
    for wrong in ("0", "", "x"):
        with pytest.raises(BadAnswer):
            press(event, round_, wrong, cast.county_officer)
    assert stored(round_) == []


def test_other_kinds_are_entered_by_their_own_form_and_lose_nothing(event, client):
    item = make_poll(event, kind="number", config={"minimum": 0, "maximum": 10})
    round_ = open_round(item)
    hidden, keys = form_of(client, event)
    assert keys == []
    name = f"q{item.question.pk}"
    refused = client.post(address("keypad", event), hidden | {name: "99"})
    assert refused.status_code == 409
    assert 'value="99"' in refused.content.decode()
    client.post(address("keypad", event), hidden | {name: "7"})
    assert stored(round_) == [7]


def test_the_keypad_never_shows_what_others_voted(event, round_, client):
    bus, train, _bike = choices_of(round_.item)
    cast_votes(round_, *[bus] * 37, *[train] * 41)
    body = client.get(address("keypad", event)).content.decode()
    assert "entered <b>0</b> votes" in body
    assert not re.search(r"\b(37|41|78)\b", re.sub(r"<(script|link|input)[^>]*>", "", body.split("<main")[1]))


def test_a_helper_sees_their_own_count_alone(cast, event, round_, client):
    bus = choices_of(round_.item)[0]
    press(event, round_, bus, cast.administrator)
    assert "entered <b>0</b> votes" in client.get(address("keypad", event)).content.decode()


def test_the_receipt_of_the_last_vote_can_be_read_out(cast, event, round_, client):
    code = press(event, round_, choices_of(round_.item)[0], cast.county_officer).code
    assert code
    assert code in client.get(address("keypad", event)).content.decode()


def test_nothing_is_open(event, client):
    assert "No question is open" in client.get(address("keypad", event)).content.decode()
    end_event(event=event, at=NOW)
    assert "The event has ended" in client.get(address("keypad", event)).content.decode()


# Taking back ---------------------------------------------------------------------------------------------------------


def test_the_last_one_is_taken_back_once_however_often_it_is_pressed(cast, event, round_, client):
    bus, train, _bike = choices_of(round_.item)
    press(event, round_, bus, cast.county_officer, name="1" * 16)
    press(event, round_, train, cast.county_officer, name="2" * 16)
    last = Ballot.objects.latest("pk")
    before = read_stage(event.pk, at=NOW).revision
    for _time in range(2):
        assert client.post(address("keypad_take_back", event), {"ballot": last.pk}).status_code == 302
    assert stored(round_) == [bus]
    stage = read_stage(event.pk, at=NOW)
    assert stage.voted == 1
    assert stage.revision > before


def test_nobody_takes_back_what_others_entered_or_sent(cast, event, round_, client):
    bus = choices_of(round_.item)[0]
    press(event, round_, bus, cast.administrator)
    cast_votes(round_, bus)
    for ballot in Ballot.objects.all():
        client.post(address("keypad_take_back", event), {"ballot": ballot.pk})
    assert len(stored(round_)) == 2


def test_what_was_entered_stays_once_the_poll_has_closed(cast, event, round_, client):
    press(event, round_, choices_of(round_.item)[0], cast.county_officer)
    Round.objects.update(closes_at=NOW)
    ballot = Ballot.objects.get()
    with pytest.raises(NotOpen):
        take_back_vote(ballot_id=ballot.pk, by=cast.county_officer, at=NOW)
    assert client.post(address("keypad_take_back", event), {"ballot": ballot.pk}).status_code == 409
    assert len(stored(round_)) == 1


# Who -----------------------------------------------------------------------------------------------------------------


def test_an_invited_helper_enters_and_others_do_not(cast, event, round_, client):
    Facilitator.objects.create(event=event, user=cast.outsider, invited_at=NOW)
    hidden, keys = form_of(client, event)
    sent = hidden | dict(keys[:1])
    for who in (cast.borough_officer, cast.resident):
        assert client_of(who).post(address("keypad", event), sent).status_code == 404
        assert client_of(who).post(address("keypad_take_back", event), {"ballot": 1}).status_code == 404
    assert stored(round_) == []
    assert client_of(cast.outsider).post(address("keypad", event), sent).status_code == 302
    assert len(stored(round_)) == 1
