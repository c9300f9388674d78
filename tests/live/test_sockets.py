"""The sockets of the live room over a real server: who may look, what may be said, what is answered."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus

from live import consumers, hub, pace
from live.models import Ballot, Event, Round
from live.names import fresh_screen_key, voter_in_seat
from live.tokens import COOKIE
from tests.live.halls import choices_of, make_event, make_poll, open_round, stored
from tests.live.serving import ORIGIN, Site, closing_code, cookie, vote_frame, wait_for

pytestmark = [pytest.mark.django_db(transaction=True)]
VOTER = "a" * 32


@pytest.fixture
def event(db):
    return make_event()


@pytest.fixture
def poll(event):
    return make_poll(event)


@pytest.fixture
def bus(poll):
    return choices_of(poll)[0]


@pytest.fixture
def round_(poll):
    return open_round(poll, at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def site(transactional_db):
    with Site() as running:
        yield running


def refused_with(reply: dict) -> str:
    assert reply["type"] == "refused"
    assert reply["words"]
    return reply["why"]


# Who may look --------------------------------------------------------------------------------------------------------


def test_pages_of_other_sites_open_no_socket(site, event):
    for path in (f"/j/{event.code}/socket", f"/live/screen/{event.screen_key}/socket"):
        for origin in ("https://elsewhere.example", "null", None):
            with (
                pytest.raises(InvalidStatus) as refused,
                site.socket(path, origin=origin, Cookie=cookie(event, VOTER)),
            ):
                pass
            assert refused.value.response.status_code == 403


def test_without_a_cookie_of_this_event_there_is_no_voter(site, event):
    own, other = cookie(event, VOTER), cookie(make_event(), VOTER)
    forged = own.replace(VOTER, "b" * 32)
    moved = own.replace(f".{event.pk}.", f".{event.pk + 1}.")
    for wrong in ("", other, forged, moved, f"{COOKIE}=nonsense", f"{COOKIE}={'x' * 4000}", own[:-1]):
        headers = {"Cookie": wrong} if wrong else {}
        with site.socket(f"/j/{event.code}/socket", **headers) as phone:
            assert closing_code(phone) == consumers.CLOSE_STRANGER
    with site.socket(f"/j/{event.code}/socket", Cookie=own) as phone:
        assert phone.hear_state()


def test_a_screen_is_known_by_its_key_alone(site, event):
    for key in (fresh_screen_key(), event.code, event.screen_key[:-1]):
        with site.socket(f"/live/screen/{key}/socket") as screen:
            assert closing_code(screen) == consumers.CLOSE_STRANGER
    with site.screen(event) as screen:
        assert screen.hear_state()["state"] == "waiting"


# What may be said ----------------------------------------------------------------------------------------------------


def test_a_vote_is_stored_before_it_is_confirmed(site, event, round_, bus):
    with site.phone(event, VOTER) as phone:
        assert phone.hear_state()["state"] == "open"
        reply = phone.vote(round_, bus)
        assert stored(round_) == [bus]
    assert reply == {"type": "received", "id": "d.1", "code": Ballot.objects.get().code, "seat": 1}
    assert reply["code"]


NONSENSE = {
    "no JSON": "{",
    "no object": "[1]",
    "nothing": "",
    "no type": "{}",
    "a type that is no word": '{"type": 1}',
    "bytes": b"\x00\x01",
    "deep": "[" * 4000,
    "a number too long to read": f'{{"type": "vote", "round": {"9" * 4000}}}',
    "no round": '{"type": "vote", "id": "d.1", "answer": {}}',
    "half a letter": '{"type": "vote", "round": 1, "id": "d.1", "answer": {"": ["\\ud800"]}}',
    "half a letter as its name": '{"type": "vote", "round": 1, "id": "\\ud800", "answer": {}}',
    "a name without a number": '{"type": "vote", "round": 1, "id": "d", "answer": {}}',
    "a name that is none": '{"type": "vote", "round": 1, "id": {"a": 1}, "answer": {}}',
    "a round past all rounds": f'{{"type": "vote", "round": {2**70}, "id": "d.1", "answer": {{}}}}',
    "a round below nought": '{"type": "vote", "round": -1, "id": "d.1", "answer": {}}',
    "a truth for a round": '{"type": "vote", "round": true, "id": "d.1", "answer": {}}',
}


def test_what_cannot_be_read_is_refused_by_name_and_the_socket_lives(site, event, round_, bus):
    assert len(NONSENSE) < consumers.MOST_NONSENSE
    with site.phone(event, VOTER) as phone:
        for what, frame in NONSENSE.items():
            assert refused_with(phone.ask(frame)) == "malformed", what
        assert phone.vote(round_, bus)["type"] == "received"


def test_an_answer_that_does_not_fit_is_refused_by_name(site, event, round_):
    with site.phone(event, VOTER) as phone:
        for answer in ({}, {"": []}, {"": ["0"]}, {"": ["x"]}, {"": "1"}, {"": [1]}, {"": ["\x00"]}, {"other": ["1"]}):
            assert refused_with(phone.ask(vote_frame(round_) | {"answer": answer})) == "bad_answer"
    assert stored(round_) == []


@pytest.fixture
def nothing_comes_back(monkeypatch) -> None:
    """Let an allowance that is used up stay so, however slow the machine."""
    monkeypatch.setattr(pace, "RATE", 0.0)


def hurry(phone, round_) -> None:
    """Use up a voter's whole allowance, with answers that nobody stores."""
    for number in range(int(pace.BURST) + 1):
        phone.say(vote_frame(round_, name=f"fast.{number}"))
    phone.hear(lambda frame: frame.get("why") == "slow_down")


