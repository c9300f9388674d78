"""The visitor's own address behind a web server; the content policy; files under ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice

from asgiref.sync import sync_to_async
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

#: Parts of a file (4 KB each) read in one trip to a thread.
PARTS_A_TRIP = 64


class ProxyMiddleware:
    """Takes the visitor's address from the web servers in front of us, which limits of use count by.

    Each of the `TRUSTED_PROXIES` adds the address it was asked from at the end of X-Forwarded-For; what stands before
    those is the visitor's own word and is not believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        trusted = settings.TRUSTED_PROXIES
        if trusted and len(hops) >= trusted:
            request.META["REMOTE_ADDR"] = hops[-trusted]
        return self.get_response(request)


class PolicyMiddleware(CSPMiddleware):
    """The content policy everywhere but in the Wagtail admin, whose screens need inline scripts."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/cms/"):
            return response
        return super().process_response(request, response)


class StreamMiddleware:
    """Lets what streams leave piece by piece under ASGI too, where Django would read it whole first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(request, ASGIRequest) and isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = pulled(iter(response.streaming_content))  # type: ignore[arg-type]
        return response


async def pulled(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Pull from an iterator that reads files or the database, in the thread that may."""
    pull = sync_to_async(lambda: b"".join(islice(parts, PARTS_A_TRIP)))
    while some := await pull():
        yield some
