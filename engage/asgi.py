"""The site for ASGI workers, which serve pages and sockets."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engage.settings")
django_application = get_asgi_application()

from core.pagecache_layers import PageCacheASGI  # noqa: E402  needs the settings
from engage.lifespan import Lifespan  # noqa: E402
from live.fast import LiveHTTP  # noqa: E402
from live.routing import socket_application  # noqa: E402

application = Lifespan(
    LiveHTTP(PageCacheASGI(ProtocolTypeRouter({"http": django_application, "websocket": socket_application()})))
)
