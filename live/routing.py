"""The addresses of sockets."""

from __future__ import annotations

from typing import Any

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.urls import path

from live.consumers import RemoteConsumer, ScreenConsumer, VoterConsumer


def socket_application() -> Any:
    """Return what answers sockets: only pages of this site may open them. Sessions are for remotes alone."""
    remote: Any = SessionMiddlewareStack(RemoteConsumer.as_asgi())
    return AllowedHostsOriginValidator(
        URLRouter(
            [
                path("j/<str:code>/socket", VoterConsumer.as_asgi()),
                path("live/screen/<str:key>/socket", ScreenConsumer.as_asgi()),
                path("live/events/<int:pk>/socket", remote),
            ]
        )
    )
