"""Votes that wait together share a commit: one thread of each process writes them, in batches.

The queue is bounded: past it a vote is refused with "try again" and the phone sends it again by itself. A batch that
the database refuses is tried vote by vote, so that one bad row costs no other voter anything.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from live.errors import TryAgain
from live.services.casting import Outcome, Vote, store_votes

logger = logging.getLogger(__name__)

#: Whole seconds for which the database may keep a new connection waiting; milliseconds for which its machine may be
#: silent before a connection is given up.
CONNECT_SECONDS: Final = 3
UNANSWERED_MS: Final = 10_000

Store = Callable[[Sequence[Vote]], list[Outcome]]
Waiting = tuple[Vote, "asyncio.Future[Outcome]"]


class Batcher:
    """The writer of one event loop. `put` is called in the loop; everything else happens in the thread.

    Args:
        store: What writes a batch in one transaction.
        most_waiting: Votes that may wait; more are refused.
        most_in_batch: Votes that share one commit, at most.
        gather: Seconds for which the first vote of a batch waits for others.
    """

    def __init__(
        self, store: Store = store_votes, *, most_waiting: int = 10_000, most_in_batch: int = 500, gather: float = 0.012
    ) -> None:
        self.store = store
        self.most_waiting = most_waiting
        self.most_in_batch = most_in_batch
        self.gather = gather
        self.loop = asyncio.get_running_loop()
        self.waiting: deque[Waiting] = deque()
        self.something = threading.Event()
        self.is_stopping = False
        self.thread = threading.Thread(target=self._run, name="votes", daemon=True)
        self.thread.start()

    def put(self, vote: Vote) -> asyncio.Future[Outcome]:
        """Take a vote in; the future tells what became of it, after the commit.

        Raises:
            TryAgain: Too many wait already.
        """
        if self.is_stopping or len(self.waiting) >= self.most_waiting:
            raise TryAgain
        told: asyncio.Future[Outcome] = self.loop.create_future()
        self.waiting.append((vote, told))
        self.something.set()
        return told

    def stop(self) -> None:
        """Write what waits and end. Blocks: call it outside the loop."""
        self.is_stopping = True
        self.something.set()
        self.thread.join(10)

    def _run(self) -> None:
        keep_connection()
        try:
            while self.waiting or not self.is_stopping:
                self.something.wait()
                if not self.is_stopping and len(self.waiting) < self.most_in_batch:
                    time.sleep(self.gather)
                self.something.clear()
                while self.waiting:
                    self._write(self._take())
        finally:
            connection.close()

    def _store(self, votes: Sequence[Vote]) -> list[Outcome]:
        """What is confirmed survives a power cut: SQLite's writer waits for the disk, on every new connection."""
        if connection.vendor == "sqlite" and connection.connection is None and not settings.IS_TEST:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
        return self.store(votes)

    def _take(self) -> list[Waiting]:
        return [self.waiting.popleft() for _ in range(min(len(self.waiting), self.most_in_batch))]

    def _write(self, batch: list[Waiting]) -> None:
        votes = [vote for vote, _told in batch]
        try:
            outcomes = self._store_surely(votes)
        except (InterfaceError, OperationalError):
            logger.warning("The database did not take %s votes; the phones send them again.", len(votes), exc_info=True)
            connection.close()
            outcomes = [Outcome.FAILED] * len(votes)
        except Exception:
            logger.exception("A batch of %s votes failed and is tried vote by vote.", len(votes))
            connection.close()
            outcomes = [self._write_one(vote) for vote in votes]
        self.loop.call_soon_threadsafe(_tell, batch, outcomes)

    def _store_surely(self, votes: Sequence[Vote]) -> list[Outcome]:
        """Try once more on a new connection: the old one may have died while nobody voted."""
        try:
            return self._store(votes)
        except (InterfaceError, OperationalError):
            connection.close()
            return self._store(votes)

    def _write_one(self, vote: Vote) -> Outcome:
        try:
            return self._store([vote])[0]
        except Exception:
            logger.exception("A vote could not be stored.")
            return Outcome.FAILED


def keep_connection() -> None:
    """Give this thread a connection of its own for as long as it lives.

    One of the pool would be missing to requests all the time; and after a long outage a pool waits longer and longer
    before it tries again.
    """
    if connection.vendor == "postgresql":
        plain = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "pool"}
        own = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": UNANSWERED_MS} | plain
        connection.settings_dict = connection.settings_dict | {"OPTIONS": own}


def _tell(batch: list[Waiting], outcomes: list[Outcome]) -> None:
    for (_vote, told), outcome in zip(batch, outcomes, strict=True):
        if not told.done():
            told.set_result(outcome)
