"""Taking a table into a plan: staged between the steps, checked without writing, written all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export.results import RowResult

from actions.errors import ChangedMeanwhile, Refusal
from actions.importing.columns import COLUMNS, guess_all
from actions.importing.rows import Answers, Asked, RowReader
from actions.importing.tables import Table
from actions.models import Action, ActionPlan, ImportDraft
from actions.resources import BEYOND, KINDS, ActionResource, ActionRow, Standing, bodies, dataset_of
from core.generation import raise_generation
from people.models import Organisation, User


class RowsWrong(Refusal):
    message = _("Some rows are wrong, so nothing was written. Put them right, or take in only the right ones.")


class NothingRight(Refusal):
    message = _("No row is right and new, so there is nothing to write.")


class ImportGone(Refusal):
    message = _("This table has been taken in or discarded meanwhile: look at the plan.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do, or did, row by row in the order of the table, and what has to be asked first."""

    rows: list[ActionRow]
    asked: Asked
    plan: ActionPlan | None

    def of_kind(self, kind: str) -> list[ActionRow]:
        return [row for row in self.rows if kind_of(row) == kind]

    @property
    def counts(self) -> dict[str, int]:
        counts = dict.fromkeys(("new", "changed", "unchanged", "wrong"), 0)
        for row in self.rows:
            counts[kind_of(row)] += 1
        return counts

    @property
    def is_right(self) -> bool:
        return not self.counts["wrong"]

    @property
    def mark(self) -> str:
        """A fingerprint of what would be written: the same while nobody changes the table, an answer or the plan."""
        mark = blake2s(digest_size=16)
        for row in self.rows:
            mark.update(repr((row.line, kind_of(row), list(row.changes.items()))).encode())
        return mark.hexdigest()

    def in_words(self) -> str:
        return ", ".join(f"{number} {kind}" for kind, number in self.counts.items())


def kind_of(row: ActionRow) -> str:
    """Return new, changed, unchanged or wrong."""
    return KINDS.get(row.import_type, "wrong")


def stage_import(
    *,
    plan: ActionPlan | None,
    new_title: str = "",
    organisation: Organisation,
    source: str,
    table: Table,
    by: User | None,
    at: datetime,
) -> ImportDraft:
    """Keep a table between the steps; its columns are matched as far as their headings say."""
    return ImportDraft.objects.create(
        plan=plan,
        new_title=new_title.strip(),
        organisation=organisation,
        source=source[:200],
        table=table.as_json(),
        columns=guess_all(table.headings),
        made_by=by,
        created_at=at,
    )


