"""How django-import-export takes the numbers of figures in. `import_data(dry_run=True)` writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult

from people.models import Organisation
from youth.figures_file import Sheet
from youth.figures_rows import COLUMNS, FigureRow, RowReader
from youth.models import Figure, FigureValue

#: Cells of a line beyond the last heading.
BEYOND: Final = "beyond"
HEADERS: Final = [*COLUMNS, BEYOND, "line"]
BATCH: Final = 500
Key = tuple[str, str, str]


def key_of(figure: str, period: str, group: str) -> Key:
    return figure.casefold(), period.casefold(), group.casefold()


@dataclass(slots=True)
class Standing:
    """What stands of an organisation's figures before a table is taken in, in two statements."""

    figures: dict[str, Figure] = field(default_factory=dict)
    values: dict[Key, FigureValue] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation: Organisation) -> Standing:
        figures = {one.title.casefold(): one for one in Figure.objects.filter(organisation=organisation)}
        found = FigureValue.objects.filter(figure__organisation=organisation).select_related("figure")
        return cls(figures, {key_of(one.figure.title, one.period, one.group): one for one in found})


class StandingLoader(BaseInstanceLoader):
    """Finds numbers among those that were read at once."""

    def get_instance(self, row: Mapping[str, Any]) -> FigureValue | None:
        found: FigureValue | None = self.resource.standing.values.get(
            key_of(row["figure"], row["period"], row["group"])
        )
        return found


class NumberRow(RowResult):
    """The outcome of one row: its line, its cells, what is wrong by column, the number it gives."""

    line: int = 0
    cells: Mapping[str, str] = {}
    faults: Mapping[str, str] = {}
    read: FigureRow | None = None
    before: Decimal | None = None


class FigureValueResource(resources.ModelResource):
    """One table of one organisation. `made`: by title, the figures that the numbers are written to."""

    class Meta:
        model = FigureValue
        fields = ("period", "group", "value")
        import_id_fields = ("period", "group")
        instance_loader_class = StandingLoader
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = False

    def __init__(self, *, standing: Standing, reader: RowReader, made: Mapping[str, Figure] | None = None) -> None:
        super().__init__()
        self.standing, self.reader, self.made = standing, reader, made or {}
        self.kept: set[int] = set()
        self._read: FigureRow | None = None
        self._before: Decimal | None = None
        self._place = 0

    @classmethod
    def get_row_result_class(cls) -> type[NumberRow]:
        return NumberRow

    def get_bulk_update_fields(self) -> list[str]:
        return ["period", "group", "value", "position"]

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        if dry_run:
            self.create_instances.clear()
        super().bulk_create(using_transactions, dry_run, *args, **kwargs)

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        if dry_run:
            self.update_instances.clear()
        super().bulk_update(using_transactions, dry_run, *args, **kwargs)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Read the row.

        Raises:
            ValidationError: Something is wrong with it; by column.
        """
        self._place += 1
        self._before = None
        self._read, wrong = self.reader.read(row, line=row["line"])
        if row[BEYOND]:
            wrong[BEYOND] = _("There are more cells here than headings.")
        if wrong:
            self._read = None
            raise ValidationError({column: [message] for column, message in wrong.items()})

    def init_instance(self, row: Mapping[str, Any] | None = None) -> FigureValue:
        return FigureValue()

    def import_instance(self, instance: FigureValue, row: Mapping[str, Any], **kwargs: Any) -> None:
        read = self._read
        assert read is not None  # noqa: S101  a row that could not be read comes no further than its fault
        self._before = instance.value if instance.pk else None
        instance.period, instance.group, instance.value = read.period, read.group, read.value
        instance.position = self._place
        if (figure := self.made.get(read.figure.casefold())) is not None:
            instance.figure = figure
        if instance.pk:
            self.kept.add(instance.pk)

    def skip_row(self, instance: FigureValue, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Keep nothing back: a number that is the same may stand in another place."""
        return False

    def after_import_row(self, row: Mapping[str, Any], row_result: Any, **kwargs: Any) -> None:
        row_result.read, row_result.before = self._read, self._before

    def import_row(self, row: dict[str, Any], instance_loader: Any, **kwargs: Any) -> NumberRow:
        result: NumberRow = super().import_row(row, instance_loader, **kwargs)
        result.line, result.cells = row["line"], row
        if result.validation_error is not None:
            result.faults = {name: words[0] for name, words in result.validation_error.message_dict.items()}
        return result


def dataset_of(sheet: Sheet) -> tablib.Dataset:
    """Return a sheet as import-export takes it: our columns, what stands beyond them, the number of the line."""
    names = [heading.casefold() for heading in sheet.headings]
    dataset = tablib.Dataset(headers=HEADERS)
    for line, cells in sheet.rows:
        row = dict(zip(names, cells, strict=False))
        beyond = " ".join(cells[len(names) :])
        dataset.append([*(row.get(name, "") for name in COLUMNS), beyond, line])
    return dataset
