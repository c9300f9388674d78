"""`make bench`: measure the figures, print them as a table and as one line of JSON, write their section of
docs/measurements.md.

`python -m benchmarks.run [--quick] [name ...]` takes some of them only; `--quick` shrinks the data and writes nothing.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import DRAW, FORUMS, LEDGER, SITE, how, table, write_section
from tests.servers import Postgres, find_postgres

if TYPE_CHECKING:
    from benchmarks.bench import Bench, Figure

#: What is measured, by the section of docs/measurements.md that it stands in.
PARTS = {
    SITE: ("cached", "finder", "storing", "results", "weight"),
    LEDGER: ("ledger",),
    DRAW: ("draw.run",),
    FORUMS: ("forums",),
}
#: What is said below the figures of a section.
NOTES = {SITE: "notes.md", DRAW: "draw/notes.md"}
NAMES = tuple(name for names in PARTS.values() for name in names)
ROOT = Path(__file__).resolve().parent.parent


def prepare(postgres: Postgres, var: Path) -> None:
    """Set up Django as it runs in production, but for HTTPS, on a migrated template database."""
    os.environ.pop("ENGAGE_TEST", None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "ENGAGE_VAR": str(var),
        "DATABASE_URL": postgres.create("template_engage"),
        "DATABASE_POOL": "0",  # this process goes from database to database; servers have their pool
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()


def as_json(figures: list[Figure]) -> str:
    return json.dumps({f.name: {"value": round(f.value, 4), "unit": f.unit, "reached": f.is_met} for f in figures})


def main(words: list[str]) -> int:
    if find_postgres() is None:
        sys.stdout.write("PostgreSQL is not on this machine: the figures are measured on it.\n")
        return 1
    names = [word for word in words if word in NAMES] or list(NAMES)
    is_quick = "--quick" in words
    found: dict[str, list[Figure]] = {}
    with tempfile.TemporaryDirectory(prefix="engage-bench-") as folder, Postgres(durable=True) as postgres:
        prepare(postgres, Path(folder))
        from benchmarks.bench import Bench

        bench = Bench(postgres, Path(folder), runs=2 if is_quick else 5, scale=0.01 if is_quick else 1.0)
        for name in names:
            sys.stdout.write(f"Measuring: {name}\n")
            sys.stdout.flush()
            measure: Callable[[Bench], list[Figure]] = import_module(f"benchmarks.{name}").measure
            found[name] = measure(bench)
    figures = [figure for name in names for figure in found[name]]
    sys.stdout.write("\n" + "\n".join(table(figures)) + "\n\n" + as_json(figures) + "\n")
    if not is_quick:
        keep(found, runs=bench.runs)
    return 0


def keep(found: dict[str, list[Figure]], *, runs: int) -> None:
    """Write the sections all of whose parts were measured."""
    for section, names in PARTS.items():
        if not set(names) <= found.keys():
            continue
        lines = table([figure for name in names for figure in found[name]])
        notes = (ROOT / "benchmarks" / NOTES[section]).read_text() if section in NOTES else ""
        write_section(section, [how("make bench", runs, "PostgreSQL with fsync"), "", *lines, "", notes])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
