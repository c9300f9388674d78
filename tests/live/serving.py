"""The site served by a real uvicorn in a thread of the test process, on the test's own database; and its callers."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Self

import uvicorn
from channels.layers import channel_layers
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from engage.asgi import application
from live.models import Event, Round
from live.names import fresh_voter
from live.services.commands import give_command
from live.tokens import COOKIE, VoterToken, seal_token

WAIT = 20.0
ORIGIN = "http://localhost"

Frame = dict[str, Any]


class Site:
    """A uvicorn with the flags of production. `loop` is the loop it runs in.

    Args:
        buffer: Bytes that the machine keeps for each socket that is not read; by default as many as it likes.
    """

    def __init__(self, *, buffer: int = 0) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
        if buffer:
            self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
        self.port = self.listening.getsockname()[1]
        self.server = uvicorn.Server(
            uvicorn.Config(
                application,
                ws="websockets-sansio",
                ws_per_message_deflate=False,
                ws_max_size=4096,
                log_config=None,
                timeout_graceful_shutdown=5,
            )
        )
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, name="site")

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.server.serve(sockets=[self.listening]))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def __enter__(self) -> Self:
        channel_layers.backends.clear()
        self.thread.start()
        wait_for(lambda: self.server.started or not self.thread.is_alive())
        return self

    def __exit__(self, *about: object) -> None:
        self.server.should_exit = True
        self.thread.join(30)
        channel_layers.backends.clear()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def socket(self, path: str, *, origin: str | None = ORIGIN, **headers: str) -> Iterator[Caller]:
        url = f"ws://127.0.0.1:{self.port}{path}"
        with connect(
            url,
            origin=origin,
            additional_headers=headers,
            compression=None,
            max_size=None,
            max_queue=None,
            open_timeout=WAIT,
        ) as opened:
            yield Caller(opened)

    @contextmanager
    def phone(self, event: Event, voter: str | None = None, *, card: int = 0) -> Iterator[Caller]:
        with self.socket(f"/j/{event.code}/socket", Cookie=cookie(event, voter or fresh_voter(), card=card)) as caller:
            yield caller

    @contextmanager
    def screen(self, event: Event) -> Iterator[Caller]:
        with self.socket(f"/live/screen/{event.screen_key}/socket") as caller:
            yield caller


class Caller:
    """One end of a socket, as a page holds it."""

    def __init__(self, opened: ClientConnection) -> None:
        self.socket = opened
        self.passed_over: list[Frame] = []
        self.passed: list[Frame] = []

    def say(self, frame: Mapping[str, Any] | str | bytes) -> None:
        self.socket.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    def hear(self, accept: Callable[[Frame], bool] = lambda frame: True, *, seconds: float = WAIT) -> Frame:
        """Return the first frame that is accepted and was not returned before."""
        for place, frame in enumerate(self.passed):
            if accept(frame):
                return self.passed.pop(place)
        deadline = time.monotonic() + seconds
        while True:
            frame = json.loads(self.socket.recv(timeout=max(0.0, deadline - time.monotonic())))
            if accept(frame):
                return frame
            self.passed.append(frame)

    def hear_state(self, *states: str) -> Frame:
        return self.hear(lambda frame: frame["type"] == "state" and (not states or frame["state"] in states))

    def vote(self, round_: Round, *marked: object, name: str = "d.1", **fields: Any) -> Frame:
        """Send a vote and return what is said to it."""
        self.say(vote_frame(round_, *marked, name=name, **fields))
        return self.hear(lambda frame: frame.get("id") == name)

    def ask(self, frame: Mapping[str, Any] | str | bytes) -> Frame:
        """Send anything and return what is said to it."""
        self.say(frame)
        return self.hear(lambda frame: frame["type"] != "state")


def vote_frame(round_: Round, *marked: object, name: str = "d.1", **fields: Any) -> Frame:
    return {"type": "vote", "round": round_.pk, "id": name, "answer": {"": [str(one) for one in marked]}} | fields


def cookie(event: Event, voter: str, *, card: int = 0) -> str:
    token = VoterToken(event.code, event.pk, voter, "card" if card else "open", card)
    return f"{COOKIE}={seal_token(token)}"


def wait_for(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT
    while not is_so():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.01)


def command(event: Event, name: str, *, by: Any, at: Any, number: int | None = None) -> Event:
    """Give a command on the stage as it stands."""
    now = Event.objects.get(pk=event.pk)
    return give_command(
        event=now, name=name, revision=now.revision, by=by, at=at, item_id=now.current_id, number=number
    )


def closing_code(caller: Caller) -> int:
    """Wait until the server has closed a socket, and return its code."""
    with suppress(ConnectionClosed):
        while True:
            caller.socket.recv(timeout=20)
    assert caller.socket.close_code
    return caller.socket.close_code
