"""Databases for tests, migrated once and copied.

Migrating takes half a minute; a copy takes none. The migrated template is kept between runs under a name made of the
migrations themselves, so that it is made again when they change.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
#: What decides which rows the seed puts in.
SEEDED_BY = (
    "people/*.py",
    "engage/*.py",
    "consultations/models/*.py",
    "consultations/services/*.py",
    "youth/models/*.py",
    "youth/services/section.py",
    "tests/*.py",
    "tests/youth/factories.py",
)


def testing_folder() -> Path:
    folder = Path(settings.VAR_DIR) / "testing"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let one process of this machine through at a time."""
    with (testing_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(*patterns: str) -> str:
    """Return a name that changes whenever one of these files, or a library, does."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_dir() or "__pycache__" in path.parts:
                continue
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def manage(*words: str, **environment: str) -> None:
    """Run a management command in a process of its own; what it says is shown only if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | {"ENGAGE_TEST": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def sqlite_template() -> Path:
    """Return a migrated SQLite file, made on first use."""
    path = testing_folder() / f"template-{fingerprint('*/migrations/*.py')}.sqlite3"
    with one_at_a_time("template"):
        if not path.exists():
            making = path.with_suffix(".making")
            making.unlink(missing_ok=True)
            manage("migrate", "-v0", DATABASE_URL=f"sqlite:///{making}")
            for old in testing_folder().glob("template-*.sqlite3"):
                old.unlink()
            making.rename(path)
    return path


class Seed(Protocol):
    """A function that puts rows in, known by its name."""

    __name__: str

    def __call__(self) -> object: ...


class SqliteCopy:
    """A file of this test process, laid anew from the template."""

    def __init__(self, worker: str, seed: Seed | None = None) -> None:
        self.template = self.seeded(seed) if seed else sqlite_template()
        self.path = testing_folder() / f"work-{worker}-{os.getpid()}-{seed.__name__ if seed else 'plain'}.sqlite3"

    def seeded(self, seed: Seed) -> Path:
        """Return a template with rows in it, made on first use."""
        plain = sqlite_template()
        begins = f"seeded-{seed.__name__}-"
        path = plain.with_name(f"{begins}{fingerprint('*/migrations/*.py', *SEEDED_BY)}.sqlite3")
        with one_at_a_time("seeded"):
            if not path.exists():
                making = path.with_suffix(".making")
                shutil.copyfile(plain, making)
                speak_to(str(making))
                seed()
                connections.close_all()
                for old in testing_folder().glob(f"{begins}*.sqlite3"):
                    old.unlink()
                making.rename(path)
        return path

    def lay(self) -> None:
        self.remove()
        shutil.copyfile(self.template, self.path)
        self.use()

    def use(self) -> None:
        speak_to(str(self.path))

    def remove(self) -> None:
        connections.close_all()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)


class PostgresCopy:
    """A database of this test process, laid anew from a template in the same server."""

    def __init__(self, worker: str, seed: Seed | None = None) -> None:
        self.server_url, _, self.base = settings.DATABASE_URL.rpartition("/")
        self.template = f"{self.base}_{fingerprint('*/migrations/*.py')}"
        self.name = f"{self.base}_{worker}_{os.getpid()}_{seed.__name__ if seed else 'plain'}"
        self.make(self.template, lambda making: manage("migrate", "-v0", DATABASE_URL=f"{self.server_url}/{making}"))
        if seed:
            plain, self.template = self.template, f"{self.template}_{seed.__name__}"
            self.make(self.template, lambda making: self.seed(making, seed), of=plain)

    def make(self, name: str, fill: Callable[[str], object], *, of: str = "template1") -> None:
        """Make a template on first use: a copy of another one, filled."""
        with one_at_a_time("template-postgres"):
            if not self.execute("SELECT 1 FROM pg_database WHERE datname = %s", name):
                making = f"{name}_making"
                self.execute(f'DROP DATABASE IF EXISTS "{making}"')
                self.execute(f'CREATE DATABASE "{making}" TEMPLATE "{of}"')
                fill(making)
                self.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')

    def seed(self, database: str, seed: Seed) -> None:
        speak_to(database)
        seed()
        connections.close_all()

    def execute(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        with psycopg.connect(f"{self.server_url}/postgres", autocommit=True) as connection:
            cursor = connection.execute(statement, values)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def lay(self) -> None:
        self.remove()
        self.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        self.use()

    def use(self) -> None:
        speak_to(self.name)

    def remove(self) -> None:
        connections.close_all()
        self.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def speak_to(database: str) -> None:
    """Have the models of this process speak to another database of the same server, or another file."""
    if connections["default"].settings_dict["NAME"] != database:
        connections.close_all()
        connections["default"].settings_dict["NAME"] = database


class Copies:
    """The databases of this test process: as migrated, and with each seed in it. Each is laid when first wanted."""

    def __init__(self, worker: str) -> None:
        self.make = SqliteCopy if settings.IS_SQLITE else PostgresCopy
        self.worker = worker
        self.laid: dict[Seed | None, SqliteCopy | PostgresCopy] = {}

    def use(self, seed: Seed | None) -> None:
        if seed not in self.laid:
            copy = self.make(self.worker, seed)
            copy.lay()
            self.laid[seed] = copy
        self.laid[seed].use()

    def lay(self, seed: Seed | None) -> None:
        self.laid[seed].lay()

    def remove(self) -> None:
        for copy in self.laid.values():
            copy.remove()
