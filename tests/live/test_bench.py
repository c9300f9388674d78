"""What `make bench-live` measures with: its frames are frames, its crowd votes, its rivals take votes."""

from __future__ import annotations

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from benchmarks.live import orders, rivals, wire
from benchmarks.live.crowd import Crowd
from benchmarks.report import LIVE, SITE, with_section
from live.models import Ballot
from live.tokens import VoterToken, seal_token
from tests.live.halls import choices_of, make_event, make_poll, open_round
from tests.live.serving import Site

PHONES = 6


@pytest.fixture
def crowd():
    made = Crowd()
    yield made
    made.close()


@pytest.mark.parametrize("size", [0, 4, 125, 126, 4096, 65535, 65536])
def test_a_frame_of_any_length_is_read_as_it_was_written(size):
    payload = bytes(number % 251 for number in range(size))
    reader = StreamReader()
    reader.feed_data(wire.masked(payload))
    parsing = Frame.parse(reader.read_exact, mask=True, max_size=None)
    with pytest.raises(StopIteration) as found:
        next(parsing)
    assert found.value.value == Frame(Opcode.TEXT, payload)


@pytest.mark.parametrize("size", [0, 125, 126, 65536])
def test_whole_frames_are_found_and_the_beginning_of_another_waits(size):
    frame = Frame(Opcode.TEXT, b"x" * size).serialize(mask=False)
    assert list(wire.frames_in(frame + frame[:1])) == [(wire.TEXT, len(frame) - size, len(frame))]
    assert [end for _opcode, _start, end in wire.frames_in(frame * 3)] == [len(frame) * number for number in (1, 2, 3)]
    assert not list(wire.frames_in(frame[:-1]))


@pytest.mark.django_db(transaction=True)
def test_a_crowd_votes_and_knows_what_was_confirmed_and_shown(crowd, tmp_path):
    event = make_event()
    poll = make_poll(event)
    round_ = open_round(poll)
    cookies = tmp_path / "cookies"
    cookies.write_text("\n".join(seal_token(VoterToken(event.code, event.pk, f"{n:032x}")) for n in range(PHONES)))
    asked = {"round_id": round_.pk, "choices": choices_of(poll)}
    with Site() as site:
        path = f"/j/{event.code}/socket"
        assert orders.join(crowd, site.port, path, str(cookies), number=PHONES)["open"] == PHONES
        assert orders.screens(crowd, site.port, f"/live/screen/{event.screen_key}/socket", 2)["open"] == 2
        told = orders.vote(crowd, seconds=0.1, **asked)
        assert told["confirmed"] == Ballot.objects.filter(revision=1).count() == PHONES
        assert len(told["lags"]) == 2 * PHONES
        assert min(told["lags"]) >= 0
        told = orders.race(crowd, seconds=0.2, **asked)
        assert told["confirmed"] == round_.ballots.total_revision() - PHONES >= PHONES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("path", "ballots"), [("/naive/{}", PHONES), ("/echo", 0)])
def test_the_rivals_take_votes(crowd, path, ballots):
    poll = make_poll(make_event())
    round_ = open_round(poll)
    site = Site()
    site.server.config.app = rivals.application
    with site:
        assert orders.join(crowd, site.port, path, number=PHONES)["open"] == PHONES
        told = orders.race(crowd, round_.pk, choices_of(poll), seconds=0.3)
        assert told["confirmed"] >= PHONES
    assert Ballot.objects.count() == ballots


def test_each_command_keeps_what_the_other_wrote():
    both = with_section(with_section("", LIVE, ["live"]), SITE, ["site", "", "### What is measured"])
    assert both.index("site") < both.index("live")
    again = with_section(both, LIVE, ["newer"])
    assert "### What is measured" in again
    assert "newer" in again
    assert "live\n\n## " not in again
    assert with_section(again, LIVE, ["live"]) == both
