"""What processes tell each other: that an event changed, so look. Never what changed: the truth is in the database.

Each process subscribes to the channel layer once for each event it shows. Where the layer is out of reach, rooms look
by themselves, more often, and say so.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

#: Seconds for which the layer may keep anybody waiting: more than a loop takes for a hall that votes all at once.
PATIENCE: Final = 3.0
#: Seconds between two hints of one room; between two tries where the layer is gone; between two to subscribe.
PERIOD: Final = 0.1
RETRY: Final = 1.0
SUBSCRIBE: Final = 2.0


def group_of(event_id: int) -> str:
    return f"live.{event_id}"


class Neighbours:
    """The other processes that show an event, as one room reaches them.

    Args:
        process: Name of this process: it does not listen to itself.
        wake: Set whenever another process says something, or when it is seen that none can be reached.
    """

    def __init__(self, event_id: int, *, process: str, wake: asyncio.Event) -> None:
        self.group = group_of(event_id)
        self.process = process
        self.wake = wake
        self.is_degraded = False
        self._is_due = False
        self._telling: asyncio.Task[None] | None = None
        self._listening = asyncio.get_running_loop().create_task(self._listen())

    def tell(self) -> None:
        """Say that something changed, and so see whether anything can be said at all; twice in a row a little later."""
        self._is_due = True
        if self._telling is None:
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    def leave(self) -> None:
        self._listening.cancel()
        if self._telling is not None:
            self._telling.cancel()

    async def _tell(self) -> None:
        try:
            while self._is_due:
                self._is_due = False
                await self._say()
                await asyncio.sleep(RETRY if self.is_degraded else PERIOD)
        finally:
            self._telling = None

    async def _say(self) -> None:
        layer = get_channel_layer()
        try:
            if layer is not None:
                message = {"type": "live.hint", "by": self.process}
                await asyncio.wait_for(layer.group_send(self.group, message), PATIENCE)
            self._set_alone(is_alone=False)
        except Exception:  # noqa: BLE001  whatever the layer meets: votes are stored and shown without it
            self._set_alone(is_alone=True)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while layer is not None:
            try:
                channel = await asyncio.wait_for(layer.new_channel(), PATIENCE)
                await self._hear(layer, channel)
            except Exception:  # noqa: BLE001
                self._set_alone(is_alone=True)
                await asyncio.sleep(SUBSCRIBE)

    async def _hear(self, layer: BaseChannelLayer, channel: str) -> None:
        try:
            await asyncio.wait_for(layer.group_add(self.group, channel), PATIENCE)
            while True:
                message: dict[str, Any] = await layer.receive(channel)
                if message.get("by") != self.process:
                    self.wake.set()
        finally:
            await asyncio.wait_for(layer.group_discard(self.group, channel), PATIENCE)

    def _set_alone(self, *, is_alone: bool) -> None:
        if is_alone != self.is_degraded:
            how = "are out of reach" if is_alone else "are back"
            logger.warning("%s: other processes %s.", self.group, how)
            self.is_degraded = is_alone
            self.wake.set()


def send_hint(event_id: int) -> None:
    """Tell all processes from one that shows nothing itself. Where that reaches nobody they look by themselves."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(group_of(event_id), {"type": "live.hint"})
    except Exception:  # noqa: BLE001
        logger.warning("The hint for event %s reached nobody; rooms look by themselves.", event_id)
