"""Whole pages in the memory of one process: what is kept, how it is sent, what is thrown out first.

Pure: no clock, no database, no Django.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import brotli

Headers = tuple[tuple[bytes, bytes], ...]

COMPRESSIBLE: Final = (b"text/", b"application/json", b"application/atom+xml", b"application/xml", b"image/svg+xml")
WORTH_COMPRESSING: Final = 500
LEFT_OUT: Final = frozenset({b"content-length", b"etag", b"vary", b"connection", b"date", b"server"})


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent: its headers, and its body in each encoding it is kept in.

    `expires_at` is in seconds of the clock (`time.time()`).
    """

    headers: Headers
    etag: bytes
    bodies: dict[bytes, bytes]
    generation: int
    expires_at: float

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def encoding_for(self, accepted: bytes) -> bytes:
        """Return the best encoding that the browser names and does not refuse by `q=0`, or none."""
        named = [part.replace(b" ", b"").partition(b";") for part in accepted.lower().split(b",")]
        wanted = {name for name, _, weight in named if weight.rstrip(b"0.") != b"q="}
        return next((name for name in (b"br", b"gzip") if name in self.bodies and name in wanted), b"")

    def answer(self, *, accepted: bytes, known: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Return status, headers and body for a browser.

        Args:
            accepted: Its Accept-Encoding.
            known: Its If-None-Match: with the page's own tag in it the answer is 304 and empty.
        """
        headers = [*self.headers, (b"etag", self.etag), (b"vary", b"Accept-Encoding")]
        if known and self.etag.removeprefix(b"W/") in known:
            return 304, [pair for pair in headers if pair[0] != b"content-type"], b""
        encoding = self.encoding_for(accepted)
        body = self.bodies[encoding]
        headers.append((b"content-length", b"%d" % len(body)))
        if encoding:
            headers.append((b"content-encoding", encoding))
        return 200, headers, body


def page_of(headers: Headers, body: bytes, *, generation: int, expires_at: float) -> KeptPage:
    """Return a page to keep: compressed once, tagged by its content."""
    named = {name.lower(): value for name, value in headers}
    kept = tuple((name.lower(), value) for name, value in headers if name.lower() not in LEFT_OUT)
    if b"cache-control" not in named:
        kept += ((b"cache-control", b"no-cache"),)
    etag = named.get(b"etag") or b'W/"%s"' % hashlib.blake2s(body, digest_size=12).hexdigest().encode()
    bodies = {b"": body}
    if len(body) >= WORTH_COMPRESSING and named.get(b"content-type", b"").startswith(COMPRESSIBLE):
        bodies[b"br"] = brotli.compress(body, quality=5)
        bodies[b"gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
    return KeptPage(kept, etag, bodies, generation, expires_at)


class PageStore:
    """Pages by key. The ones looked at least recently go first once there are too many or they weigh too much."""

    def __init__(self, *, most_pages: int, most_bytes: int) -> None:
        self.most_pages = most_pages
        self.most_bytes = most_bytes
        self.weight = 0
        self._pages: OrderedDict[bytes, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: bytes, *, generation: int, at: float) -> KeptPage | None:
        """Return the page of this key if it is of this generation and `at < expires_at`; else forget it."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.generation != generation or at >= page.expires_at:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: bytes, page: KeptPage) -> None:
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self.weight += page.size
            while len(self._pages) > self.most_pages or self.weight > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.weight = 0

    def _drop(self, key: bytes) -> None:
        self.weight -= self._pages.pop(key).size
