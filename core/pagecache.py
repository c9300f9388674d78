"""Anonymous pages, whole, in front of Django's middleware.

Three parts. The layers (`core/pagecache_layers.py`) stand outside Django, for ASGI and for WSGI: they answer from
memory after one statement, the generation. `PageCacheMiddleware` is the outermost of Django's middleware: it says of a
response whether it may be kept. This module holds the rules that both go by.

Kept is only the 200 answer to a GET without any cookie, by a view on the list `PAGE_CACHE_VIEWS`, that set no cookie,
looked at no session, made no CSRF token, streams nothing and did not forbid it. It is shown again while no publication
has raised the generation, until the next moment at which the clock alone changes what a page says, and for at most
ten minutes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header
from django.utils.translation import get_language_from_path

from core.pagestore import Headers, KeptPage, PageStore, page_of

logger = logging.getLogger(__name__)

LONGEST: Final = timedelta(minutes=10)
LONGEST_ADDRESS: Final = 1000
#: Where the layers leave a `Wish` for the middleware to find: a key of the ASGI scope or the WSGI environment.
WISH: Final = "engage.page_cache"
NEVER_UNDER: Final = (
    "/accounts/",
    "/cms/",
    "/documents/",
    "/health/",
    "/media/",
    "/my-data/",
    "/receipt/",
    "/respond/",
    "/static/",
)
NEVER_KEPT: Final = frozenset({"no-store", "private", "no-cache", "max-age=0"})

store = PageStore(most_pages=2000, most_bytes=64 * 1024 * 1024)

_moments: dict[str, Callable[[datetime], datetime | None]] = {}


def register_moments(name: str, next_moment: Callable[[datetime], datetime | None]) -> None:
    """Have pages expire at `next_moment(at)`: the first moment after `at` at which the clock changes what they say."""
    _moments[name] = next_moment


def expires_at(at: datetime) -> datetime:
    """Return until when a page that was begun at `at` is true, if nothing is published."""
    found = [moment for next_moment in _moments.values() if (moment := next_moment(at)) is not None]
    return min([*found, at + LONGEST])


@dataclass(slots=True)
class Wish:
    """What a layer asks the middleware: may this be kept?"""

    is_granted: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a layer knows of a request before Django does; names of headers in small letters."""

    method: str
    scheme: str
    path: str
    query: bytes
    headers: dict[bytes, bytes]

    def may_be_answered(self) -> bool:
        """Whether a kept page could be the answer: a plain look by somebody who carries nothing that names them."""
        return (
            self.method in {"GET", "HEAD"}
            and b"cookie" not in self.headers
            and b"authorization" not in self.headers
            and b"range" not in self.headers
            and len(self.path) + len(self.query) <= LONGEST_ADDRESS
            and not self.path.startswith(NEVER_UNDER)
            and "/respond/" not in self.path
        )

    def key(self) -> bytes:
        """Return the key of the page. With languages in the path, the path's own language is the page's."""
        language = get_language_from_path(self.path) or settings.LANGUAGE_CODE
        host = self.headers.get(b"host", b"") + b" " + self.headers.get(b"x-forwarded-proto", b"")
        return b"\n".join([self.scheme.encode(), host, language.encode(), self.path.encode(), self.query])

    def answer(self, page: KeptPage) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        status, headers, body = page.answer(
            accepted=self.headers.get(b"accept-encoding", b""), known=self.headers.get(b"if-none-match", b"")
        )
        return status, headers, b"" if self.method == "HEAD" else body


def now() -> datetime:
    """The clock of the layers."""
    return datetime.now(UTC)


def find(asked: Asked, *, generation: int, at: datetime) -> KeptPage | None:
    return store.find(asked.key(), generation=generation, at=at.timestamp())


def keep(asked: Asked, headers: Headers, body: bytes, *, generation: int, begun_at: datetime) -> KeptPage:
    """Keep a page and return it.

    Args:
        generation: As it was before the page was begun, so that what was published meanwhile puts it out of date.
        begun_at: When it was begun: a moment that passed meanwhile has put it out of date as well.
    """
    page = page_of(headers, body, generation=generation, expires_at=expires_at(begun_at).timestamp())
    if asked.method == "GET":
        store.keep(asked.key(), page)
    return page


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer is the same for everybody and may be shown to the next."""
    match = request.resolver_match
    asked_to = {part.strip().lower() for part in response.get("Cache-Control", "").split(",")}
    return (
        response.status_code == 200
        and match is not None
        and match.view_name in settings.PAGE_CACHE_VIEWS
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE")
        and not has_vary_header(response, "Cookie")
        and not getattr(request, "is_preview", False)
        and not asked_to & NEVER_KEPT
    )


class PageCacheMiddleware:
    """Tells the layer in front whether the answer may be kept. The outermost, so that it has the last word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        around: Any = getattr(request, "scope", request.META)
        wish = around.get(WISH)
        if wish is not None:
            wish.is_granted = may_be_kept(request, response)
        return response
