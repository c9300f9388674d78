"""Take an action plan in from a table: CSV, XLSX, or lines with tabs as a word processor copies them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from actions.errors import Refusal
from actions.importing.columns import COLUMNS
from actions.importing.tables import Table, read_file
from actions.models import ActionPlan, ImportDraft
from actions.services.importing import Outcome, check_import, kind_of, stage_import, take_in
from people.models import Organisation
from people.services import create_organisation


class Command(BaseCommand):
    help = (
        "Imports actions into the plan with this name, which is made if there is none. The last line counts what was, "
        "or with --dry-run would be, new, changed, unchanged and wrong. Nothing is written while a row is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX, or text with tabs between the cells")
        parser.add_argument("--plan", required=True, help="title or address of the plan")
        parser.add_argument("--organisation", default="", help="address of the body that leads a plan still to be made")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--only-right", action="store_true", help="take in the right rows and leave out the others")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        table = _read(options["file"])
        with transaction.atomic():  # of a dry run nothing stays, of a real one no staged table
            draft = self._stage(table, options)
            outcome = check_import(draft=draft, at=at)
            self._tell(table, draft, outcome)
            some_right = outcome.counts["wrong"] < len(outcome.rows)
            is_written = not options["dry_run"] and (outcome.is_right or (options["only_right"] and some_right))
            if is_written:
                written = take_in(draft=draft, only_right=True, by=None, at=at)
                self.stdout.write(f"Written into the plan “{written.plan}”.")
            if options["dry_run"] or not is_written:
                transaction.set_rollback(True)
        if not options["dry_run"] and not is_written:
            self.stdout.write("Nothing was written. Put the rows right, or take in the others with --only-right.")
        self.stdout.write(outcome.in_words())
        if not options["dry_run"] and not is_written:
            sys.exit(1)

    def _stage(self, table: Table, options: dict[str, Any]) -> ImportDraft:
        name = options["plan"].strip()
        plan = _plan(name)
        if not name:
            raise CommandError("Give the plan a name.")
        body = plan.lead_organisation if plan else _lead(options["organisation"])
        if plan is None:
            self.stdout.write(f"There is no plan “{name}” yet: it will be made, led by {body}.")
        return stage_import(
            plan=plan,
            new_title=name[:160],
            organisation=body,
            source=options["file"].name,
            table=table,
            by=None,
            at=timezone.now(),
        )

    def _tell(self, table: Table, draft: ImportDraft, outcome: Outcome) -> None:
        for heading, column in zip(table.headings, draft.columns, strict=True):
            self.stdout.write(f"Column “{heading}”: {COLUMNS.get(column, 'not used')}")
        for row in outcome.rows:
            kind = kind_of(row)
            reference = row.cells.get("reference") or "-"
            said = "; ".join(row.faults.values()) if kind == "wrong" else ", ".join(row.changes)
            self.stdout.write(f"line {row.line}, {reference}: {kind}" + (f": {said}" if said else ""))
        for reading in outcome.asked.rounded.values():
            self.stdout.write(f"“{reading.words}” is read as {reading.day:%-d %B %Y}, the last day in time.")


def _read(file: Path) -> Table:
    try:
        return read_file(file.read_bytes(), file.name)
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}") from None
    except Refusal as refusal:
        raise CommandError(str(refusal.public_message)) from None


def _plan(name: str) -> ActionPlan | None:
    """Return the plan with this title or address; of several with one title the address has to be given."""
    if (found := ActionPlan.objects.filter(slug=name).first()) is not None:
        return found
    titled = list(ActionPlan.objects.filter(title=name).order_by("pk"))
    if len(titled) > 1:
        addresses = ", ".join(one.slug for one in titled)
        raise CommandError(f"Several plans are called “{name}”. Give the address of one: {addresses}.")
    return titled[0] if titled else None


def _lead(slug: str) -> Organisation:
    """Return the body that leads a new plan: the one that is named, or the first there is."""
    if slug:
        found = Organisation.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no organisation with the address {slug}.")
        return found
    first = Organisation.objects.order_by("pk").first()
    return first or create_organisation(name="The partnership", slug="partnership")
