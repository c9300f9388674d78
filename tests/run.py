"""`make test` and `make a11y`: the test processes one after the other, with the private servers they need.

Browser and asyncio tests cannot share a process, and PostgreSQL takes a process of its own as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field

from tests import servers

PROCESSES = "2"


@dataclass(frozen=True)
class Run:
    """One pytest process: what it is about, which tests it takes."""

    title: str
    marks: str
    paths: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> int:
        say(f"\n{self.title}")
        command = [
            sys.executable,
            "-m",
            "pytest",
            *self.paths,
            "-m",
            self.marks,
            "-n",
            PROCESSES,
            "-p",
            "no:cacheprovider",
        ]
        return subprocess.run(command, env=os.environ | self.environment, check=False).returncode


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def missing() -> list[str]:
    """Return what this machine lacks."""
    found = {
        "Chromium": servers.find_chromium(),
        "PostgreSQL": servers.find_postgres(),
        "Redis": servers.find_redis(),
    }
    return [name for name, path in found.items() if not path]


def test_runs(stack: ExitStack, lacks: list[str]) -> list[Run]:
    without_redis = " and not redis" if "Redis" in lacks else ""
    runs = [Run("Tests on SQLite", f"not browser and not postgres and not a11y{without_redis}")]
    if "PostgreSQL" not in lacks:
        url = stack.enter_context(servers.Postgres()).url("tests")
        runs.append(Run("Tests on PostgreSQL", "postgres", environment={"DATABASE_URL": url}))
    if "Chromium" not in lacks:
        runs.append(Run("Journeys in Chromium", "browser"))
    return runs


def a11y_runs(lacks: list[str]) -> list[Run]:
    return [] if "Chromium" in lacks else [Run("Every public template with axe", "a11y", paths=("tests/a11y",))]


def main(which: str = "test") -> int:
    os.environ["ENGAGE_TEST"] = "1"
    lacks = missing()
    for name in lacks:
        say(f"{name} is not on this machine: the tests that need it are left out.")
    with ExitStack() as stack:
        runs = a11y_runs(lacks) if which == "a11y" else test_runs(stack, lacks)
        failed = [run.title for run in runs if run.start()]
    if lacks and os.environ.get("CI") == "true":
        failed.append(f"not on this machine: {', '.join(lacks)}")
    for title in failed:
        say(f"FAILED: {title}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
