"""Two processes that hear of each other through Redis: before it is killed, and after it has come back."""

from __future__ import annotations

from contextlib import suppress

import pytest

from live import hub
from tests import servers
from tests.conftest import missing
from tests.live.halls import choices_of, make_event, make_poll, open_round
from tests.live.serving import Site


@pytest.fixture
def redis(settings):
    if servers.find_redis() is None:
        missing("Redis")
    with servers.Redis() as server:
        backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
        settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": {"hosts": [server.url]}}}
        yield server


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_vote_at_one_process_is_seen_at_the_other_through_redis_alone(redis, monkeypatch):
    """Rooms do not look by themselves here, so what one of them shows it was told by the other."""
    monkeypatch.setattr(hub, "POLL", 600.0)
    round_ = open_round(make_poll(event := make_event()))
    bus, *_others = choices_of(round_.item)
    with Site() as one, Site() as other, one.phone(event) as phone, other.screen(event) as screen:
        phone.hear_state("open")
        screen.hear_state("open")

        def vote_until_seen() -> int:
            """Let people vote at the one until the other shows more votes than before; return how many it shows."""
            before = round_.ballots.total_revision()
            for _ in range(200):
                with one.phone(event) as voter:
                    assert voter.vote(round_, bus)["type"] == "received"
                with suppress(TimeoutError):
                    return screen.hear(lambda frame: frame["revision"][1] > before, seconds=0.3)["revision"][1]
            raise AssertionError("The other process heard nothing.")

        assert vote_until_seen() > 0
        redis.process.kill()
        redis.process.wait()
        assert phone.vote(round_, bus)["type"] == "received"
        phone.hear(lambda frame: frame.get("slow"))
        redis.start()
        assert vote_until_seen() > 2
