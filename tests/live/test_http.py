"""Votes and snapshots over plain HTTP, for phones whose network lets no socket through; and a whole hall at once."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from live import pace
from live.fast import MOST_BODY, comes_from_here
from live.models import Ballot
from live.stage import read_stage
from tests.live.halls import choices_of, make_event, make_poll, open_round, stored
from tests.live.serving import ORIGIN, Site, cookie, vote_frame

VOTER = "a" * 32


@pytest.fixture
def round_(transactional_db):
    return open_round(make_poll(make_event()), at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def event(round_):
    return round_.item.event


@pytest.fixture
def bus(round_):
    return choices_of(round_.item)[0]


@pytest.fixture
def phone(transactional_db, event):
    """A phone that has joined, on a running site."""
    with Site() as site, httpx.Client(base_url=f"{site.address}/j/{event.code}/", timeout=20) as client:
        client.headers["Cookie"] = cookie(event, VOTER)
        yield client


pytestmark = [pytest.mark.django_db(transaction=True)]


def refused_with(reply: httpx.Response) -> tuple[int, str]:
    body = reply.json()
    assert body["type"] == "refused"
    assert body["words"]
    return reply.status_code, body["why"]


def test_a_vote_is_stored_and_its_repeat_answered_alike(phone, round_, bus):
    replies = [phone.post("vote", json=vote_frame(round_, bus, name="d.1")) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert replies[0].json() == replies[1].json()
    assert replies[0].json() == {"type": "received", "id": "d.1", "code": Ballot.objects.get().code, "seat": 1}
    assert stored(round_) == [bus]


def test_each_refusal_has_its_status(phone, round_, bus):
    other = open_round(make_poll(make_event()))
    assert refused_with(phone.post("vote", content="{")) == (400, "malformed")
    assert refused_with(phone.post("vote", content=b"\xff")) == (400, "malformed")
    assert refused_with(phone.post("vote", json={"type": "dance"})) == (400, "unknown_frame")
    assert refused_with(phone.post("vote", json=vote_frame(round_, "x"))) == (400, "bad_answer")
    assert refused_with(phone.post("vote", json=vote_frame(other, bus))) == (409, "not_open")
    round_.closes_at = timezone.now() - timedelta(seconds=2)
    round_.save()
    assert refused_with(phone.post("vote", json=vote_frame(round_, bus))) == (409, "too_late")
    assert stored(round_) == []


def test_who_is_no_voter_of_this_event_is_told_to_join(phone, round_, bus):
    for wrong in (None, cookie(make_event(), VOTER), cookie(round_.item.event, VOTER)[:-1]):
        headers = {"Cookie": wrong or ""}
        assert refused_with(phone.post("vote", json=vote_frame(round_, bus), headers=headers)) == (403, "no_voter")
        assert refused_with(phone.get("state", headers=headers)) == (403, "no_voter")
    assert stored(round_) == []


def test_pages_of_other_sites_vote_for_nobody(phone, round_, bus):
    foreign = [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://[half"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": ORIGIN},
    ]
    for headers in foreign:
        assert phone.post("vote", json=vote_frame(round_, bus), headers=headers).status_code == 403, headers
    assert stored(round_) == []
    own = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
    assert phone.post("vote", json=vote_frame(round_, bus), headers=own).status_code == 200


def test_long_words_travel_by_http_up_to_64_kilobytes(transactional_db, phone):
    round_ = open_round(make_poll(event := make_event(), "long_text"))
    phone.headers["Cookie"] = cookie(event, VOTER)
    words = "More buses, please. " * 240
    address = f"{phone.base_url.scheme}://{phone.base_url.netloc.decode()}/j/{event.code}/vote"
    assert len(words) > 4096
    assert phone.post(address, json=vote_frame(round_, words)).status_code == 200
    assert Ballot.objects.get().text == words.strip()
    frame = json.dumps(vote_frame(round_, "Short", name="d.2"))
    assert phone.post(address, content=frame.ljust(MOST_BODY)).status_code == 200
    assert refused_with(phone.post(address, content=frame.ljust(MOST_BODY + 1))) == (400, "malformed")
    assert Ballot.objects.get().text == "Short"


def test_the_pace_is_that_of_a_voter(phone, round_, monkeypatch):
    monkeypatch.setattr(pace, "RATE", 0.001)  # however long the posts take
    said = [refused_with(phone.post("vote", json=vote_frame(round_, name=f"d.{number}"))) for number in range(45)]
    assert said[0] == (400, "bad_answer")
    assert (429, "slow_down") in said


def test_the_state_is_the_phones_frame_with_a_tag_that_changes_with_it(phone, round_, bus):
    first = phone.get("state")
    assert (first.status_code, first.json()["state"]) == (200, "open")
    again = phone.get("state", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first.headers["cache-control"]
    phone.post("vote", json=vote_frame(round_, bus))
    while (changed := phone.get("state", headers={"If-None-Match": first.headers["etag"]})).status_code == 304:
        pass
    assert changed.json()["revision"] > first.json()["revision"]
    assert list(read_stage(round_.item.event_id, at=timezone.now()).revision) == changed.json()["revision"]


def test_other_methods_are_not_taken(phone):
    assert phone.get("vote").status_code == 405
    assert phone.post("state").status_code == 405
    assert phone.head("state").status_code == 405


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({}, True),
        ({b"origin": b"http://localhost:8000"}, True),
        ({b"origin": b"https://localhost"}, True),
        ({b"origin": b"http://localhost.elsewhere.example"}, False),
        ({b"origin": b"http://elsewhere.example/localhost"}, False),
        ({b"origin": b""}, False),
        ({b"sec-fetch-site": b"none"}, True),
        ({b"sec-fetch-site": b"cross-site", b"origin": b"http://localhost"}, False),
    ],
)
def test_what_a_browser_says_of_where_a_form_came_from(headers, is_own):
    assert comes_from_here(headers) is is_own
