"""Sheets of paper: counted once a poll is closed, corrected until the event ends, logged by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from live.errors import EventOver, NotNow, SeenOld
from live.models import Facilitator, PaperCount
from live.services.events import end_event
from live.services.helping import ON_PAPER, PAPER_COUNTED, count_paper
from live.stage import read_stage
from tests.admin_walk import client_of
from tests.live.halls import NOW, cast_votes, choices_of, make_event, make_poll, open_round

pytestmark = [pytest.mark.django_db]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def event(cast):
    return make_event(cast.county)


@pytest.fixture
def client(cast):
    return client_of(cast.county_officer)


def address(name, event, *rest):
    return reverse(f"live:{name}", args=[event.pk, *rest])


@pytest.fixture
def closed(event):
    return open_round(make_poll(event), closes_at=NOW)


def counted(round_):
    return dict(PaperCount.objects.filter(round=round_).values_list("value", "number"))


def test_sheets_count_with_the_phones_and_are_shown_apart(cast, event, closed, client):
    bus, train, bike = choices_of(closed.item)
    cast_votes(closed, bus, bus)
    page = address("paper_round", event, closed.pk)
    sent = {f"n{bus}": "3", f"n{train}": "4", f"n{bike}": "", "seen": "0"}
    assert client.post(page, sent).status_code == 302
    assert counted(closed) == {bus: 3, train: 4}
    stage = read_stage(event.pk, at=LATER)
    assert dict(stage.counts.channels) == {"phone": 2, "paper": 7}
    assert stage.counts.tally.counts == {str(bus): 5, str(train): 4, str(bike): 0}
    assert stage.voted == 9
    assert "7 sheets" in client.get(address("paper", event)).content.decode()


def test_a_correction_downwards_raises_the_revision_too(cast, event, closed):
    bus, train, _bike = choices_of(closed.item)
    revisions = [read_stage(event.pk, at=LATER).revision]
    for seen, numbers in enumerate([{bus: 5, train: 1}, {bus: 2, train: 1}, {bus: 1, train: 2}]):
        count_paper(round_=closed, numbers=numbers, seen=seen, by=cast.county_officer, at=LATER)
        revisions.append(read_stage(event.pk, at=LATER).revision)
    assert revisions == sorted(set(revisions))
    assert counted(closed) == {bus: 1, train: 2}


def test_who_counted_is_written_down(cast, event, closed):
    bus, train, _bike = choices_of(closed.item)
    count_paper(round_=closed, numbers={bus: 5, train: 1}, seen=0, by=cast.county_officer, at=LATER)
    count_paper(round_=closed, numbers={bus: 5, train: 0}, seen=1, by=cast.administrator, at=LATER)
    lines = dict(PaperCount.objects.values_list("value", "entered_by"))
    assert lines == {bus: cast.county_officer.pk, train: cast.administrator.pk}
    found = ModelLogEntry.objects.filter(action=PAPER_COUNTED).order_by("pk")
    assert [(one.user, one.data["before"], one.data["after"]) for one in found] == [
        (cast.county_officer, {}, {str(bus): 5, str(train): 1}),
        (cast.administrator, {str(bus): 5, str(train): 1}, {str(bus): 5}),
    ]


def test_the_same_numbers_again_change_nothing(cast, event, closed):
    bus = choices_of(closed.item)[0]
    assert count_paper(round_=closed, numbers={bus: 5}, seen=0, by=cast.county_officer, at=NOW + timedelta(hours=1))
    assert not count_paper(round_=closed, numbers={bus: 5}, seen=1, by=cast.administrator, at=LATER)
    assert PaperCount.objects.get().entered_by == cast.county_officer
    assert ModelLogEntry.objects.filter(action=PAPER_COUNTED).count() == 1


def test_of_two_who_count_at_once_the_second_is_told(cast, event, closed, client):
    bus = choices_of(closed.item)[0]
    count_paper(round_=closed, numbers={bus: 5}, seen=0, by=cast.administrator, at=LATER)
    page = address("paper_round", event, closed.pk)
    response = client.post(page, {f"n{bus}": "8", "seen": "0"})
    body = response.content.decode()
    assert response.status_code == 400
    assert "Counted by now: 5" in body
    assert 'value="8"' in body
    assert counted(closed) == {bus: 5}
    client.post(page, {f"n{bus}": "8", "seen": response.context["form"]["seen"].value()})
    assert counted(closed) == {bus: 8}


@pytest.mark.parametrize(("minutes", "is_counted"), [(0, False), (1, True), (2, True)])
def test_paper_is_counted_once_the_poll_is_closed(cast, event, minutes, is_counted):
    closed = open_round(make_poll(event), closes_at=NOW + timedelta(minutes=1))
    bus = choices_of(closed.item)[0]
    at = NOW + timedelta(minutes=minutes)
    if is_counted:
        count_paper(round_=closed, numbers={bus: 5}, seen=0, by=cast.county_officer, at=at)
    else:
        with pytest.raises(NotNow):
            count_paper(round_=closed, numbers={bus: 5}, seen=0, by=cast.county_officer, at=at)
    assert counted(closed) == ({bus: 5} if is_counted else {})


def test_after_the_end_the_numbers_stay(cast, event, closed, client):
    bus = choices_of(closed.item)[0]
    count_paper(round_=closed, numbers={bus: 5}, seen=0, by=cast.county_officer, at=LATER)
    end_event(event=event, at=LATER)
    with pytest.raises(EventOver):
        count_paper(round_=closed, numbers={bus: 6}, seen=1, by=cast.county_officer, at=LATER)
    assert client.post(address("paper_round", event, closed.pk), {f"n{bus}": "6", "seen": "1"}).status_code == 400
    assert counted(closed) == {bus: 5}


def test_numbers_that_never_stood_there_were_not_seen(cast, closed):
    with pytest.raises(SeenOld):
        count_paper(round_=closed, numbers={}, seen=7, by=cast.county_officer, at=LATER)


@pytest.mark.parametrize("wrong", ["-1", "many", "100001"])
def test_a_number_that_is_none_is_said_at_its_answer(event, closed, client, wrong):
    bus = choices_of(closed.item)[0]
    response = client.post(address("paper_round", event, closed.pk), {f"n{bus}": wrong, "seen": "0"})
    assert response.status_code == 400
    assert "‘Bus’" in response.content.decode()
    assert counted(closed) == {}


@pytest.mark.parametrize("kind", ON_PAPER)
def test_each_kind_with_one_mark_a_sheet_is_counted(event, client, kind):
    item = make_poll(event, kind=kind)
    round_ = open_round(item, closes_at=NOW)
    page = address("paper_round", event, round_.pk)
    fields = [field.name for field in client.get(page).context["form"].numbers]
    assert len(fields) >= 2
    client.post(page, {fields[0]: "3", fields[1]: "2", "seen": "0"})
    assert read_stage(event.pk, at=LATER).counts.tally.answered == 5


def test_other_kinds_are_sent_to_the_keypad(event, client):
    round_ = open_round(make_poll(event, kind="ranking"), closes_at=NOW)
    assert "one by one, on the keypad" in client.get(address("paper", event)).content.decode()
    assert client.get(address("paper_round", event, round_.pk)).status_code == 404


def test_an_invited_helper_counts_and_others_do_not(cast, event, closed):
    Facilitator.objects.create(event=event, user=cast.outsider, invited_at=NOW)
    bus = choices_of(closed.item)[0]
    page = address("paper_round", event, closed.pk)
    for who in (cast.borough_officer, cast.resident):
        assert client_of(who).get(page).status_code == 404
        assert client_of(who).post(page, {f"n{bus}": "2", "seen": "0"}).status_code == 404
    assert counted(closed) == {}
    assert client_of(cast.outsider).post(page, {f"n{bus}": "2", "seen": "0"}).status_code == 302
    assert counted(closed) == {bus: 2}


def test_no_round_of_another_event_is_counted(cast, event, closed, client):
    other = make_event(cast.county)
    assert client.get(address("paper_round", other, closed.pk)).status_code == 404
