"""The page cache outside Django: one layer for ASGI, one for WSGI. See `core/pagecache.py` for the rules."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db import Error, connection

from core import pagecache
from core.generation import current
from core.pagecache import WISH, Asked, Wish
from core.pagestore import KeptPage

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
StartResponse = Callable[..., Any]

logger = logging.getLogger(__name__)


def look(asked: Asked, at: datetime) -> tuple[int | None, KeptPage | None]:
    """Return the generation and the page kept of it, in one statement; without a database, neither."""
    try:
        generation = current()
    except Error:
        logger.warning("The generation of pages could not be read.", exc_info=True)
        if not connection.in_atomic_block:
            connection.close()  # the next look gets one that works
        return None, None
    return generation, pagecache.find(asked, generation=generation, at=at)


class PageCacheASGI:
    """In front of an ASGI application.

    Looks are made in a thread of their own, with a connection of its own, so that a page that is being made does not
    hold up the ones that are kept.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page-cache")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = asked_of_scope(scope)
        if asked is None or not asked.may_be_answered():
            await self.application(scope, receive, send)
            return
        at = pagecache.now()
        generation, page = await self.aside(look, asked, at)
        if page is not None:
            await send_page(send, asked, page)
        elif generation is None:
            await self.application(scope, receive, send)
        else:
            await self.make(asked, scope, receive, send, generation, at)

    async def aside(self, work: Callable[..., Any], *about: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work, *about)

    async def make(
        self, asked: Asked, scope: Scope, receive: Receive, send: Send, generation: int, at: datetime
    ) -> None:
        """Have the page made, and keep it if Django says it may be."""
        wish = Wish()
        plain = [pair for pair in scope["headers"] if pair[0] not in UNSEEN]
        start: Message = {}
        parts: list[bytes] = []

        async def hold_back(message: Message) -> None:
            if not wish.is_granted:
                await send(message)
            elif message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self.application({**scope, "headers": plain, WISH: wish}, receive, hold_back)
        if start:
            page = await self.aside(keep, asked, tuple(start["headers"]), b"".join(parts), generation, at)
            await send_page(send, asked, page)


class PageCacheWSGI:
    """In front of a WSGI application."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        asked = asked_of_environ(environ)
        if not asked.may_be_answered():
            return self.application(environ, start_response)
        at = pagecache.now()
        generation, page = look(asked, at)
        if page is not None:
            return start_page(start_response, asked, page)
        if generation is None:
            return self.application(environ, start_response)
        return self.make(asked, environ, start_response, generation, at)

    def make(
        self, asked: Asked, environ: dict[str, Any], start_response: StartResponse, generation: int, at: datetime
    ) -> Iterable[bytes]:
        """Have the page made, and keep it if Django says it may be."""
        wish = Wish()
        held: list[tuple[str, str]] = []

        def hold_back(status: str, headers: list[tuple[str, str]], *trouble: Any) -> Any:
            if not wish.is_granted:
                return start_response(status, headers, *trouble)
            held.extend(headers)
            return held.append

        plain = {name: value for name, value in environ.items() if name not in UNSEEN_IN_ENVIRON}
        response = self.application({**plain, WISH: wish}, hold_back)
        if not wish.is_granted:
            return response
        try:
            body = b"".join(response)
        finally:
            getattr(response, "close", lambda: None)()
        headers = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in held)
        return start_page(start_response, asked, keep(asked, headers, body, generation, at))


#: What the kept page must not depend on: the layer itself compresses, and compares tags.
UNSEEN = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})
UNSEEN_IN_ENVIRON = frozenset({"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"})


def keep(
    asked: Asked, headers: tuple[tuple[bytes, bytes], ...], body: bytes, generation: int, at: datetime
) -> KeptPage:
    return pagecache.keep(asked, headers, body, generation=generation, begun_at=at)


def asked_of_scope(scope: Scope) -> Asked | None:
    if scope["type"] != "http":
        return None
    return Asked(scope["method"], scope["scheme"], scope["path"], scope["query_string"], dict(scope["headers"]))


def asked_of_environ(environ: dict[str, Any]) -> Asked:
    headers = {
        name[5:].replace("_", "-").lower().encode(): str(value).encode("latin-1")
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    path = environ.get("PATH_INFO", "").encode("latin-1").decode(errors="replace")
    query = environ.get("QUERY_STRING", "").encode("latin-1")
    return Asked(environ["REQUEST_METHOD"], environ["wsgi.url_scheme"], path, query, headers)


async def send_page(send: Send, asked: Asked, page: KeptPage) -> None:
    status, headers, body = asked.answer(page)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def start_page(start_response: StartResponse, asked: Asked, page: KeptPage) -> list[bytes]:
    status, headers, body = asked.answer(page)
    named = HTTPStatus(status)
    start_response(
        f"{named.value} {named.phrase}",
        [(name.decode("latin-1").title(), value.decode("latin-1")) for name, value in headers],
    )
    return [body]
