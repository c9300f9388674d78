"""The server's own life: what it starts and ends, and the whole demonstration as one command."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request

import pytest
from django_tasks import task, task_backends
from django_tasks_db.models import DBTaskResult

from engage.lifespan import Lifespan, Ticker, Worker
from tests import servers
from tests.databases import ROOT
from tests.sites import demonstration


async def live_through(application):
    """Send the server's two messages and return the answers, and the names of the threads in between."""
    inbox = asyncio.Queue()
    said = []

    async def send(message):
        said.append(message["type"])

    running = asyncio.create_task(application({"type": "lifespan"}, inbox.get, send))
    await inbox.put({"type": "lifespan.startup"})
    while not said:
        await asyncio.sleep(0.01)
    names = {thread.name for thread in threading.enumerate()}
    await inbox.put({"type": "lifespan.shutdown"})
    await running
    return said, names


async def nothing(scope, receive, send):
    await send({"type": scope["type"]})


def test_the_clock_and_the_worker_live_as_long_as_the_server(settings, monkeypatch):
    settings.TICK_IN_PROCESS = settings.JOBS_IN_PROCESS = True
    monkeypatch.setattr(Ticker, "run", lambda self: self.stopping.wait(30))
    monkeypatch.setattr(Worker, "run", lambda self: None)
    lifespan = Lifespan(nothing)
    said, names = asyncio.run(live_through(lifespan))
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert "tick" in names
    assert "tick" not in {thread.name for thread in threading.enumerate()}


def test_neither_lives_where_it_is_not_wanted(settings):
    settings.TICK_IN_PROCESS = settings.JOBS_IN_PROCESS = False
    _said, names = asyncio.run(live_through(Lifespan(nothing)))
    assert not names & {"tick", "jobs"}


def test_everything_else_is_handed_on():
    said = []

    async def send(message):
        said.append(message)

    asyncio.run(Lifespan(nothing)({"type": "http"}, None, send))
    assert said == [{"type": "http"}]


def test_a_tick_that_fails_is_not_the_last(monkeypatch):
    ticker = Ticker(period=0.01)
    ticks = []

    def tick(name, **about):
        ticks.append(name)
        if len(ticks) == 3:
            ticker.stop()
        raise RuntimeError("the mail server is away")

    monkeypatch.setattr("engage.lifespan.call_command", tick)
    ticker.start()
    ticker.join(10)
    assert ticks == ["tick"] * 3


@task(backend="jobs")
def greet(name: str) -> str:
    return f"Hello {name}"


@pytest.fixture
def jobs_in_database(settings):
    """Jobs as rows that a worker takes, as they are everywhere but in tests."""

    def read_again():
        vars(task_backends).pop("settings", None)
        vars(task_backends)["_settings"] = None
        with contextlib.suppress(AttributeError):
            del task_backends["jobs"]

    settings.TASKS = settings.TASKS | {"jobs": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    read_again()
    yield
    settings.TASKS = settings.TASKS | {"jobs": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    read_again()


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_a_job_and_ends_when_told(jobs_in_database):
    result = greet.enqueue("Jitty")
    row = DBTaskResult.objects.get(pk=result.id)
    assert row.finished_at is None
    worker = Worker()
    worker.start()
    for _ in range(400):
        row.refresh_from_db()
        if row.finished_at:
            break
        worker.join(0.05)
    worker.stop()
    worker.join(20)
    assert not worker.is_alive()
    assert row.return_value == "Hello Jitty"


def test_one_command_serves_the_demonstration_and_ends_cleanly(tmp_path):
    """Again and again without harm: here on a site that has the demonstration already."""
    shutil.copytree(demonstration(), tmp_path, dirs_exist_ok=True)
    port = str(servers.free_port())
    cleared = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ENGAGE_VAR": str(tmp_path), "PORT": port}
    process = subprocess.Popen(
        [sys.executable, "-m", "engage.serve"],
        cwd=ROOT,
        env=cleared | {"TICK_IN_PROCESS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Ready"):
                break
        ready = lines[-1]
        assert ready.startswith(f"Ready: http://localhost:{port}/"), "".join(lines)
        assert "@engage.example" in ready
        for host in ("localhost", "127.0.0.1"):
            with urllib.request.urlopen(f"http://{host}:{port}/", timeout=30) as answer:
                page = answer.read().decode()
            assert "<h1" in page
            style = re.search(r'href="(/static/css/[^"]+)"', page).group(1)
            with urllib.request.urlopen(f"http://{host}:{port}{style}", timeout=30) as answer:
                assert "immutable" in answer.headers["Cache-Control"]
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=30)[0]
    assert process.returncode == 0
    assert "Traceback" not in rest
