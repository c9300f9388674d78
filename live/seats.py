"""The place of one socket in a room: what is sent to it, and what waits while it reads slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Push = Callable[[str], Awaitable[None]]


class Seat:
    """One socket that looks at a room. It has at most one frame on its way and one waiting, always the newest."""

    __slots__ = ("_newest", "_push", "_task", "audience", "sent")

    def __init__(self, audience: str, push: Push) -> None:
        self.audience = audience
        self.sent: str | None = None
        self._push = push
        self._newest: str | None = None
        self._task: asyncio.Task[None] | None = None

    def offer(self, frame: str, mark: str) -> None:
        """Send a frame that is marked otherwise than the last, or let it take the place of one that still waits."""
        if mark is self.sent:
            return
        self.sent = mark
        if self._task is not None:
            self._newest = frame
            return
        self._task = asyncio.get_running_loop().create_task(self._send(frame))

    async def _send(self, frame: str) -> None:
        waiting: str | None = frame
        try:
            while waiting is not None:
                await self._push(waiting)
                waiting, self._newest = self._newest, None
        except Exception:  # noqa: BLE001  the socket is gone: its consumer hears of it and leaves
            self._newest = None
        finally:
            self._task = None

    def leave(self) -> None:
        if self._task is not None:
            self._task.cancel()
