"""`make bench-live`: measure the live room under load, print a table and one line of JSON, write docs/measurements.md.

RUNS=5 is how often each figure is taken. PHONES=500 makes a small run that writes nothing. The command fails where the
database does not hold exactly what was confirmed, and where a vote was lost.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.bench import Figure
from benchmarks.live import measure
from benchmarks.live.measure import Hall, Numbers
from benchmarks.live.processes import Orderly
from benchmarks.report import LIVE, how, table, write_section
from tests.servers import Postgres, Redis, find_postgres, find_redis

PHONES = 5_000
ROOT = Path(__file__).resolve().parent.parent.parent
NOTES = Path(__file__).resolve().parent / "notes.md"


def prepare(postgres: Postgres, folder: Path) -> None:
    """Make a migrated database of each kind, both at once, of which each run gets a copy."""
    urls = [postgres.create("template_live"), f"sqlite:///{folder / 'template.sqlite3'}"]
    manage = [sys.executable, str(ROOT / "manage.py")]
    migrating = [subprocess.Popen([*manage, "migrate", "-v0"], env=os.environ | {"DATABASE_URL": url}) for url in urls]
    if any(process.wait() for process in migrating):
        raise RuntimeError("A database could not be made.")
    subprocess.run([*manage, "collectstatic", "--no-input", "-v0"], check=True)


def copy_postgres(postgres: Postgres, name: str) -> str:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as maintenance:
        maintenance.execute(f'CREATE DATABASE "{name}" TEMPLATE template_live')
    return postgres.url(name)


def copy_sqlite(folder: Path, name: str) -> str:
    for ending in ("", "-wal"):
        source = folder / f"template.sqlite3{ending}"
        if source.exists():
            shutil.copyfile(source, folder / f"{name}.sqlite3{ending}")
    return f"sqlite:///{folder / f'{name}.sqlite3'}"


@contextmanager
def hall(url: str, redis_url: str, folder: Path, phones: int) -> Iterator[Hall]:
    """A database with an event in it, and the process that runs the event."""
    environment = {"DATABASE_URL": url, "REDIS_URL": redis_url}
    room = Orderly("benchmarks.live.room", str(folder), str(2 * phones), environment=environment)
    try:
        yield Hall(url, redis_url, room, room.hear(), phones, 2 * phones)
    finally:
        room.stop()


def one_run(postgres: Postgres, number: int, folder: Path, phones: int) -> tuple[Numbers, list[str]]:
    """Measure everything once, the room and its rivals by turns; return the numbers and what was wrong."""
    numbers: Numbers = {}
    with Redis() as redis:
        with hall(copy_postgres(postgres, f"live_{number}"), redis.url, folder, phones) as large:
            numbers |= measure.whole_hall(large)
            numbers |= measure.rival(large, "naive", "/naive/{}")
            numbers |= measure.rival(large, "echo", "/echo")
            numbers |= measure.bare_fan(large, int(numbers["fan_bytes"]))
            numbers |= {f"statements_{n}": count for n, count in large.room.ask("statements").items()}
        with hall(copy_sqlite(folder, f"live-{number}"), "", folder, phones) as small:
            numbers |= measure.small_hall(small)
    numbers["to_naive"] = numbers["rate"] / max(numbers["naive_rate"], 1 / measure.RACE)
    numbers["to_echo"] = numbers["rate"] / numbers["echo_rate"]
    numbers["to_bare"] = numbers["fan"] / numbers["bare_fan"]
    return numbers, large.wrong + small.wrong


def figures(n: Numbers, phones: int) -> list[Figure]:
    """Return what was measured beside what it is to reach."""
    held = f"{2 * phones:,} sockets held"
    return [
        *_voting(n, "PostgreSQL, 2 workers", "", ack=500, lag=1000, rss=250),
        *_voting(n, "SQLite, 1 process", "sqlite_", ack=1000, lag=1500, rss=None),
        Figure(f"{held}, memory over idle", n["held_rss"] - n["idle"], "MB", at_most=400),
        Figure(f"{held}, memory over idle, bare uvicorn", n["bare_rss"], "MB"),
        Figure(f"{held}, one frame to all, the last", 1000 * n["fan"], "ms"),
        Figure("the same through bare uvicorn", 1000 * n["bare_fan"], "ms"),
        Figure("the room's last to bare uvicorn's last", n["to_bare"], "times", at_most=3),
        Figure("length of that frame", n["fan_bytes"], "bytes"),
        Figure("votes at full speed", n["rate"], "votes/s"),
        Figure("votes at full speed, confirmation p99", n["race_ack_p99"], "ms"),
        Figure("votes at full speed, generator's share of a core", n["race_cpu"], ""),
        Figure("naive consumer", n["naive_rate"], "votes/s"),
        Figure("echo consumer", n["echo_rate"], "messages/s"),
        Figure("votes at full speed, to the naive consumer", n["to_naive"], "times", at_least=20),
        Figure("votes at full speed, to the echo consumer", n["to_echo"], "times", at_least=0.6),
        *(Figure(f"statements of a batch of {size}", n[f"statements_{size}"], "", at_most=4) for size in (1, 100, 500)),
        Figure("join page from the cache, a worker", n["join_page"], "requests/s", at_least=400),
        Figure("handshakes", n["handshakes"], "sockets/s"),
    ]


def _voting(n: Numbers, name: str, key: str, *, ack: int, lag: int, rss: int | None) -> list[Figure]:
    return [
        Figure(f"{name}: votes confirmed", n[f"{key}confirmed"], ""),
        Figure(f"{name}: counted in the database", n[f"{key}counted"], ""),
        Figure(f"{name}: lost", n[f"{key}lost"], "", at_most=0),
        Figure(f"{name}: confirmation p50", n[f"{key}ack_p50"], "ms"),
        Figure(f"{name}: confirmation p99", n[f"{key}ack_p99"], "ms", at_most=ack),
        Figure(f"{name}: screen lag p50", n[f"{key}lag_p50"], "ms"),
        Figure(f"{name}: screen lag p99", n[f"{key}lag_p99"], "ms", at_most=lag),
        Figure(f"{name}: memory over idle", n[f"{key}rss"], "MB", at_most=rss),
        Figure(f"{name}: generator's share of a core", n[f"{key}cpu"], "", at_most=0.5),
    ]


def as_json(n: Numbers, phones: int) -> str:
    """Return the line that ends the output. Its keys speak of PostgreSQL with two workers."""
    names = {
        "confirmed": "confirmed",
        "counted": "counted",
        "lost": "lost",
        "ack_p50_ms": "ack_p50",
        "ack_p99_ms": "ack_p99",
        "screen_lag_p50_ms": "lag_p50",
        "screen_lag_p99_ms": "lag_p99",
        "votes_per_second": "rate",
        "ratio_to_naive": "to_naive",
        "ratio_to_echo": "to_echo",
        "fanout_ratio_to_bare": "to_bare",
        "rss_mb": "rss",
        "generator_cpu_share": "cpu",
        "held_rss_mb": "held_rss",
        "sqlite_lost": "sqlite_lost",
        "sqlite_ack_p99_ms": "sqlite_ack_p99",
        "sqlite_screen_lag_p99_ms": "sqlite_lag_p99",
        "join_page_per_second": "join_page",
    }
    n = n | {"held_rss": n["held_rss"] - n["idle"]}
    found = {key: round(n[name], 3) if math.isfinite(n[name]) else None for key, name in names.items()}
    return json.dumps({"phones": phones} | found)


def middle(runs: list[Numbers]) -> Numbers:
    """Return the median of each number, but the worst of what was lost."""
    return {
        name: max(run[name] for run in runs) if name.endswith("lost") else statistics.median(run[name] for run in runs)
        for name in runs[0]
    }


def all_runs(times: int, phones: int) -> tuple[list[Numbers], list[str]]:
    runs, wrong = [], []
    with tempfile.TemporaryDirectory(prefix="engage-bench-") as folder, Postgres(durable=True) as postgres:
        os.environ |= {"ENGAGE_VAR": folder, "DJANGO_SETTINGS_MODULE": "engage.settings"}
        prepare(postgres, Path(folder))
        for number in range(times):
            begun = time.monotonic()
            numbers, problems = one_run(postgres, number, Path(folder), phones)
            runs.append(numbers)
            wrong += problems
            sys.stdout.write(f"Run {number + 1} of {times}: {time.monotonic() - begun:.0f} s\n")
            sys.stdout.flush()
    return runs, wrong


def main() -> int:
    if find_postgres() is None or find_redis() is None:
        sys.stdout.write("PostgreSQL and Redis must be on this machine: the figures are measured on them.\n")
        return 1
    times, phones = int(os.environ.get("RUNS", "5")), int(os.environ.get("PHONES", PHONES))
    runs, wrong = all_runs(times, phones)
    found = middle(runs)
    lines = table(figures(found, phones))
    sys.stdout.write("\n" + "\n".join(lines) + "\n\n")
    if phones == PHONES:
        begin = how("make bench-live", times, "PostgreSQL with fsync and Redis")
        write_section(LIVE, [begin, "", *lines, "", NOTES.read_text()])
    for problem in wrong:
        sys.stdout.write(f"WRONG: {problem}\n")
    sys.stdout.write(as_json(found, phones) + "\n")
    return 1 if wrong or found["lost"] or found["sqlite_lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
