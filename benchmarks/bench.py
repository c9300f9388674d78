"""What every figure is measured with: a private PostgreSQL that keeps its promises, databases, servers, medians."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

from tests.servers import Postgres, free_port

ROOT = Path(__file__).resolve().parent.parent
UVICORN = ["-m", "uvicorn", "engage.asgi:application", "--ws", "websockets-sansio", "--log-level", "error"]


@dataclass(frozen=True)
class Figure:
    """One measured number. `at_most` or `at_least` is what it is to reach; neither: it is reported only."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_met(self) -> bool | None:
        if self.at_most is not None:
            return self.value <= self.at_most
        if self.at_least is not None:
            return self.value >= self.at_least
        return None

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return f"at least {self.at_least:g}" if self.at_least is not None else ""


@dataclass
class Bench:
    """The place of one run. `runs` is how often each figure is taken; `scale` shrinks the data for a quick look."""

    postgres: Postgres
    var: Path
    runs: int = 5
    scale: float = 1.0

    def sized(self, number: int) -> int:
        return max(10, round(number * self.scale))

    def median(self, measure: Callable[[], float]) -> float:
        """Take a figure once to warm up and then `runs` times."""
        measure()
        return statistics.median(measure() for _ in range(self.runs))

    def use(self, database: str) -> str:
        """Make a migrated database and have the models of this process speak to it; return its address."""
        connection.close()
        with psycopg.connect(self.postgres.url("postgres"), autocommit=True) as maintenance:
            maintenance.execute(f'CREATE DATABASE "{database}" TEMPLATE template_engage')
        connection.settings_dict["NAME"] = database
        os.environ["DATABASE_URL"] = self.postgres.url(database)
        return self.postgres.url(database)

    @contextmanager
    def server(self, *, gunicorn: bool = False) -> Iterator[Server]:
        """Serve the database in use with one worker."""
        port = free_port()
        address = f"127.0.0.1:{port}"
        command = [*UVICORN, "--host", "127.0.0.1", "--port", str(port)]
        if gunicorn:
            command = ["-m", "gunicorn", "engage.wsgi:application", "--bind", address, "--workers", "1"]
            command += ["--worker-class", "gthread", "--threads", "8", "--keep-alive", "30", "--log-level", "error"]
        settings = {"PORT": str(port), "JOBS_IN_PROCESS": "0", "TICK_IN_PROCESS": "0", "DATABASE_POOL": "20"}
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | settings)
        try:
            wait_for(f"http://{address}/health/ready", process)
            yield Server(port, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def first_byte(self, path: str, *, cookie: str = "bench=1") -> float:
        """Return the seconds until the first byte of an answer. The cookie keeps the page cache out of it."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            begun = time.perf_counter()
            line.sendall(request.encode())
            first = line.recv(65536)
            took = time.perf_counter() - begun
            while line.recv(65536):
                pass
        if not first.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path} answers {first[:40]!r}")
        return took

    def median_first_byte(self, path: str, *, times: int = 10) -> float:
        return statistics.median(self.first_byte(path) for _ in range(times))


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
