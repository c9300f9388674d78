"""The whole site as people meet it: a server in a process of its own on a copy of the demonstration."""

from __future__ import annotations

import atexit
import email
import email.policy
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from django.db import connections
from django.utils import timezone

from tests.databases import ROOT, fingerprint, manage, one_at_a_time, sqlite_template, testing_folder
from tests.forking import WHERE, Copy, Forking
from tests.servers import free_port

START_SECONDS = 60


def demonstration() -> Path:
    """Return a folder with the demonstration's database, files and secrets, made once a day for each state of the code.

    Its dates are relative to the day it was made.
    """
    sources = [
        f"{app}/**/*.py"
        for app in (
            "engage",
            "youth",
            "juries",
            "forums",
            "consultations",
            "live",
            "questions",
            "actions",
            "people",
            "core",
        )
    ]
    name = fingerprint(*sources, "engage/demo/**/*")
    folder = testing_folder() / f"demonstration-{timezone.localdate():%Y%m%d}-{name}"
    with one_at_a_time("demonstration"):
        if not folder.exists():
            for old in testing_folder().glob("demonstration-*"):
                if old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)
            making = Path(tempfile.mkdtemp(prefix="making-", dir=testing_folder()))
            shutil.copyfile(sqlite_template(), making / "engage.sqlite3")
            manage("load_demo", "-v0", ENGAGE_VAR=str(making), DATABASE_URL=f"sqlite:///{making}/engage.sqlite3")
            making.rename(folder)
    return folder


def forking() -> str:
    """Return the address of the process that sites are copies of, started on first use."""
    if WHERE not in os.environ:
        started = Forking()
        atexit.register(started.stop)
        os.environ[WHERE] = started.address
    return os.environ[WHERE]


class LiveSite:
    """A running site. `url` has no slash at its end; `var` is its folder of data."""

    def __init__(self, **environment: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="engage-site-"))
        self.var = self.folder / "var"
        shutil.copytree(demonstration(), self.var)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "ENGAGE_TEST": "1",
            "ENGAGE_VAR": str(self.var),
            "DATABASE_URL": f"sqlite:///{self.var}/engage.sqlite3",
            "EMAIL_URL": "",
            "PORT": str(self.port),
            **environment,
        }
        self.process: Copy | None = None

    def start(self) -> None:
        log = str(self.folder / "log")
        self.process = Copy(forking(), environment=self.environment, log=log, port=self.port)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.is_running():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5):
                    return
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        raise RuntimeError(f"The site did not start:\n{self.log()[-3000:]}")

    def stop(self) -> None:
        if self.process:
            self.process.end(wait=15)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def mails(self) -> list[EmailMessage]:
        """Return what the site has sent, oldest first."""
        folder = self.var / "mail"
        files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        parts = [part.strip() for path in files for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")]
        return [email.message_from_bytes(part, policy=email.policy.default) for part in parts if part]

    def manage(self, *words: str) -> str:
        """Run a management command on this site and return what it says."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    @contextmanager
    def data(self) -> Iterator[None]:
        """Let the models of this process speak to the site's database."""
        connection = connections["default"]
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = str(self.var / "engage.sqlite3")
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before


@contextmanager
def running_site(**environment: str) -> Iterator[LiveSite]:
    site = LiveSite(**environment)
    try:
        site.start()
        yield site
    finally:
        site.remove()
