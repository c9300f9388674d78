"""Private servers for tests and benchmarks: started on free ports, in folders of their own, ended with the process.

What already runs on the machine is never spoken to.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

WAIT_SECONDS = 60
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class ServerProblem(RuntimeError):
    """A private server did not start; the message holds the end of its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_chromium() -> str | None:
    """Return the Chromium of this machine, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several, or None.

    PostgreSQL will not run as root: without somebody else to run it as, there is none.
    """
    if os.geteuid() == 0 and lesser_user() is None:
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("postgres")
    return Path(program).resolve().parent if program else None


def find_redis() -> str | None:
    return shutil.which("redis-server")


def lesser_user() -> str | None:
    """Return a user without rights that root may run a server as."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


class PrivateServer(ABC):
    """A folder, a port and a process; used as a context."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="engage-server-"))
        self.user = lesser_user() if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @abstractmethod
    def start(self) -> None:
        """Launch the process, and prepare what it needs to serve."""

    def launch(self, command: list[str], *, is_up: Callable[[], bool]) -> None:
        """Start the process and wait until it answers."""
        log = self.folder / "log"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd=self.folder, user=self.user
            )
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if is_up():
                return
            time.sleep(0.05)
        raise ServerProblem(f"{command[0]} did not start:\n{log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(PrivateServer):
    """PostgreSQL. `durable` keeps fsync on, for benchmarks; without it commits are not safe and tests are fast."""

    def __init__(self, *, durable: bool = False) -> None:
        super().__init__()
        self.durable = durable

    def start(self) -> None:
        programs = find_postgres()
        if programs is None:
            raise ServerProblem("PostgreSQL is not on this machine.")
        data = self.folder / "data"
        subprocess.run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "engage",
                "--auth=trust",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=self.user,
        )
        self.serve()

    def serve(self) -> None:
        """Start on the data that is there: again, after `shut_down`."""
        programs, data = find_postgres(), self.folder / "data"
        assert programs
        options = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": self.folder}
        options |= {"max_connections": 100, "shared_buffers": "256MB"}
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self.launch([str(programs / "postgres"), "-D", str(data), *settings], is_up=self.is_up)

    def shut_down(self) -> None:
        """End without waiting for whoever is still connected; the data stay."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(2)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def stop(self) -> None:
        self.shut_down()
        super().stop()

    def is_up(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, database: str) -> str:
        return f"postgres://engage@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Make an empty database and return its address."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)


class Redis(PrivateServer):
    """Redis that keeps nothing on disk."""

    def start(self) -> None:
        program = find_redis()
        if program is None:
            raise ServerProblem("Redis is not on this machine.")
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.launch([*command, "--dir", str(self.folder)], is_up=self.is_up)

    def is_up(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"
