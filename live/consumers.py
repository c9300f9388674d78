"""The sockets of the live room. A consumer subscribes, checks, parses, hands on, relays; it counts nothing.

They belong to no group of the channel layer: the hub is told by one subscription a process, and sends to all.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from datetime import datetime
from importlib import import_module
from typing import Any, ClassVar, Final

from channels.consumer import AsyncConsumer
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from django.conf import settings
from django.contrib.auth import get_user
from django.db import Error
from django.http import HttpRequest
from django.utils import timezone

from live import frames
from live.answers import Submission, vote_of
from live.errors import JoinAgain, LiveRefusal, Malformed, NotOpen, NoVoter, SlowDown, TryAgain, UnknownFrame
from live.hub import Hub, Room, get_hub
from live.models import Event, Round
from live.names import tidy_code
from live.seats import Seat
from live.services.casting import Outcome, Vote
from live.stage import Stage
from live.tokens import VoterToken, token_in_cookies
from people.second_factor import lacks_second_factor

#: Closing codes of our own, as docs/protocol/live.md lists them.
CLOSE_TOO_LARGE: Final = 1009
CLOSE_STRANGER: Final = 4001
CLOSE_NONSENSE: Final = 4002
#: Seconds for which a facilitator's right to see the event is taken for granted.
ASK_AGAIN: Final = 5.0
#: Frames in a row that cannot be used before a socket is closed; and what is counted.
MOST_NONSENSE: Final = 20
NONSENSE: Final = (Malformed, UnknownFrame, NotOpen, SlowDown)
#: Seconds after which a vote that is not stored is refused: the phone says so and sends it again.
PATIENCE: Final = 5.0


class LiveConsumer(AsyncConsumer, ABC):
    """What all sockets have in common: a seat in a room."""

    channel_layer_alias = "none of its own"
    audience: ClassVar[str]

    hub: Hub
    room: Room | None = None
    seat: Seat | None = None
    is_closed = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """However a socket ends, its seat is given up."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.leave()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As Channels does it, without the trip to a thread at each message: no handler here holds a connection."""
        handler = getattr(self, message["type"].replace(".", "_"), None)
        if handler is not None:
            await handler(message)

    @abstractmethod
    async def event_id(self) -> int | None:
        """Return which event this socket may look at, or None."""

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        event_id = await self.event_id()
        await self.send({"type": "websocket.accept"})
        if event_id is None:
            await self.end(CLOSE_STRANGER)
            return
        self.hub = get_hub()
        self.room = self.hub.room(event_id)
        self.seat = Seat(self.audience, self.push)
        self.room.seats[self.audience].add(self.seat)
        known = self.room.frames.get(self.audience)
        if known is not None:
            self.seat.offer(known, self.room.marks[self.audience])
        else:
            self.room.wake.set()

    async def push(self, frame: str) -> None:
        if not self.is_closed:
            await self.send({"type": "websocket.send", "text": frame})

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """Screens and remotes only listen; commands come by form, where rights are checked each time."""

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    async def close(self, code: int) -> None:
        """Close the socket, once; nothing is sent any more."""
        if not self.is_closed:
            self.is_closed = True
            await self.send({"type": "websocket.close", "code": code})
            self.leave()

    async def end(self, code: int) -> None:
        """Close the socket. What has come in since is not looked at.

        Raises:
            StopConsumer: Always.
        """
        await self.close(code)
        raise StopConsumer

    def leave(self) -> None:
        if self.room is not None and self.seat is not None:
            self.room.seats[self.audience].discard(self.seat)
            self.seat.leave()


