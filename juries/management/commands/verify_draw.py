"""`manage.py verify_draw RECORD`: check a draw from its published record alone, without our database.

With `--features FILE`, the openings an appointed observer was given, it also checks every commitment, and every target
on every panel. Ends with 1 where something does not hold, and with 2 where a file cannot be read.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from juries.draw.openings import check_openings
from juries.draw.record import digest
from juries.draw.verify import Check, NotARecord, check_record, picked_panel, read_openings, without_chance

SHOWN = 5


class Command(BaseCommand):
    help = "Check the record of a draw of jurors: form, lottery, chain, pick; with --features the targets too."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("record", type=Path, help="the record, as downloaded")
        parser.add_argument("--number", help="the number thrown, from 000 to 999: tells which panel it picks")
        parser.add_argument("--sha256", default="", help="the hash that was published with the record")
        parser.add_argument("--previous", type=Path, help="the record this one follows, for a draw of replacements")
        parser.add_argument("--features", type=Path, help="the file of openings of an appointed observer")

    def handle(self, *args: Any, **options: Any) -> None:
        content = self._read(options["record"])
        number = self._number(options["number"])
        previous = self._read(options["previous"]) if options["previous"] else None
        try:
            checks = check_record(content, sha256=options["sha256"], previous=previous, number=number)
            if options["features"]:
                checks += check_openings(content, read_openings(self._read(options["features"])))
        except NotARecord as problem:
            raise CommandError(f"This cannot be checked: {problem}", returncode=2) from None
        self.stdout.write(f"SHA-256 of the record: {digest(content)}")
        for check in checks:
            self._tell(check)
        if not all(check.holds for check in checks):
            self.stdout.write("This draw does NOT hold.")
            sys.exit(1)
        self.stdout.write("Everything that was checked holds.")
        self._note(json.loads(content))
        if number is not None:
            names = picked_panel(json.loads(content), number)
            self.stdout.write(f"The number {number:03} picks: {' '.join(names)}")

    def _note(self, record: dict[str, Any]) -> None:
        """Say what holds and yet deserves a look."""
        if before := record["previous"]:
            self.stdout.write(f"It says that {before['number']:03} was thrown for the record before: compare that.")
        if names := without_chance(record):
            words = (
                "on no panel: right only where no panel that meets the targets can hold them (--features checks it)."
            )
            self.stdout.write(f"{len(names)} people are {words} {' '.join(names[:SHOWN])}")

    def _tell(self, check: Check) -> None:
        self.stdout.write(f"{'ok      ' if check.holds else 'WRONG   '}{check.name}")
        for problem in check.problems[:SHOWN]:
            self.stdout.write(f"        {problem}")
        if len(check.problems) > SHOWN:
            self.stdout.write(f"        and {len(check.problems) - SHOWN} more")

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem.strerror}", returncode=2) from None

    def _number(self, text: str | None) -> int | None:
        if text is None:
            return None
        if not (len(text) == 3 and text.isascii() and text.isdigit()):
            raise CommandError("A number is three figures, from 000 to 999.", returncode=2)
        return int(text)
