"""What the live room is measured against, served by the same uvicorn: `benchmarks.live.rivals:application`.

Naive: a consumer as tutorials write it, with a row and a group_send per vote. Echo: a Channels consumer that does
nothing. Bare: no Channels at all, one frame to all who are connected, when Redis says so.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.conf import settings
from django.urls import path
from django.utils import timezone
from redis.asyncio import Redis

from benchmarks.live import prepared  # noqa: F401
from live.models import Ballot

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

#: The channel on which the bare application is told what to send to all.
FAN = "bench.fan"


class NaiveConsumer(AsyncWebsocketConsumer):
    """Stores each vote by itself and has the whole group told of it."""

    group = "naive"

    async def connect(self) -> None:
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        vote = json.loads(text_data or "")
        await database_sync_to_async(store)(vote, self.scope["url_route"]["kwargs"]["voter"])
        await self.send(json.dumps({"type": "received", "id": vote["id"]}, separators=(",", ":")))
        await self.channel_layer.group_send(self.group, {"type": "vote.stored"})

    async def vote_stored(self, event: Message) -> None:
        await self.send('{"type":"more"}')


def store(vote: Message, voter: str) -> None:
    device, sequence = vote["id"].split(".")
    values = {"value": int(vote["answer"][""][0]), "device": device, "sequence": int(sequence)}
    Ballot.objects.update_or_create(
        round_id=vote["round"], voter=voter, defaults=values | {"received_at": timezone.now()}
    )


class EchoConsumer(AsyncWebsocketConsumer):
    """Sends back what it is sent."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.send(text_data=text_data)


class Bare:
    """Holds sockets and sends all of them what Redis hands it."""

    def __init__(self) -> None:
        self.sends: set[Send] = set()
        self.listening: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if self.listening is None:
            self.listening = asyncio.create_task(self.listen())
        await receive()
        await send({"type": "websocket.accept"})
        self.sends.add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.sends.discard(send)

    async def listen(self) -> None:
        async with Redis.from_url(settings.REDIS_URL) as redis, redis.pubsub() as channel:
            await channel.subscribe(FAN)
            async for message in channel.listen():
                if message["type"] == "message":
                    frame = {"type": "websocket.send", "text": message["data"].decode()}
                    for send in tuple(self.sends):
                        await send(frame)


sockets = URLRouter(
    [path("naive/<str:voter>", NaiveConsumer.as_asgi()), path("echo", EchoConsumer.as_asgi()), path("bare", Bare())]
)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Sockets, and an empty page by which one sees that it is up."""
    if scope["type"] == "websocket":
        await sockets(scope, receive, send)
    elif scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})