@transaction.atomic
def answer_import(
    *,
    draft: ImportDraft,
    columns: list[str] | None = None,
    owners: Mapping[str, int] | None = None,
    days: Mapping[str, str] | None = None,
    cells: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Keep what the officer said of a staged table: what is given is added to what was said before, by whomever.

    What was corrected in a column goes when the column comes to stand for something else.

    Raises:
        ImportGone: It has been taken in or discarded.
    """
    _locked(draft)
    draft.refresh_from_db()
    if columns is not None:
        moved = {name for name in COLUMNS if _place(name, draft.columns) != _place(name, columns)}
        draft.cells = {line: _without(texts, moved) for line, texts in draft.cells.items()}
        draft.columns = columns
    draft.owners = draft.owners | dict(owners or {})
    draft.days = draft.days | dict(days or {})
    for line, texts in (cells or {}).items():
        draft.cells[line] = draft.cells.get(line, {}) | dict(texts)
    draft.save(update_fields=["columns", "owners", "days", "cells"])


def _place(name: str, columns: list[str]) -> int:
    return columns.index(name) if name in columns else -1


def _without(texts: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name not in names}


def _locked(draft: ImportDraft) -> ImportDraft:
    """Return a staged table as it stands, held until the transaction ends.

    Raises:
        ImportGone: Somebody was quicker.
    """
    found = ImportDraft.objects.select_for_update(of=("self",)).select_related("plan", "organisation")
    held = found.filter(pk=draft.pk).first()
    if held is None:
        raise ImportGone
    return held


def check_import(*, draft: ImportDraft, at: datetime) -> Outcome:
    """Say what would become of each row, and write nothing."""
    resource = _resource(draft, plan=draft.plan, at=at, by=None)
    return _run(resource, _rows(draft), is_dry=True)


@transaction.atomic
def take_in(*, draft: ImportDraft, only_right: bool, by: User | None, at: datetime, seen: str | None = None) -> Outcome:
    """Write the rows into the plan, which is made if it is not there, and forget the table.

    Args:
        seen: The `mark` of what the officer was shown; None to ask nothing.

    Raises:
        ImportGone: It has been taken in or discarded.
        ChangedMeanwhile: Something else would be written than was shown.
        RowsWrong: Not all are right, and it was not chosen to take in the right ones only.
        NothingRight: There is nothing to write.
    """
    draft = _locked(draft)
    if draft.plan is not None:
        _hold(draft.plan)
    checked = check_import(draft=draft, at=at)
    if seen is not None and seen != checked.mark:
        raise ChangedMeanwhile
    if not checked.is_right and not only_right:
        raise RowsWrong
    if not checked.counts["new"] + checked.counts["changed"] + checked.counts["unchanged"]:
        raise NothingRight
    plan = draft.plan or _make_plan(draft, by=by, at=at)
    right = {row.line for row in checked.rows if kind_of(row) != "wrong"}
    resource = _resource(draft, plan=plan, at=at, by=by)
    _run(resource, (row for row in _rows(draft) if row[0] in right), is_dry=False)
    draft.delete()
    raise_generation()
    return Outcome(checked.rows, checked.asked, plan)


def _hold(plan: ActionPlan) -> None:
    """Hold a plan and its actions: an import writes whole rows, and a status said meanwhile must not be lost."""
    ActionPlan.objects.select_for_update().get(pk=plan.pk)
    list(Action.objects.filter(plan=plan).order_by("pk").select_for_update().values_list("pk", flat=True))


def discard_import(*, draft: ImportDraft) -> None:
    draft.delete()


def taken_in_words(outcome: Outcome) -> str:
    """Say what was written."""
    counts = outcome.counts
    added = ngettext("%(number)s action added", "%(number)s actions added", counts["new"]) % {"number": counts["new"]}
    changed = ngettext("%(number)s changed", "%(number)s changed", counts["changed"]) % {"number": counts["changed"]}
    return f"{added}, {changed}."


def free_slug(title: str) -> str:
    """Return an address for a plan of this title that no plan has."""
    stem = slugify(title)[:70] or "plan"
    taken = set(ActionPlan.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)


def _make_plan(draft: ImportDraft, *, by: User | None, at: datetime) -> ActionPlan:
    return ActionPlan.objects.create(
        title=draft.new_title,
        slug=free_slug(draft.new_title),
        lead_organisation=draft.organisation,
        created_by=by,
        created_at=at,
    )


def _resource(draft: ImportDraft, *, plan: ActionPlan | None, at: datetime, by: User | None) -> ActionResource:
    standing = Standing.of(plan)
    days = {key: date.fromisoformat(day) if day else None for key, day in draft.days.items()}
    reader = RowReader(
        bodies=bodies(),
        answers=Answers(owners=draft.owners, days=days),
        today=timezone.localtime(at).date(),
        known_days=standing.known_days(),
    )
    return ActionResource(plan=plan, reader=reader, standing=standing, at=at, by=by)


def _run(resource: ActionResource, rows: Iterator[tuple[int, Mapping[str, str]]], *, is_dry: bool) -> Outcome:
    result = resource.import_data(dataset_of(rows), dry_run=is_dry, raise_errors=not is_dry, use_transactions=False)
    broken = [row for row in result.rows if row.import_type == RowResult.IMPORT_TYPE_ERROR]
    if broken:
        raise broken[0].errors[0].error
    return Outcome(list(result.rows), resource.asked, resource.plan)


def _rows(draft: ImportDraft) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the cells of each line by column, as they were corrected."""
    table = Table.from_json(draft.table)
    width = len(table.headings)
    for row in table.rows:
        read = zip(draft.columns, row.cells, strict=False)
        cells = {column: text for column, text in read if text and column in COLUMNS}
        cells.setdefault("theme", row.theme)
        cells[BEYOND] = " ".join(row.cells[width:])
        yield row.line, cells | draft.cells.get(str(row.line), {})
