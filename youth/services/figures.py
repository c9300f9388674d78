"""Figures of an organisation: a table checked without writing, taken in whole or not at all, taken down, put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from core.generation import raise_generation
from core.slugs import first_free
from people.models import Organisation, User
from youth.errors import YouthRefusal
from youth.figures_file import Sheet
from youth.figures_resource import FigureValueResource, NumberRow, Standing, dataset_of
from youth.figures_rows import FigureRow, RowReader, heading_problems
from youth.models import Figure, FigureValue

TAKEN_DOWN: Final = "youth.figure_down"
PUT_BACK: Final = "youth.figure_back"
TAKEN_IN: Final = "youth.figure_in"
HEADINGS_LINE: Final = 1


class TableWrong(YouthRefusal):
    message = _("Something in the table is wrong, so nothing was written. Put it right and bring it again.")


class OtherMeanwhile(YouthRefusal):
    message = _("The figures have changed since you looked. Look again at what would be written.")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell. `cell` is what stands there, as text."""

    line: int
    column: str
    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one figure: how many of its numbers are new, otherwise than before, the same, gone."""

    title: str
    is_new: bool
    new: int
    changed: int
    same: int
    gone: int


@dataclass(frozen=True, slots=True)
class Check:
    """What taking a table in would do: nothing, where there are problems."""

    problems: list[Problem]
    changes: list[Change]
    mark: str

    @property
    def is_right(self) -> bool:
        return not self.problems


def check_figures(*, organisation: Organisation, sheet: Sheet) -> Check:
    """Say what is wrong with a table, by line and column, or what it would change. Nothing is written."""
    wrong = heading_problems(sheet.headings)
    if wrong:
        return Check([Problem(HEADINGS_LINE, column, "", words) for column, words in wrong.items()], [], "")
    standing = Standing.of(organisation)
    resource = FigureValueResource(standing=standing, reader=RowReader(sheet.uses_semicolons))
    rows = _run(resource, sheet, is_dry=True)
    problems = [
        Problem(row.line, column, str(row.cells.get(column, "")), message)
        for row in rows
        for column, message in row.faults.items()
    ]
    read = [row for row in rows if row.read is not None]
    return Check(problems, _changes(read, standing), _mark(read, standing))


@transaction.atomic
def take_in_figures(*, organisation: Organisation, sheet: Sheet, seen: str, by: User, at: datetime) -> list[Figure]:
    """Write every figure of a table: one that is there gets these numbers in place of those it had.

    One that was taken down stays so.

    Args:
        seen: The `mark` of what the officer was shown.

    Raises:
        TableWrong, OtherMeanwhile.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    check = check_figures(organisation=organisation, sheet=sheet)
    if not check.is_right:
        raise TableWrong
    if seen != check.mark:
        raise OtherMeanwhile
    standing = Standing.of(organisation)
    made = _made(organisation, _first_rows(sheet), standing, by=by, at=at)
    resource = FigureValueResource(standing=standing, reader=RowReader(sheet.uses_semicolons), made=made)
    _run(resource, sheet, is_dry=False)
    old = {one.pk for one in standing.values.values() if one.figure.title.casefold() in made}
    FigureValue.objects.filter(pk__in=old - resource.kept).delete()
    for figure in made.values():
        log(figure, TAKEN_IN, user=by)
    raise_generation()
    return list(made.values())


@transaction.atomic
def take_down_figure(*, figure: Figure, by: User) -> None:
    """Take a figure off the public pages; its numbers are kept."""
    _set_public(figure, is_public=False, by=by)


@transaction.atomic
def put_back_figure(*, figure: Figure, by: User) -> None:
    _set_public(figure, is_public=True, by=by)


def _set_public(figure: Figure, *, is_public: bool, by: User) -> None:
    held = Figure.objects.select_for_update().get(pk=figure.pk)
    if held.is_published == is_public:
        return
    held.is_published = is_public
    held.save(update_fields=["is_published"])
    log(held, PUT_BACK if is_public else TAKEN_DOWN, user=by)
    raise_generation()


def _run(resource: FigureValueResource, sheet: Sheet, *, is_dry: bool) -> list[NumberRow]:
    result = resource.import_data(dataset_of(sheet), dry_run=is_dry, raise_errors=not is_dry, use_transactions=False)
    broken = [row for row in result.rows if row.errors]
    if broken:
        raise broken[0].errors[0].error
    return list(result.rows)


def _first_rows(sheet: Sheet) -> dict[str, FigureRow]:
    """Return the first row of each figure of a table that is right, by title without case."""
    reader = RowReader(sheet.uses_semicolons)
    found: dict[str, FigureRow] = {}
    for row in dataset_of(sheet).dict:
        read, _wrong = reader.read(row, line=row["line"])
        if read is not None:
            found.setdefault(read.figure.casefold(), read)
    return found


def _made(
    organisation: Organisation, rows: dict[str, FigureRow], standing: Standing, *, by: User, at: datetime
) -> dict[str, Figure]:
    """Return the figures of a table by title, those that were not there made, all with what the table says of them."""
    made = {}
    for title, row in rows.items():
        figure = standing.figures.get(title) or Figure(organisation=organisation, slug=_free_slug(row.figure))
        figure.title, figure.unit, figure.source, figure.note = row.figure, row.unit, row.source, row.note
        figure.uploaded_by, figure.uploaded_at = by, at
        figure.save()
        made[title] = figure
    return made


def _free_slug(title: str) -> str:
    stem = slugify(title)[:70] or "figure"
    return first_free(stem, Figure.objects.filter(slug__startswith=stem).values_list("slug", flat=True))


def _changes(rows: Iterable[NumberRow], standing: Standing) -> list[Change]:
    by_figure: dict[str, list[NumberRow]] = {}
    for row in rows:
        if row.read is not None:
            by_figure.setdefault(row.read.figure.casefold(), []).append(row)
    return [_change(title, found, standing) for title, found in by_figure.items()]


def _change(title: str, rows: list[NumberRow], standing: Standing) -> Change:
    befores = [(row.before, row.read.value) for row in rows if row.read is not None]
    before = sum(key[0] == title for key in standing.values)
    met = sum(value is not None for value, _now in befores)
    changed = sum(value is not None and value != now for value, now in befores)
    first = rows[0].read
    return Change(
        title=first.figure if first else title,
        is_new=title not in standing.figures,
        new=len(befores) - met,
        changed=changed,
        same=met - changed,
        gone=before - met,
    )


def _mark(rows: Iterable[NumberRow], standing: Standing) -> str:
    """Return a fingerprint of what would be written and of what stands: the same while nobody changes either."""
    mark = blake2s(digest_size=16)
    for row in rows:
        mark.update(repr((row.line, row.read, row.before)).encode())
    mark.update(repr(sorted((one.pk, one.title) for one in standing.figures.values())).encode())
    mark.update(repr(sorted((one.pk, str(one.value)) for one in standing.values.values())).encode())
    return mark.hexdigest()