@pytest.mark.usefixtures("nothing_comes_back")
def test_types_rounds_and_speeds_that_are_out_of_order_are_refused_by_name(site, event, round_, bus):
    other = open_round(make_poll(make_event()))
    with site.phone(event, VOTER) as phone:
        assert refused_with(phone.ask({"type": "dance"})) == "unknown_frame"
        assert refused_with(phone.vote(other, bus)) == "not_open"
        hurry(phone, round_)
        assert refused_with(phone.vote(round_, bus)) == "slow_down"


@pytest.mark.usefixtures("nothing_comes_back")
def test_the_pace_is_that_of_a_voter_over_all_sockets(site, event, round_, bus):
    somebody_else = "b" * 32
    with site.phone(event, VOTER) as one, site.phone(event, VOTER) as two, site.phone(event, somebody_else) as other:
        hurry(one, round_)
        assert refused_with(two.vote(round_, bus)) == "slow_down"
        assert other.vote(round_, bus)["type"] == "received"


def test_a_repeat_gets_the_same_receipt_and_counts_once(site, event, round_, bus):
    with site.phone(event, VOTER) as phone:
        first = phone.vote(round_, bus, name="d.7")
        assert phone.vote(round_, bus, name="d.7") == first
    with site.phone(event, VOTER) as phone:
        assert phone.vote(round_, bus, name="d.7") == first
    assert Ballot.objects.get().revision == 1


def test_after_many_useless_frames_in_a_row_a_socket_is_closed(site, event, round_, bus):
    with site.phone(event, VOTER) as phone:
        for _ in range(consumers.MOST_NONSENSE - 1):
            phone.say("{")
        phone.vote(round_, bus)
        with suppress(ConnectionClosed):  # as soon as it is closed nothing more can be said
            for _ in range(2 * consumers.MOST_NONSENSE):
                phone.say({"type": "dance"})
        assert closing_code(phone) == consumers.CLOSE_NONSENSE


def test_a_frame_over_4_kilobytes_closes_its_socket_alone(site, event, round_, bus):
    large = vote_frame(round_, "x" * 4096)
    with site.phone(event, VOTER) as phone, site.phone(event) as other:
        phone.say(large)
        assert closing_code(phone) == 1009
        assert other.vote(round_, bus)["type"] == "received"


def test_a_seat_is_given_up_however_a_socket_ends(site, event, round_, bus):
    with site.phone(event) as staying:
        staying.hear_state()
        (running,) = [one for one in hub._hubs.values() if one.loop is site.loop]
        seats = running.rooms[event.pk].seats["phone"]
        with site.phone(event) as leaving:
            leaving.hear_state()
        with site.phone(event) as talking:
            talking.hear_state()
            with suppress(ConnectionClosed):  # before all of it is said
                for _ in range(2 * consumers.MOST_NONSENSE):
                    talking.say("{")
            closing_code(talking)
        with site.phone(event) as vanishing:
            vanishing.hear_state()
            vanishing.socket.socket.shutdown(2)
        wait_for(lambda: len(seats) == 1)


# Which round ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_moved_on", [False, True])
def test_what_comes_within_two_seconds_of_closing_counts_wherever_the_stage_is(
    site, event, poll, round_, bus, has_moved_on
):
    now = timezone.now()
    round_.closes_at = now - timedelta(seconds=0.5)
    round_.save()
    if has_moved_on:
        open_round(make_poll(event), at=now)
    with site.phone(event, VOTER) as phone:
        assert phone.vote(round_, bus)["type"] == "received"
    assert stored(round_) == [bus]


