"""The sockets of the live room over a real server: who may look, what may be said, what is answered."""

from __future__ import annotations

import pytest

from live.models import Ballot
from tests.live.halls import choices_of, make_event, make_poll, open_round, stored
from tests.live.serving import Site

pytestmark = [pytest.mark.django_db(transaction=True)]
VOTER = "a" * 32


@pytest.fixture
def event(db):
    return make_event()


@pytest.fixture
def poll(event):
    return make_poll(event)


@pytest.fixture
def site(transactional_db):
    with Site() as running:
        yield running


def test_a_phone_sees_the_stage_and_its_vote_is_stored_before_it_is_confirmed(site, event, poll):
    bus, *_others = choices_of(poll)
    round_ = open_round(poll)
    with site.phone(event, VOTER) as phone:
        assert phone.hear_state()["state"] == "open"
        reply = phone.vote(round_, bus)
        assert stored(round_) == [bus]
    assert reply["type"] == "received"
    assert reply["code"] == Ballot.objects.get().code
