"""Three hundred voters at one moment, by socket and by HTTP, on both databases."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone
from websockets.asyncio.client import connect

from tests.live.halls import choices_of, make_event, make_poll, open_round
from tests.live.serving import ORIGIN, Site, cookie, vote_frame

pytestmark = [pytest.mark.django_db(transaction=True)]

HALL = 300


@pytest.mark.parametrize("database", ["whichever is set", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_of_300_votes_at_once_with_repeats_and_changes_each_counts_once(database):
    """Half by socket, half by HTTP, in an order of chance; every third sends again, every fifth changes its answer."""
    round_ = open_round(make_poll(event := make_event()), at=timezone.now() - timedelta(minutes=1))
    choices = choices_of(round_.item)
    chance = random.Random(7)
    voters = [f"{number:032x}" for number in range(HALL)]
    last = {voter: chance.choice(choices) for voter in voters}

    def frames_of(number: int) -> list[str]:
        voter = voters[number]
        frames = [vote_frame(round_, last[voter], name="d.2")]
        if not number % 5:
            frames.insert(0, vote_frame(round_, chance.choice(choices), name="d.1"))
        if not number % 3:
            frames += [frames[-1], frames[0]]
        return [json.dumps(frame) for frame in frames]

    with Site() as site:
        confirmed = asyncio.run(hall_votes(site, event, voters, frames_of))
    assert confirmed == set(voters)
    assert round_.ballots.count() == HALL
    assert dict(round_.ballots.values_list("voter", "value")) == last
    shown = Counter({value: number for value, _channel, number in round_.ballots.weighted()})
    assert shown == Counter(last.values())


async def hall_votes(site: Site, event, voters: list[str], frames_of) -> set[str]:
    """Let everybody vote; return whose last answer was confirmed."""
    door = asyncio.Event()

    async def by_socket(number: int) -> str | None:
        headers = {"Cookie": cookie(event, voters[number])}
        address = f"ws://127.0.0.1:{site.port}/j/{event.code}/socket"
        async with connect(address, origin=ORIGIN, additional_headers=headers, compression=None) as phone:
            await door.wait()
            frames = frames_of(number)
            for frame in frames:
                await phone.send(frame)
            heard = 0
            while heard < len(frames):
                reply = json.loads(await asyncio.wait_for(phone.recv(), 30))
                heard += reply["type"] == "received"
                assert reply["type"] != "refused", reply
        return voters[number]

    async def by_http(number: int, client: httpx.AsyncClient) -> str | None:
        await door.wait()
        for frame in frames_of(number):
            headers = {"Cookie": cookie(event, voters[number])}
            reply = await client.post(f"{site.address}/j/{event.code}/vote", content=frame, headers=headers)
            assert reply.status_code == 200, reply.text
        return voters[number]

    async with httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=30)) as client:
        coming = [by_socket(n) if n % 2 else by_http(n, client) for n in range(len(voters))]
        tasks = [asyncio.create_task(one) for one in coming]
        await asyncio.sleep(0)
        door.set()
        return {voter for voter in await asyncio.gather(*tasks) if voter}
