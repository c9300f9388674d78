"""Workers in processes of their own, which can be killed; and phones that keep their vote until it is stored."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from live.models import Event, Round
from tests.databases import ROOT
from tests.live.serving import ORIGIN, cookie, vote_frame
from tests.servers import free_port

START_SECONDS = 60
PATIENCE = 60


class Worker:
    """One uvicorn in a process of its own, under the secrets of the tests."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.log = folder / f"worker-{self.port}.log"
        self.environment = os.environ | {
            "ENGAGE_TEST": "1",
            "SECRET_KEY": settings.SECRET_KEY,
            "PORT": str(self.port),
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "engage.asgi:application", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--ws", "websockets-sansio", "--ws-per-message-deflate", "false"]
        command += ["--ws-max-size", "4096", "--log-level", "warning"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def wait(self) -> None:
        assert self.process
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=5):
                    return
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
        raise RuntimeError(f"The worker did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def kill(self) -> None:
        """End it as a power cut would: nothing is finished, nobody is told."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process and self.process.poll() is None:
            self.kill()


@dataclass
class Book:
    """What phones were told: whose vote was confirmed, how often one was asked to try again, who was refused."""

    ports: list[int]
    confirmed: dict[str, str] = field(default_factory=dict)
    tries_again: int = 0
    refused: list[str] = field(default_factory=list)
    opened: int = 0

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                await asyncio.sleep(0.01)


@dataclass(frozen=True)
class Phone:
    """One voter with one answer: it comes back and sends it again, under the same name, until it is confirmed."""

    event: Event
    round: Round
    voter: str
    choice: int
    at_first: int = 0

    async def vote(self, book: Book) -> None:
        async with asyncio.timeout(PATIENCE):
            tries = self.at_first
            while self.voter not in book.confirmed:
                port = book.ports[tries % len(book.ports)]
                tries += 1
                try:
                    await self._visit(port, book)
                except (OSError, TimeoutError, WebSocketException):
                    await asyncio.sleep(random.uniform(0.05, 0.3))

    async def _visit(self, port: int, book: Book) -> None:
        headers = {"Cookie": cookie(self.event, self.voter)}
        address = f"ws://127.0.0.1:{port}/j/{self.event.code}/socket"
        async with connect(
            address, origin=ORIGIN, additional_headers=headers, compression=None, close_timeout=1
        ) as socket:
            book.opened += 1
            while self.voter not in book.confirmed:
                await socket.send(json.dumps(vote_frame(self.round, self.choice)))
                await self._hear(socket, book)

    async def _hear(self, socket: ClientConnection, book: Book) -> None:
        async with asyncio.timeout(8):
            async for text in socket:
                reply = json.loads(text)
                if reply["type"] == "received":
                    book.confirmed[self.voter] = reply["code"]
                    return
                if reply["type"] == "refused":
                    break
        if reply.get("why") != "try_again":
            book.refused.append(reply.get("why", ""))
        book.tries_again += 1
        await asyncio.sleep(random.uniform(0.1, 0.3))
