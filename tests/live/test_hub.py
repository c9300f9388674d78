"""The hub: everybody sees the newest stage, nobody sees what is not settled, nobody waits for a slow reader."""

from __future__ import annotations

import asyncio
import re
import socket
from datetime import timedelta

import pytest
from channels.layers import InMemoryChannelLayer
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from live import hub, neighbours
from live.hub import hint_from_thread
from live.models import Ballot, Event
from live.names import fresh_voter
from live.neighbours import group_of
from live.seats import Seat
from live.services.agenda import add_step
from tests.live.halls import cast_votes, choices_of, make_event, make_poll, open_round
from tests.live.serving import ORIGIN, Site, command, cookie, wait_for

LONG_AGO = timedelta(minutes=5)


@pytest.fixture
def site(transactional_db):
    with Site() as running:
        yield running


@pytest.fixture
def event(transactional_db):
    return make_event()


def test_a_slow_reader_has_one_frame_on_its_way_and_one_waiting():
    async def look() -> list[str]:
        pushed: list[str] = []
        reads = asyncio.Event()

        async def push(frame: str) -> None:
            pushed.append(frame)
            await reads.wait()

        seat = Seat("phone", push)
        for number in range(1000):
            seat.offer(str(number), str(number))
            await asyncio.sleep(0)
        assert pushed == ["0"]
        reads.set()
        while seat._task is not None:
            await asyncio.sleep(0)
        return pushed

    assert asyncio.run(look()) == ["0", "999"]


# What may be seen ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_no_frame_and_no_page_holds_a_count_of_a_blind_poll_before_it_is_settled(site, cast, client):
    """Sixty-one and thirty-four are in no frame while it is open, nor while it is counted; afterwards they are."""
    event = make_event(cast.county)
    bus, train, _bike = choices_of(poll := make_poll(event))
    round_ = open_round(poll, at=timezone.now() - LONG_AGO)
    cast_votes(round_, *[bus] * 61, *[train] * 34)
    client.force_login(cast.county_officer)
    session = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
    with (
        site.phone(event) as phone,
        site.screen(event) as screen,
        site.socket(f"/live/events/{event.pk}/socket", Cookie=session) as remote,
    ):
        callers = (phone, screen, remote)
        open_frames = [caller.hear_state("open") for caller in callers]
        round_.closes_at = timezone.now() - timedelta(seconds=1)
        round_.save()
        hint_from_thread(event.pk)
        counting = [caller.hear_state("counting") for caller in callers]
        pages = [client.get(address).content.decode() for address in pages_of(event)]
        closed = [caller.hear_state("closed") for caller in callers]
        command(event, "show", by=cast.county_officer, at=timezone.now())
        hint_from_thread(event.pk)
        shown = [caller.hear_state("shown") for caller in callers]
    for frame in open_frames + counting:
        assert not holds_counts(str(frame)), frame
    assert not any(holds_counts(page) for page in pages)
    assert not any(holds_counts(str(frame)) for frame in closed[:2])
    assert all(holds_counts(str(frame)) for frame in shown)


def pages_of(event: Event) -> list[str]:
    return [reverse("live:screen", args=[event.screen_key]), reverse("live:remote", args=[event.pk])]


def holds_counts(text: str) -> bool:
    return bool(re.search(r"\b(61|34|64\s*%|36\s*%)\b", text))


@pytest.mark.django_db(transaction=True)
def test_the_revision_never_falls(site, event):
    """Through commands, votes, changes of votes, a new round and a restart of the server."""
    poll = make_poll(event)
    bus, train, _bike = choices_of(poll)
    seen: list[list[int]] = []

    def see(caller, *states: str) -> None:
        seen.append(caller.hear_state(*states)["revision"])

    with site.screen(event) as screen, site.phone(event, "a" * 32) as phone:
        see(screen)
        for name, state in (("start", "ready"), ("open", "open")):
            command(event, name, by=None, at=timezone.now() - LONG_AGO)
            hint_from_thread(event.pk)
            see(screen, state)
        first = poll.rounds.get()
        for number, choice in enumerate((bus, train, bus), start=1):
            phone.vote(first, choice, name=f"d.{number}")
            see(screen, "open")
        command(event, "close", by=None, at=timezone.now() - timedelta(seconds=10))
        command(event, "again", by=None, at=timezone.now())
        hint_from_thread(event.pk)
        second = screen.hear(lambda frame: frame["round"] not in {None, first.pk})
        seen.append(second["revision"])
    with Site() as restarted, restarted.screen(event) as screen:
        see(screen)
    assert seen == sorted(seen)
    assert seen[0] < seen[-1]


# Who is held by whom -------------------------------------------------------------------------------------------------

SLOW, OTHERS = 20, 280
LAST = "This is the last slide."


