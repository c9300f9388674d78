"""A process that has imported the whole site and makes a copy of itself for each site that a test wants.

Importing keeps a processor busy for several seconds, a copy takes none. Every copy has an environment, a folder of data
and a port of its own; its settings are read from that environment anew, as in a process started by hand.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Self

MOST_BYTES = 1 << 20
START_SECONDS = 60
#: The environment's name for the address of such a process that runs already.
WHERE = "ENGAGE_TEST_FORKING"
ROOT = Path(__file__).resolve().parent.parent


class Forking:
    """That process, as the tests see it. It ends, and every site with it, when whoever started it is gone."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="engage-forking-"))
        self.address = str(self.folder / "wishes")
        command = [sys.executable, "-m", "tests.forking", self.address]
        environment = os.environ | {"ENGAGE_TEST": "1", "ENGAGE_VAR": str(self.folder), "EMAIL_URL": ""}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        assert self.process.stdout
        if not self.process.stdout.readline():
            raise RuntimeError("The process that sites are copies of did not start.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(START_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)


class Copy:
    """One copy: the number of its process, and a connection that closes when it ends."""

    def __init__(self, address: str, **wish: object) -> None:
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.connect(address)
        self.connection.sendall(json.dumps(wish).encode() + b"\n")
        self.number = int(self.connection.makefile("rb").readline())

    def is_running(self, *, wait: float = 0.001) -> bool:
        self.connection.settimeout(wait)
        try:
            return bool(self.connection.recv(1))
        except TimeoutError:
            return True

    def end(self, *, wait: float) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self.is_running():
                os.kill(self.number, sign)
                self.is_running(wait=wait)
        self.connection.close()


def main(address: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "engage.settings"
    import_all()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the copies: none is left as a zombie
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
            grant(listening)
    os.killpg(0, signal.SIGKILL)


def grant(listening: socket.socket) -> None:
    """Make a copy that keeps the connection for as long as it lives."""
    wishing, _ = listening.accept()
    with wishing:
        wish = json.loads(wishing.makefile("rb").readline(MOST_BYTES))
        copy = os.fork()
        if copy == 0:
            listening.close()
            be_the_site(**wish)
        wishing.sendall(f"{copy}\n".encode())


def import_all() -> None:
    """Import what answers requests, and compile what it shows."""
    importlib.import_module("engage.asgi")
    importlib.import_module("uvicorn")

    from django.template import TemplateSyntaxError
    from django.template.loader import get_template
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    templates = ROOT / "templates"
    for path in sorted(templates.rglob("*.html")):
        with contextlib.suppress(TemplateSyntaxError):  # a part that is nothing by itself
            get_template(str(path.relative_to(templates)))


def be_the_site(environment: dict[str, str], log: str, port: int) -> None:
    """Serve until told to end; this process has no other life."""
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for standard in (1, 2):
        os.dup2(output, standard)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        os.environ.clear()
        os.environ.update(environment)
        read_settings_anew()
        serve(port)
    except BaseException:  # noqa: BLE001  it is written down, and the process ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def read_settings_anew() -> None:
    from django.db import connections
    from django.test.utils import override_settings

    module = sys.modules["engage.settings"]
    old = {name: value for name, value in vars(module).items() if name.isupper()}
    new = {name: value for name, value in vars(importlib.reload(module)).items() if name.isupper()}
    connections.settings["default"].update(new.pop("DATABASES")["default"])
    override_settings(**{name: value for name, value in new.items() if value != old.get(name)}).enable()


def serve(port: int) -> None:
    import uvicorn

    uvicorn.run(
        importlib.reload(sys.modules["engage.asgi"]).application,  # middleware looks at the settings when it is made
        host="127.0.0.1",
        port=port,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=4096,
        log_level="warning",
    )


if __name__ == "__main__":
    main(sys.argv[1])
