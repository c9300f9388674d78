"""What lives as long as the server does: the clock of `manage.py tick` and the worker of our own jobs.

Both are threads with a database connection each, started when the server starts and ended when it stops. In
production a timer runs `tick` and `manage.py db_worker --backend jobs` runs the jobs (docs/production.md).
"""

import gc
import logging
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from live.hub import stop_hub

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

logger = logging.getLogger(__name__)
STOP_SECONDS = 5.0
#: Thousands of sockets are millions of objects that stay: looking through them all for garbage stops every vote. With
#: these the collector looks seldom, and almost never at what is old (docs/measurements.md).
GC_THRESHOLDS = (50_000, 20, 100_000)


class Ticker(threading.Thread):
    """Runs `manage.py tick` at once and then once a minute; a failing tick is logged and the next one runs."""

    def __init__(self, period: float = 60.0) -> None:
        super().__init__(name="tick", daemon=True)
        self.period = period
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                call_command("tick", verbosity=0)
            except Exception:
                logger.exception("The tick failed.")
            finally:
                connections.close_all()
            self.stopping.wait(self.period)

    def stop(self) -> None:
        self.stopping.set()


class Worker(threading.Thread):
    """Takes our own jobs from the database, one after the other."""

    def __init__(self) -> None:
        super().__init__(name="jobs", daemon=True)
        from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker

        self.worker = DatabaseWorker(
            queue_names=["*"],
            interval=2.0,
            batch=False,
            backend_name="jobs",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"thread-{id(self):x}",
            excluded_queue_names=[],
        )

    def run(self) -> None:
        try:
            self.worker.run()
        except Exception:
            logger.exception("The worker of jobs ended.")
        finally:
            connections.close_all()

    def stop(self) -> None:
        self.worker.running = False


class Lifespan:
    """Answers the server's lifespan messages and hands everything else on."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.threads: list[Ticker | Worker] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self.application(scope, receive, send)
            return
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await stop_hub()
                await sync_to_async(self.stop, thread_sensitive=False)()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def start(self) -> None:
        gc.set_threshold(*GC_THRESHOLDS)
        if settings.TICK_IN_PROCESS:
            self.threads.append(Ticker())
        if settings.JOBS_IN_PROCESS:
            self.threads.append(Worker())
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        for thread in self.threads:
            thread.stop()
        for thread in self.threads:
            thread.join(STOP_SECONDS)
        self.threads.clear()
