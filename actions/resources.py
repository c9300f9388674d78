"""How django-import-export takes actions in and gives them out: a constant number of statements, however many rows.

`import_data(dry_run=True)` says of each row whether it would be new, changed, unchanged or wrong, and writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult

from actions.importing.columns import COLUMNS
from actions.importing.rows import Asked, RowReader, bodies_by_name, key_of
from actions.models import Action, ActionPlan, DueChange, ProgressUpdate
from actions.standing import Status
from people.models import Organisation

#: What a row writes on the action itself; the rest of it becomes partners and a progress update.
OWN: Final = (
    "theme",
    "title",
    "what",
    "owner_id",
    "owner_role",
    "other_partners",
    "due_on",
    "due_words",
    "resources",
    "success_measure",
)
#: The column of a table that each of them comes from.
COLUMN_OF: Final = {"owner_id": "owner", "due_on": "due"}
#: Cells of a line beyond the last heading.
BEYOND: Final = "beyond"
HEADERS: Final = [*COLUMNS, BEYOND, "line"]
BATCH: Final = 500


@dataclass(slots=True)
class Standing:
    """What stands in the plan before an import, read in four statements."""

    actions: dict[str, Action] = field(default_factory=dict)
    partners: dict[int, list[int]] = field(default_factory=dict)
    said: dict[int, set[str]] = field(default_factory=dict)
    last_order: int = 0

    @classmethod
    def of(cls, plan: ActionPlan | None) -> Standing:
        if plan is None:
            return cls()
        found = list(Action.objects.filter(plan=plan).select_related("owner"))
        partners: dict[int, list[int]] = defaultdict(list)
        through = Action.partners.through.objects.filter(action__plan=plan).order_by("organisation_id")
        for action_id, body in through.values_list("action_id", "organisation_id"):
            partners[action_id].append(body)
        said: dict[int, set[str]] = defaultdict(set)
        updates = ProgressUpdate.objects.filter(action__plan=plan).order_by()
        for action_id, text, reason in updates.values_list("action_id", "text", "reason"):
            said[action_id] |= {_lines(text), _lines(reason)}
        last = max((one.order for one in found), default=0)
        return cls({one.reference: one for one in found}, dict(partners), dict(said), last)

    def known_days(self) -> dict[tuple[str, str], date | None]:
        return {(one.reference, key_of(one.due_words)): one.due_on for one in self.actions.values() if one.due_words}


class PlanLoader(BaseInstanceLoader):
    """Finds actions among those that were read at once."""

    def get_instance(self, row: Mapping[str, Any]) -> Action | None:
        return self.resource.standing.actions.get(row["reference"])


class ActionRow(RowResult):
    """The outcome of one row: the line it stood in, its cells, by column what would change or what is wrong."""

    line: int = 0
    cells: Mapping[str, str] = {}
    changes: Mapping[str, tuple[str, str]] = {}
    faults: Mapping[str, str] = {}


class ActionResource(resources.ModelResource):
    """One import into one plan, or into one still to be made."""

    reference = fields.Field(attribute="reference", column_name="reference")

    class Meta:
        model = Action
        fields = ("reference",)
        import_id_fields = ("reference",)
        instance_loader_class = PlanLoader
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = False

    def __init__(
        self, *, plan: ActionPlan | None, reader: RowReader, standing: Standing, at: datetime, by: Any = None
    ) -> None:
        super().__init__()
        self.plan, self.reader, self.standing, self.at, self.by = plan, reader, standing, at, by
        self._values: dict[str, Any] = {}
        self._changes: dict[str, tuple[str, str]] = {}
        self._update: tuple[Status, str, str] | None = None
        self._order = standing.last_order
        self.updates: list[tuple[Action, Status, str, str]] = []
        self.partners: list[tuple[Action, list[int]]] = []
        self.due: list[DueChange] = []
        self._due_on: date | None = None

    @property
    def asked(self) -> Asked:
        return self.reader.asked

    @classmethod
    def get_row_result_class(cls) -> type[ActionRow]:
        return ActionRow

    def get_bulk_update_fields(self) -> list[str]:
        return [name.removesuffix("_id") for name in OWN] + ["status", "last_update_at"]

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        """Write what is new; a dry run asks the database for nothing that is undone later."""
        if dry_run:
            self.create_instances.clear()
        super().bulk_create(using_transactions, dry_run, *args, **kwargs)

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        """Write what is changed; as `bulk_create`."""
        if dry_run:
            self.update_instances.clear()
        super().bulk_update(using_transactions, dry_run, *args, **kwargs)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Read the row.

        Raises:
            ValidationError: Something is wrong with it; by column.
        """
        self._changes, self._update = {}, None
        self._values, wrong = self.reader.read(row, line=row["line"])
        if row["reference"] and row["reference"] not in self.standing.actions and not row.get("title"):
            wrong.setdefault("title", _("no title"))
        if row[BEYOND]:
            wrong[BEYOND] = _("more cells than headings: “%(text)s”") % {"text": row[BEYOND][:60]}
        if wrong:
            raise ValidationError({column: [message] for column, message in wrong.items()})

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Action:
        self._order += 1
        return Action(plan=self.plan, created_at=self.at, order=self._order)

    def import_instance(self, instance: Action, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Put on the action what the row says otherwise, and note what that was."""
        instance.reference, self._due_on = row["reference"], instance.due_on
        for name in OWN:
            if name in self._values and (before := getattr(instance, name)) != self._values[name]:
                before = instance.owner and instance.owner.name if name == "owner_id" else before
                self._note(COLUMN_OF.get(name, name), before, row.get(COLUMN_OF.get(name, name), ""))
                setattr(instance, name, self._values[name])
        bodies = self._values.get("partners")
        if bodies is not None and bodies != self.standing.partners.get(instance.pk, []):
            self._note("partners", "", row["partners"])
        self._say(instance)

    def _note(self, column: str, before: Any, after: Any) -> None:
        self._changes[column] = ("" if before is None else str(before), str(after))

    def _say(self, instance: Action) -> None:
        """Note the progress update that the row brings: only words that were not said of this action before."""
        text, reason = self._values.get("position", ""), self._values.get("reason", "")
        status = self._values.get("status", Status(instance.status))
        said = self.standing.said.get(instance.pk, set())
        is_new_text = bool(text) and text not in said
        is_new_reason = status == Status.DROPPED and bool(reason) and reason not in said
        if reason and status != Status.DROPPED:
            words = _("A reason why it will not be done, but its status is “%(status)s”. Say which of the two is true.")
            raise ValidationError({"reason": [words % {"status": Status(status).label}]})
        if status == instance.status and not is_new_text and not is_new_reason:
            return
        if status != instance.status:
            self._note("status", Status(instance.status).label, status.label)
        if is_new_text:
            self._note("position", "", text)
        self._update = (status, text, reason if status == Status.DROPPED else "")

    def skip_row(self, instance: Action, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and not self._changes and self._update is None and instance.pk is not None

    def save_instance(self, instance: Action, is_create: bool, row: Any, **kwargs: Any) -> None:
        if self._update is not None:
            status, text, reason = self._update
            self.updates.append((instance, status, text, reason))
            instance.status, instance.last_update_at = status, self.at
        if not is_create and instance.due_on != self._due_on:
            self.due.append(DueChange(action=instance, due_on=self._due_on, changed_at=self.at))
        if "partners" in self._changes:
            self.partners.append((instance, self._values["partners"]))
        super().save_instance(instance, is_create, row, **kwargs)

    def after_import_row(self, row: Mapping[str, Any], row_result: Any, **kwargs: Any) -> None:
        row_result.changes = self._changes

    def import_row(self, row: dict[str, Any], instance_loader: Any, **kwargs: Any) -> ActionRow:
        result: ActionRow = super().import_row(row, instance_loader, **kwargs)
        result.line, result.cells = row["line"], row
        if result.validation_error is not None:
            result.faults = {name: words[0] for name, words in result.validation_error.message_dict.items()}
        return result

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Write partners and progress updates of the rows that were written, in bulk."""
        if kwargs.get("dry_run"):
            return
        through = Action.partners.through
        through.objects.filter(action__in=[action.pk for action, _bodies in self.partners]).delete()
        rows = [through(action_id=a.pk, organisation_id=body) for a, bodies in self.partners for body in bodies]
        through.objects.bulk_create(rows, batch_size=BATCH)
        updates = [
            ProgressUpdate(action=action, status=status, text=text, reason=reason, made_by=self.by, made_at=self.at)
            for action, status, text, reason in self.updates
        ]
        ProgressUpdate.objects.bulk_create(updates, batch_size=BATCH)
        DueChange.objects.bulk_create(self.due, batch_size=BATCH)


def bodies() -> dict[str, int]:
    """Return every organisation under the words it is known by, in one statement."""
    return bodies_by_name(Organisation.objects.order_by("pk").values_list("pk", "name", "short_name", "slug"))


def dataset_of(rows: Iterator[tuple[int, Mapping[str, str]]]) -> tablib.Dataset:
    """Return rows as import-export takes them; every column is there, and the number of the line."""
    dataset = tablib.Dataset(headers=HEADERS)
    for line, cells in rows:
        dataset.append([*(cells.get(name, "") for name in HEADERS[:-1]), line])
    return dataset


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


KINDS: Final = {
    RowResult.IMPORT_TYPE_NEW: "new",
    RowResult.IMPORT_TYPE_UPDATE: "changed",
    RowResult.IMPORT_TYPE_SKIP: "unchanged",
}