async def open_raw(site: Site, event: Event, *, buffer: int | None = None) -> tuple:
    """Open a socket as a phone does and read the server's consent, byte by byte; nothing after it is read."""
    raw = socket.socket()
    if buffer:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    raw.settimeout(0)
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", site.port))
    reader, writer = await asyncio.open_connection(sock=raw, limit=4096 if buffer else 2**16)
    lines = (
        f"GET /j/{event.code}/socket HTTP/1.1",
        "Host: localhost",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: {ORIGIN}",
        f"Cookie: {cookie(event, fresh_voter())}",
    )
    writer.write("\r\n".join((*lines, "", "")).encode())
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
    return reader, writer


async def read_until(reader: asyncio.StreamReader, words: bytes) -> None:
    rest = b""
    while words not in rest:
        some = await asyncio.wait_for(reader.read(2**16), 30)
        assert some, "The socket was closed."
        rest = rest[-len(words) :] + some


@pytest.mark.django_db(transaction=True)
def test_phones_that_never_read_hold_nobody_and_cost_one_frame_each(event):
    with Site(buffer=16_384) as site:
        assert held_while_all_read(site, event) == SLOW
        wait_for(lambda: not seated(site, event))


def held_while_all_read(site: Site, event: Event) -> int:
    """Show slides until all others have read the last one; return how many phones are behind then."""
    slide = add_step(event=event, kind="slide", title="Slide", body="Words. " * 4000)
    Event.objects.update(current=slide)

    async def show(words: str) -> None:
        slide.body = f"{words} {slide.body}"
        await asyncio.to_thread(slide.save)
        hint_from_thread(event.pk)

    async def look() -> int:
        slow = [await open_raw(site, event, buffer=2048) for _ in range(SLOW)]
        for reader, _writer in slow:
            reader._transport.pause_reading()
        others = [await open_raw(site, event) for _ in range(OTHERS)]
        for number in range(12):
            words = f"Slide number {number}."
            await show(words)
            await read_until(others[0][0], words.encode())
        await show(LAST)
        await asyncio.gather(*(read_until(reader, LAST.encode()) for reader, _writer in others))
        seats = seated(site, event)
        await asyncio.to_thread(wait_for, lambda: sum(seat._task is not None for seat in list(seats)) <= SLOW)
        held = [seat for seat in seats if seat._task is not None]
        assert all(LAST in (seat._newest or LAST) for seat in held)
        for _reader, writer in (*slow, *others):
            writer.transport.abort()
        return len(held)

    return asyncio.run(look())


def seated(site: Site, event: Event) -> set[Seat]:
    """Return the phones of an event: none once its room has closed, which only the site's own loop opens again."""
    (running,) = [one for one in hub._hubs.values() if one.loop is site.loop]
    room = running.rooms.get(event.pk)
    return room.seats["phone"] if room else set()


# What is out of reach ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_stage_that_cannot_be_drawn_is_tried_again(site, event, monkeypatch):
    read = hub.read_stage
    with site.screen(event) as screen:
        screen.hear_state("waiting")
        failed = []

        def fail(*about, **more):
            failed.append(1)
            raise KeyError("a template that is wrong")

        monkeypatch.setattr(hub, "read_stage", fail)
        hint_from_thread(event.pk)
        wait_for(lambda: failed)
        monkeypatch.setattr(hub, "read_stage", read)
        open_round(make_poll(event))
        assert screen.hear_state("open")


class Layer(InMemoryChannelLayer):
    """A channel layer that can be taken away."""

    is_gone = False

    async def group_send(self, group, message):
        if self.is_gone:
            raise ConnectionError("gone")
        await super().group_send(group, message)


@pytest.mark.django_db(transaction=True)
def test_without_the_channel_layer_votes_are_stored_and_frames_say_that_they_come_later(site, event, monkeypatch):
    layer = Layer()
    monkeypatch.setattr(neighbours, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(hub, "REPORT", 0.0)
    round_ = open_round(make_poll(event))
    bus, *_others = choices_of(round_.item)
    with site.phone(event) as phone, site.screen(event) as screen:
        assert screen.hear_state("open")["slow"] == ""
        layer.is_gone = True
        assert phone.vote(round_, bus)["type"] == "received"
        assert screen.hear(lambda frame: frame["slow"])["revision"][1] == 1
        layer.is_gone = False
        assert screen.hear(lambda frame: not frame["slow"])
    assert Ballot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_hint_of_another_process_is_heard(site, event, monkeypatch):
    layer = Layer()
    monkeypatch.setattr(neighbours, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(hub, "POLL", 600.0)
    with site.screen(event) as screen:
        screen.hear_state("waiting")
        wait_for(lambda: layer.groups)
        open_round(make_poll(event))
        message = {"type": "live.hint", "by": "another"}
        asyncio.run_coroutine_threadsafe(layer.group_send(group_of(event.pk), message), site.loop).result(20)
        assert screen.hear_state("open")
