"""Votes and snapshots over HTTP, in front of Django: for phones whose network lets no socket through.

The same as the socket does, by the same functions: `POST /j/CODE/vote` takes a vote frame (long text too, which is too
long for a socket), `GET /j/CODE/state` returns the state frame with a tag.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils import timezone

from live import frames
from live.consumers import cast
from live.errors import JoinAgain, LiveRefusal, Malformed, NoVoter, TryAgain
from live.hub import get_hub
from live.tokens import token_in_cookies

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_ADDRESS = re.compile(r"/j/([A-Z0-9]{6})/(vote|state)")
MOST_BODY: Final = 64 * 1024
_STATUS: Final = {
    "try_again": 503,
    "slow_down": 429,
    "no_voter": 403,
    "too_late": 409,
    "already_voted": 409,
    "not_open": 409,
    "event_over": 409,
}


class LiveHTTP:
    """Answers the two addresses and hands everything else on."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self.application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        code, what = found.groups()
        wanted = "POST" if what == "vote" else "GET"
        if scope["method"] != wanted:
            await _answer(send, 405, "{}")
        elif what == "vote":
            await _vote(code, headers, receive, send)
        else:
            await _state(code, headers, send)


async def _vote(code: str, headers: dict[bytes, bytes], receive: Receive, send: Send) -> None:
    at = timezone.now()
    name = ""
    try:
        if not comes_from_here(headers):
            raise NoVoter
        token = token_in_cookies(headers.get(b"cookie", b""), code=code)
        if token is None:
            raise NoVoter
        frame = frames.parse(await _body(receive))
        name = frames.name_in(frame)
        submission = frames.submission_of(frame)
        hub = get_hub()
        vote = await cast(hub, hub.room(token.event_id), submission, token, at)
    except LiveRefusal as refusal:
        await _answer(send, _STATUS.get(refusal.slug, 400), frames.refused(refusal, name))
        return
    await _answer(send, 200, frames.received(name, vote.code, submission.seat))


async def _state(code: str, headers: dict[bytes, bytes], send: Send) -> None:
    token = token_in_cookies(headers.get(b"cookie", b""), code=code)
    if token is None:
        await _answer(send, 403, frames.refused(NoVoter()))
        return
    room = get_hub().room(token.event_id)
    if "phone" not in room.frames:
        await room.refreshed()
    frame = room.frames.get("phone")
    if room.stage is not None and not token.is_good_for(room.stage.event):
        await _answer(send, 403, frames.refused(JoinAgain()))
        return
    if frame is None:
        await _answer(send, 503, frames.refused(TryAgain()))
        return
    tag = b'"' + hashlib.blake2b(frame.encode(), digest_size=9).hexdigest().encode() + b'"'
    if headers.get(b"if-none-match") == tag:
        await _answer(send, 304, "", tag=tag)
        return
    await _answer(send, 200, frame, tag=tag)


async def _body(receive: Receive) -> str:
    """Read what was posted.

    Raises:
        Malformed: It is too long, or no text.
    """
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BODY or message["type"] == "http.disconnect":
            raise Malformed
        if not message.get("more_body"):
            break
    try:
        return body.decode()
    except UnicodeDecodeError as problem:
        raise Malformed from problem


def comes_from_here(headers: dict[bytes, bytes]) -> bool:
    """Whether a page of this site sent the request, as far as the browser says; the cookie itself is SameSite."""
    if headers.get(b"sec-fetch-site", b"same-origin") not in {b"same-origin", b"none"}:
        return False
    origin = headers.get(b"origin")
    if origin is None:
        return True
    try:
        host = urlsplit(origin.decode("latin-1")).hostname
    except ValueError:
        return False
    return validate_host(host or "", settings.ALLOWED_HOSTS)


async def _answer(send: Send, status: int, text: str, *, tag: bytes = b"") -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store" if not tag else b"no-cache, private"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if tag:
        headers.append((b"etag", tag))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
