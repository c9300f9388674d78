"""Count how often somebody does something, in a cache of its own, and say when it is too often.

Windows are fixed and the counter rises atomically, so that two workers share one limit where they share a cache
(Redis). Without Redis each process counts for itself, a hundred thousand counters at most, and forgets them when it
ends: enough for one process, which is how the demonstration runs. Who is counted is kept only as a keyed hash: no
address and no private link lies in the cache.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether it may be done now and, if not, after how many seconds."""

    is_granted: bool
    retry_after: int


def take(*, name: str, who: str, limit: int, seconds: int, at: datetime) -> Allowance:
    """Count one more go of `who` at `name`; granted up to `limit` times in each window of `seconds`.

    Raises:
        ValueError: The limit or the window is not positive.
    """
    if limit < 1 or seconds < 1:
        raise ValueError("A limit and its window are positive.")
    key, passed = _key(name, who, seconds, at)
    return Allowance(is_granted=_rise(key, seconds) <= limit, retry_after=seconds - passed)


def forget(*, name: str, who: str, seconds: int, at: datetime) -> None:
    """Drop the counter of this window: of something that turned out not to exist, so that guesses fill no cache."""
    caches["counters"].delete(_key(name, who, seconds, at)[0])


def _key(name: str, who: str, seconds: int, at: datetime) -> tuple[str, int]:
    """Return the name of a counter, and how many seconds of its window have passed."""
    window, passed = divmod(int(at.timestamp()), seconds)
    return f"rate:{name}:{window}:{salted_hmac('core.ratelimit', who, algorithm='sha256').hexdigest()[:32]}", passed


def _rise(key: str, seconds: int) -> int:
    """Add one to a counter that ends with its window, and return it."""
    counters = caches["counters"]
    counters.add(key, 0, timeout=seconds + 60)
    try:
        return counters.incr(key)
    except ValueError:  # dropped between the two steps: the cache was full
        counters.set(key, 1, timeout=seconds + 60)
        return 1


def network_of(request: HttpRequest) -> str:
    """Return what one household, library or phone network shares: an IPv4 address or the first half of an IPv6 one."""
    raw = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