@pytest.mark.parametrize("has_moved_on", [False, True])
def test_what_comes_later_is_too_late_unless_it_repeats_what_came_in_time(site, event, poll, round_, bus, has_moved_on):
    with site.phone(event, VOTER) as phone:
        first = phone.vote(round_, bus)
        round_.closes_at = timezone.now() - timedelta(seconds=2)
        round_.save()
        if has_moved_on:
            open_round(make_poll(event))
        assert phone.vote(round_, bus) == first
        assert refused_with(phone.vote(round_, bus, name="d.2")) == "too_late"
    with site.phone(event) as late:
        assert refused_with(late.vote(round_, bus)) == "too_late"
    assert stored(round_) == [bus]


def test_a_phone_may_know_of_a_poll_before_this_process_does(site, event, poll, bus, monkeypatch):
    monkeypatch.setattr(hub, "POLL", 600.0)
    with site.phone(event, VOTER) as phone:
        assert phone.hear_state()["state"] == "waiting"
        round_ = open_round(poll)
        assert phone.vote(round_, bus)["type"] == "received"
        assert phone.hear_state("open")["round"] == round_.pk


def test_nothing_is_taken_once_the_event_has_ended(site, event, round_, bus):
    with site.phone(event, VOTER) as phone:
        Event.objects.update(ended_at=timezone.now(), current=None)
        assert refused_with(phone.vote(round_, bus)) in {"event_over", "not_open"}
        phone.hear_state("ended")
        assert refused_with(phone.vote(round_, bus, name="d.2")) == "event_over"
    assert stored(round_) == []


def test_an_answer_that_cannot_be_changed_stands(site, event, poll, bus):
    poll.can_change = False
    poll.save()
    _bus, train, _bike = choices_of(poll)
    round_ = open_round(poll)
    with site.phone(event, VOTER) as phone:
        first = phone.vote(round_, bus)
        assert refused_with(phone.vote(round_, train, name="d.2")) == "already_voted"
        assert phone.vote(round_, bus) == first
    assert stored(round_) == [bus]


def test_people_who_share_a_phone_are_voters_each(site, poll, bus):
    event = make_event(allows_sharing=True)
    round_ = open_round(make_poll(event))
    bus, train, _bike = choices_of(round_.item)
    with site.phone(event, VOTER) as phone:
        one = phone.vote(round_, bus)
        two = phone.vote(round_, train, name="d.2", seat=2)
        assert (one["seat"], two["seat"]) == (1, 2)
        assert one["code"] != two["code"]
        assert refused_with(phone.vote(round_, bus, name="d.3", seat=9)) == "bad_answer"
    assert set(Ballot.objects.values_list("voter", flat=True)) == {VOTER, voter_in_seat(VOTER, 2)}


def test_where_phones_are_not_shared_there_is_one_seat(site, event, round_, bus):
    with site.phone(event, VOTER) as phone:
        assert refused_with(phone.vote(round_, bus, seat=2)) == "bad_answer"
    assert stored(round_) == []


def test_after_a_cut_the_same_voter_finds_their_vote(site, event, round_, bus, client):
    with site.phone(event, VOTER) as phone:
        first = phone.vote(round_, bus)
        phone.socket.socket.shutdown(2)
    client.cookies[COOKIE] = cookie(event, VOTER).partition("=")[2]
    page = client.get(f"/j/{event.code}/room/").content.decode()
    assert first["code"] in page
    with site.phone(event, VOTER) as phone:
        assert phone.hear_state()["round"] == round_.pk
        assert phone.vote(round_, choices_of(round_.item)[1], name="e.1")["code"] == first["code"]
    assert len(stored(round_)) == 1


def test_a_form_that_was_on_its_way_when_the_stage_moved_on_counts(event, poll, round_, bus, client):
    round_.closes_at = timezone.now()
    round_.save()
    open_round(make_poll(event))
    client.cookies[COOKIE] = cookie(event, VOTER).partition("=")[2]
    form = {"round": round_.pk, f"q{poll.question_id}": bus}
    page = client.post(f"/j/{event.code}/answer/", form, headers={"origin": ORIGIN})
    assert (page.status_code, "and it counts" in page.content.decode()) == (200, True)
    assert stored(round_) == [bus]


def test_while_the_database_keeps_a_vote_waiting_the_phone_is_told_and_its_repeat_counts_once(
    site, event, round_, bus, monkeypatch
):
    """Somebody holds the row of the round: the writer waits, the phone does not."""
    monkeypatch.setattr(consumers, "PATIENCE", 0.2)
    with site.phone(event, VOTER) as phone:
        phone.hear_state("open")
        with transaction.atomic():
            Round.objects.select_for_update().get(pk=round_.pk)
            assert refused_with(phone.vote(round_, bus)) == "try_again"
        monkeypatch.setattr(consumers, "PATIENCE", 20.0)
        assert phone.vote(round_, bus)["type"] == "received"
    assert stored(round_) == [bus]
    assert Ballot.objects.get().revision == 1
