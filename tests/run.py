"""`make test` and `make a11y`: the test processes one after the other, with the private servers they need.

Browser and asyncio tests cannot share a process, and PostgreSQL takes a process of its own as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests import forking, servers

ROOT = Path(__file__).resolve().parent.parent
#: Run on PostgreSQL beside SQLite: where rows are written at once, counted, searched for or read in bulk. Files that
#: hold a test marked `postgres` come along by themselves.
ON_BOTH = (
    "tests/core",
    "tests/actions/test_board.py",
    "tests/actions/test_chasing.py",
    "tests/actions/test_following.py",
    "tests/actions/test_following_drafts.py",
    "tests/actions/test_importing.py",
    "tests/actions/test_reviews.py",
    "tests/actions/test_standing.py",
    "tests/actions/test_writing_meanwhile.py",
    "tests/consultations/test_drafting.py",
    "tests/consultations/test_export.py",
    "tests/consultations/test_live_events.py",
    "tests/consultations/test_finder.py",
    "tests/consultations/test_privacy_responses.py",
    "tests/consultations/test_publishing.py",
    "tests/consultations/test_responding.py",
    "tests/consultations/test_vault.py",
    "tests/forums/test_at_once.py",
    "tests/forums/test_importing.py",
    "tests/forums/test_keeping.py",
    "tests/forums/test_posting.py",
    "tests/forums/test_privacy.py",
    "tests/forums/test_scrutiny.py",
    "tests/forums/test_search.py",
    "tests/forums/test_settings.py",
    "tests/forums/test_telling.py",
    "tests/juries/test_draw_service.py",
    "tests/juries/test_recruit_service.py",
    "tests/juries/test_room_votes.py",
    "tests/juries/test_seating.py",
    "tests/live/test_casting.py",
    "tests/live/test_commands.py",
    "tests/live/test_exports.py",
    "tests/live/test_helping.py",
    "tests/live/test_privacy.py",
    "tests/live/test_results.py",
    "tests/people/test_notices.py",
    "tests/people/test_privacy.py",
    "tests/people/test_ticks.py",
    "tests/questions/test_services.py",
    "tests/youth/test_competitions.py",
    "tests/youth/test_concerns.py",
    "tests/youth/test_figures.py",
    "tests/youth/test_reading_first.py",
)


@dataclass(frozen=True)
class Run:
    """One pytest process: what it is about, which tests it takes."""

    title: str
    marks: str
    paths: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    processes: int = 2
    has_sites: bool = False

    def prepare(self) -> subprocess.Popen[bytes]:
        """Begin to make what these tests copy."""
        return subprocess.Popen([sys.executable, "-m", "tests.prepare"], cwd=ROOT, env=os.environ | self.environment)

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
            str(self.processes),
            "-p",
            "no:cacheprovider",
        ]
        with ExitStack() as stack:
            environment = os.environ | self.environment
            if self.has_sites:
                environment[forking.WHERE] = stack.enter_context(forking.Forking()).address
            return subprocess.run(command, env=environment, check=False).returncode


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
        marks = f"not browser and not a11y{without_redis}"
        runs.append(Run("Tests on PostgreSQL", marks, paths_on_postgres(), {"DATABASE_URL": url}))
    if "Chromium" not in lacks:
        paths = ("tests/browser", "tests/a11y")
        runs.append(Run("Journeys in Chromium", "browser", paths, processes=3, has_sites=True))
    return runs


def paths_on_postgres() -> tuple[str, ...]:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    marked = {str(path.relative_to(ROOT)) for path in files if "pytest.mark.postgres" in path.read_text()}
    return (*ON_BOTH, *sorted(marked - set(ON_BOTH)))


def a11y_runs(lacks: list[str]) -> list[Run]:
    return (
        [] if "Chromium" in lacks else [Run("Every public template with axe", "a11y", ("tests/a11y",), has_sites=True)]
    )


def main(which: str = "test") -> int:
    os.environ["ENGAGE_TEST"] = "1"
    # Kept, whatever the surroundings say: without it each process here compiles the whole site and every test anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    lacks = missing()
    for name in lacks:
        say(f"{name} is not on this machine: the tests that need it are left out.")
    with ExitStack() as stack:
        runs = a11y_runs(lacks) if which == "a11y" else test_runs(stack, lacks)
        for making in [run.prepare() for run in runs[:2]]:
            making.wait()
        failed = [run.title for run in runs if run.start()]
    if lacks and os.environ.get("CI") == "true":
        failed.append(f"not on this machine: {', '.join(lacks)}")
    for title in failed:
        say(f"FAILED: {title}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
