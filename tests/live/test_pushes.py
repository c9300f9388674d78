"""What is sent to whom when: nobody is told what says nothing new to them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from live.frames import mark_of, state_frames
from live.hub import hint_from_thread
from live.stage import read_stage
from tests.live.halls import NOW, cast_votes, choices_of, make_event, make_poll, open_round
from tests.live.serving import Site, command

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event(db):
    return make_event()


@pytest.fixture
def poll(event):
    return make_poll(event)


def test_votes_are_told_to_the_screen_and_not_to_every_phone(event, poll):
    bus, *_others = choices_of(poll)
    round_ = open_round(poll)
    with Site() as site, site.phone(event) as watching, site.phone(event) as voting, site.screen(event) as screen:
        states = [watching.hear_state()["state"]]
        assert voting.vote(round_, bus)["type"] == "received"
        assert screen.hear(lambda frame: frame["revision"][1] == 1)["state"] == "open"
        command(event, "close", by=None, at=timezone.now())
        hint_from_thread(event.pk)
        while states[-1] == "open":
            states.append(watching.hear_state()["state"])
    assert states == ["open", "counting"]


def test_a_new_frame_for_phones_is_one_that_shows_something_else(event, poll):
    bus, *_others = choices_of(poll)
    round_ = open_round(poll)

    def marks() -> dict[str, str]:
        frames = state_frames(read_stage(event.pk, at=NOW), is_degraded=False)
        return {audience: mark_of(frame, audience) for audience, frame in frames.items()}

    before = marks()
    cast_votes(round_, bus)
    voted = marks()
    assert voted["phone"] == before["phone"]
    assert voted["screen"] != before["screen"]
    event.revision += 1
    event.save()
    assert marks()["phone"] != before["phone"]