class VoterConsumer(LiveConsumer):
    """A phone: sees the stage, sends votes, is told when they are stored."""

    audience = "phone"

    def __init__(self) -> None:
        super().__init__()
        self.token: VoterToken | None = None
        self.nonsense = 0

    async def event_id(self) -> int | None:
        code = tidy_code(self.scope["url_route"]["kwargs"]["code"])
        header = next((value for name, value in self.scope["headers"] if name == b"cookie"), b"")
        self.token = token_in_cookies(header, code=code)
        return self.token.event_id if self.token else None

    async def push(self, frame: str) -> None:
        """Show the stage to those alone who may still take part: the rule may have changed since they joined."""
        if self._is_stranger():
            await self.close(CLOSE_STRANGER)
        await super().push(frame)

    def _is_stranger(self) -> bool:
        """Whether the event, as this process knows it, has stopped taking people who came in like this one."""
        stage = self.room.stage if self.room else None
        return stage is not None and self.token is not None and not self.token.is_good_for(stage.event)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        at = timezone.now()
        text = message.get("text")
        if text is not None and len(text.encode()) > frames.MOST_FRAME_BYTES:
            await self.end(CLOSE_TOO_LARGE)
        name = ""
        try:
            frame = frames.parse(text)
            name = frames.name_in(frame)
            reply = await self._vote(frame, name, at)
            self.nonsense = 0
        except LiveRefusal as refusal:
            reply = frames.refused(refusal, name)
            self.nonsense += isinstance(refusal, NONSENSE)
        await super().push(reply)
        if self._is_stranger():
            await self.end(CLOSE_STRANGER)
        if self.nonsense >= MOST_NONSENSE:
            await self.end(CLOSE_NONSENSE)

    async def _vote(self, frame: dict[str, Any], name: str, at: datetime) -> str:
        submission = frames.submission_of(frame)
        if self.room is None or self.token is None:
            raise NoVoter
        vote = await cast(self.hub, self.room, submission, self.token, at)
        return frames.received(name, vote.code, submission.seat)


async def cast(hub: Hub, room: Room, submission: Submission, token: VoterToken, at: datetime) -> Vote:
    """Have a vote stored, and return it once its commit is done.

    Raises:
        LiveRefusal: It does not count, or is not known to; by name why.
    """
    if not hub.pace.may_speak(token.voter, now=hub.loop.time()):
        raise SlowDown
    stage = await _stage_with(room, submission.round_id)
    # A stage on which this round was asked knows who is admitted; the room's own may know of fewer cards since.
    if not all(token.is_good_for(known.event) for known in (stage, room.stage) if known is not None):
        raise JoinAgain
    vote = vote_of(submission, stage=stage, voter=token.voter, at=at)
    try:
        outcome = await asyncio.wait_for(hub.batcher.put(vote), PATIENCE)
    except TimeoutError as problem:
        raise TryAgain from problem
    if outcome is Outcome.FAILED:
        raise TryAgain
    if outcome.refusal is not None:
        raise outcome.refusal
    room.hint()
    return vote


async def _stage_with(room: Room, round_id: int) -> Stage:
    """Return the stage on which a round is or was asked.

    Raises:
        NotOpen: The event has no such round.
        TryAgain: The database does not answer.
    """
    try:
        stage = await room.stage_with(round_id)
    except Round.DoesNotExist as problem:
        raise NotOpen from problem
    except Error as problem:
        raise TryAgain from problem
    if stage is None:
        raise TryAgain
    return stage


class ScreenConsumer(LiveConsumer):
    """The projector: whoever knows its address."""

    audience = "screen"

    async def event_id(self) -> int | None:
        return await database_sync_to_async(_event_of_screen)(self.scope["url_route"]["kwargs"]["key"])


class RemoteConsumer(LiveConsumer):
    """A facilitator's remote: sees what the buttons say."""

    audience = "remote"

    def __init__(self) -> None:
        super().__init__()
        self.asked_at = asyncio.get_running_loop().time()

    async def push(self, frame: str) -> None:
        """Ask again every few seconds: whoever has signed out or runs the event no more sees nothing more of it."""
        now = asyncio.get_running_loop().time()
        if now - self.asked_at >= ASK_AGAIN:
            self.asked_at = now
            if await self.event_id() is None:
                await self.close(CLOSE_STRANGER)
        await super().push(frame)

    async def event_id(self) -> int | None:
        wanted = self.scope["url_route"]["kwargs"]["pk"]
        return await database_sync_to_async(_event_of_session)(self.scope["session"].session_key, wanted)


def _event_of_screen(key: str) -> int | None:
    return Event.objects.filter(screen_key=key).values_list("pk", flat=True).first()


def _event_of_session(key: str | None, pk: int) -> int | None:
    """Read session and account anew: as pages do, and with the second factor that pages ask of staff."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    if not user.is_authenticated or lacks_second_factor(user):
        return None
    return Event.objects.run_by(user).filter(pk=pk).values_list("pk", flat=True).first()
