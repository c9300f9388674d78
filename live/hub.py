"""One hub for each process: it reads the stage once for all who look, and sends each the newest frame.

Nothing here is true by itself. A room reads the database when it is told that something changed, when the clock changes
something, and every two seconds in any case; a hint that is lost costs two seconds, never a vote. Hints travel between
processes through the channel layer, to which each process subscribes once for each event.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from live.batcher import Batcher, keep_connection
from live.frames import AUDIENCES, mark_of, state_frames
from live.models import Event, Presence
from live.neighbours import Neighbours, send_hint
from live.pace import Pace
from live.seats import Seat
from live.stage import Stage, read_past_stage, read_stage

logger = logging.getLogger(__name__)

#: Seconds between two pushes of one room at least; and between two looks at most.
PERIOD: Final = 0.2
POLL: Final = 2.0
#: Seconds between two reports of how many phones a process holds.
REPORT: Final = 5.0
#: Frames begun before others get their turn.
YIELD_EVERY: Final = 200
#: Seconds that a vote waits for the stage to be looked at.
PATIENCE: Final = 5.0
#: Rounds that have left the stage and are remembered.
MOST_PAST: Final = 8


class Room:
    """One event as this process sees it."""

    def __init__(self, hub: Hub, event_id: int) -> None:
        self.hub = hub
        self.event_id = event_id
        self.seats: dict[str, set[Seat]] = {audience: set() for audience in AUDIENCES}
        self.stage: Stage | None = None
        #: The newest frame for each audience, and what of it was new when it was last sent to all.
        self.frames: dict[str, str] = {}
        self.marks: dict[str, str] = {}
        #: Earlier stages by round: votes for what has just left the stage are still on their way.
        self.past: dict[int, Stage] = {}
        self.waiters: list[asyncio.Future[None]] = []
        self.wake = asyncio.Event()
        self.reported_at = 0.0
        self.neighbours = Neighbours(event_id, process=hub.process, wake=self.wake)
        self.task = asyncio.get_running_loop().create_task(self._run())

    @property
    def phones(self) -> int:
        return len(self.seats["phone"])

    @property
    def is_empty(self) -> bool:
        return not any(self.seats.values())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                self.wake.clear()
                begun = loop.time()
                await self._look()
                took = await self._push_all()
                pause = max(PERIOD, 2 * took) - (loop.time() - begun)
                await asyncio.sleep(max(0.0, pause))
                await self._wait()
                if self.is_empty and not self.wake.is_set():
                    break
        finally:
            self.neighbours.leave()
            self.hub.close(self)

    async def _wait(self) -> None:
        """Wait for a hint, for the next moment of the clock, or for two seconds."""
        patience = POLL if not self.neighbours.is_degraded else POLL / 2
        if self.stage is not None and self.stage.next_change_at is not None:
            left = (self.stage.next_change_at - timezone.now()).total_seconds()
            patience = min(patience, max(0.02, left + 0.01))
        try:
            await asyncio.wait_for(self.wake.wait(), patience)
        except TimeoutError:
            return

    async def _look(self) -> None:
        waiters, self.waiters = self.waiters, []
        is_due = self._due()
        if is_due or self.neighbours.is_degraded:
            self.neighbours.tell()
        try:
            self._take(*await self.hub.aside(self._read, timezone.now(), is_due))
        except Event.DoesNotExist:
            return
        except Exception:
            logger.warning("The stage of event %s could not be read.", self.event_id, exc_info=True)
        finally:
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def _take(self, stage: Stage, frames: dict[str, str]) -> None:
        if self.stage is not None:
            self.remember(self.stage)
        self.stage = stage
        self.frames = frames
        for audience, frame in frames.items():
            # Whoever is admitted no more is told when next something is sent: so all are sent it again.
            mark = f"{stage.event.admission}.{stage.event.cards} {mark_of(frame, audience)}"
            if self.marks.get(audience) != mark:
                self.marks[audience] = mark

    def remember(self, stage: Stage) -> None:
        """Keep the last few stages on which something was asked."""
        if stage.round is not None:
            self.past.pop(stage.round.pk, None)
            self.past[stage.round.pk] = stage
            if len(self.past) > MOST_PAST:
                del self.past[next(iter(self.past))]

    async def refreshed(self) -> None:
        """Wait for a look that begins from now on, whether or not it sees anything; no longer than a while."""
        waiter = asyncio.get_running_loop().create_future()
        self.waiters.append(waiter)
        self.wake.set()
        await asyncio.wait([waiter], timeout=PATIENCE)

    async def stage_with(self, round_id: int) -> Stage | None:
        """Return the stage on which a round is or was asked: its votes may come before this process has heard of it.

        Raises:
            Round.DoesNotExist: The event has no such round.
            Error: The database does not answer.
        """
        for _try in range(2):
            if self.stage is not None and (self.stage.event.is_over or self._is_on_stage(round_id)):
                return self.stage
            if round_id in self.past:
                return self.past[round_id]
            if not _try:
                await self.refreshed()
        if self.stage is None:
            return None
        self.remember(await self.hub.aside(self._read_past, round_id, timezone.now()))
        return self.past[round_id]

    def _is_on_stage(self, round_id: int) -> bool:
        return self.stage is not None and self.stage.round is not None and self.stage.round.pk == round_id

    def _read_past(self, round_id: int, at: datetime) -> Stage:
        return read_past_stage(self.event_id, round_id, at=at)

    def _due(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self.reported_at < REPORT:
            return False
        self.reported_at = now
        return True

    def _read(self, at: datetime, is_report_due: bool) -> tuple[Stage, dict[str, str]]:
        """Read and render, in the hub's thread."""
        if is_report_due:
            Presence.objects.update_or_create(
                event_id=self.event_id,
                process=self.hub.process,
                defaults={"phones": self.phones, "seen_at": at},
            )
        stage = read_stage(self.event_id, at=at)
        return stage, state_frames(stage, is_degraded=self.neighbours.is_degraded)

    async def _push_all(self) -> float:
        """Offer every seat its frame, and return how many seconds that took."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for audience in ("screen", "remote", "phone"):
            frame, mark = self.frames.get(audience), self.marks.get(audience)
            if frame is None or mark is None:
                continue
            for number, seat in enumerate(tuple(self.seats[audience]), start=1):
                seat.offer(frame, mark)
                if not number % YIELD_EVERY:
                    await asyncio.sleep(0)
        return loop.time() - begun

    def hint(self) -> None:
        """Something of this event was changed by this process: look, and tell the others."""
        self.wake.set()
        self.neighbours.tell()


class Hub:
    """The rooms of one event loop, and the writer of its votes."""

    def __init__(self) -> None:
        self.process = secrets.token_hex(8)
        self.rooms: dict[int, Room] = {}
        self.loop = asyncio.get_running_loop()
        self.batcher = Batcher()
        self.pace = Pace()
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stage", initializer=keep_connection)

    def room(self, event_id: int) -> Room:
        """Return the room of an event, opened on first use."""
        if event_id not in self.rooms:
            self.rooms[event_id] = Room(self, event_id)
        return self.rooms[event_id]

    def close(self, room: Room) -> None:
        if self.rooms.get(room.event_id) is room:
            del self.rooms[room.event_id]

    async def aside(self, work: Callable[..., Any], *about: Any) -> Any:
        return await self.loop.run_in_executor(self.thread, _with_connection, work, *about)

    async def stop(self) -> None:
        rooms = [room.task for room in self.rooms.values()]
        for task in rooms:
            task.cancel()
        await asyncio.gather(*rooms, return_exceptions=True)
        await asyncio.to_thread(self.batcher.stop)
        self.thread.submit(connection.close)
        self.thread.shutdown(wait=False)


def _with_connection(work: Callable[..., Any], *about: Any) -> Any:
    """Run work in the hub's thread. A connection that broke is thrown away: the next try gets one that works."""
    try:
        return work(*about)
    except (InterfaceError, OperationalError):
        connection.close()
        return work(*about)


_hubs: dict[int, Hub] = {}


def get_hub() -> Hub:
    """Return the hub of the running loop."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(id(loop))
    if hub is None or hub.loop is not loop:
        hub = _hubs[id(loop)] = Hub()
    return hub


async def stop_hub() -> None:
    """End the hub of the running loop, once what waits is written."""
    hub = _hubs.pop(id(asyncio.get_running_loop()), None)
    if hub is not None:
        await hub.stop()


def hint_from_thread(event_id: int) -> None:
    """Say from outside the loop, after a commit, that something of an event changed.

    Under WSGI there is no hub: the hint goes to the layer alone, and where that reaches nobody the rooms look by
    themselves within two seconds.
    """
    hubs = [hub for hub in _hubs.values() if hub.loop.is_running()]
    for hub in hubs:
        hub.loop.call_soon_threadsafe(_hint, hub, event_id)
    if not hubs:
        send_hint(event_id)


def _hint(hub: Hub, event_id: int) -> None:
    hub.room(event_id).hint()
