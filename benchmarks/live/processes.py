"""The processes of a run: uvicorn's workers and how much memory they take, and those that take orders."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.load import requests_per_second
from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SOCKETS = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "4096"]


class Orderly:
    """A process that takes an order a line and answers each with a line."""

    def __init__(self, module: str, *words: str, environment: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=os.environ | dict(environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args!r} ended.")
        return dict(json.loads(line))

    def tell(self, do: str, **about: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, **about}).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, do: str, **about: Any) -> dict[str, Any]:
        self.tell(do, **about)
        return self.hear()

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Workers:
    """uvicorn with so many workers."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, number: int) -> None:
        self.process = process
        self.port = port
        self.number = number

    @property
    def pids(self) -> list[int]:
        if self.number == 1:
            return [self.process.pid]
        children = (int(pid) for pid in _children(self.process.pid))
        return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def megabytes(self) -> float:
        """Return the resident memory of all workers together."""
        lines = (line for pid in self.pids for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def warm(self, path: str) -> None:
        """Have every worker serve its first pages."""
        requests_per_second(self.port, path, connections=8 * self.number, lasting=1.0, headers="Cookie: bench=1\r\n")


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@contextmanager
def workers(application: str, number: int, environment: Mapping[str, str]) -> Iterator[Workers]:
    """Serve an application; what is killed at the end has been measured."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port), *SOCKETS]
    command += ["--loop", "uvloop", "--log-level", "error", "--no-access-log", "--workers", str(number)]
    settings = {"PORT": str(port), "JOBS_IN_PROCESS": "0", "TICK_IN_PROCESS": "0"}
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | dict(environment))
    served = Workers(process, port, number)
    try:
        _wait(served)
        yield served
    finally:
        _end(served)


def _wait(served: Workers) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            requests_per_second(served.port, "/health/live", connections=1, lasting=0.01)
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1.0)  # the other worker begins at the same moment
            return
    raise RuntimeError("The server did not start.")


def _end(served: Workers) -> None:
    """End at once: thousands of sockets would each be told good-bye."""
    pids = served.pids if served.process.poll() is None else []
    served.process.send_signal(signal.SIGSTOP)
    for pid in {*pids, served.process.pid}:
        os.kill(pid, signal.SIGKILL)
    served.process.wait(20)
