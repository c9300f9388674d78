"""What the screen of an import shows, cut to what one screen can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise

from actions.dates import Reading
from actions.importing.columns import COLUMNS
from actions.models import ImportDraft
from actions.resources import ActionRow
from actions.services.importing import Outcome
from actions.standing import Status

#: So many rows with something wrong can be put right at once; so many of the others are shown.
MOST_WRONG, MOST_RIGHT, MOST_ASKED = 50, 200, 100
#: Faults that are answered for the whole table, not in their row.
ANSWERED_ABOVE: Final = frozenset({"owner", "partners"})
LONG: Final = frozenset({"what", "position", "reason", "resources", "success_measure", "title"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that can be put right on the screen."""

    name: str
    column: str
    label: str | Promise
    text: str
    fault: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class WrongRow:
    line: int
    reference: str
    title: str
    faults: Sequence[str]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class RightRow:
    line: int
    reference: str
    title: str
    changes: Sequence[tuple[str | Promise, str, str]]


@dataclass(frozen=True, slots=True)
class Check:
    """All that the screen of one import shows."""

    counts: dict[str, int]
    columns: list[tuple[str, str, str]]
    choices: list[tuple[str, str | Promise]]
    owners: list[tuple[str, str]]
    days: list[tuple[str, Reading]]
    rounded: list[Reading]
    wrong: list[WrongRow]
    new: list[RightRow]
    changed: list[RightRow]
    more: dict[str, int]
    statuses: Sequence[tuple[str, str | Promise]]
    mark: str

    @property
    def right(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    @property
    def is_asking(self) -> bool:
        return bool(self.owners or self.days or self.wrong)


def draw_check(draft: ImportDraft, outcome: Outcome) -> Check:
    """Return what is shown of a checked table."""
    kinds = {kind: outcome.of_kind(kind) for kind in ("wrong", "new", "changed")}
    most = {"wrong": MOST_WRONG, "new": MOST_RIGHT, "changed": MOST_RIGHT}
    return Check(
        counts=outcome.counts,
        columns=_columns(draft),
        choices=list(COLUMNS.items()),
        owners=list(outcome.asked.owners.items())[:MOST_ASKED],
        days=list(outcome.asked.days.items())[:MOST_ASKED],
        rounded=list(outcome.asked.rounded.values())[:MOST_ASKED],
        wrong=[_wrong(row) for row in kinds["wrong"][:MOST_WRONG]],
        new=[_right(row) for row in kinds["new"][:MOST_RIGHT]],
        changed=[_right(row) for row in kinds["changed"][:MOST_RIGHT]],
        more={kind: max(0, len(rows) - most[kind]) for kind, rows in kinds.items()},
        statuses=[(str(one.label), one.label) for one in Status],
        mark=outcome.mark,
    )


def _columns(draft: ImportDraft) -> list[tuple[str, str, str]]:
    """Return each heading with an example from below it and what it stands for."""
    rows: list[dict[str, Any]] = draft.table["rows"][:200]
    found = []
    for place, heading in enumerate(draft.table["headings"]):
        example = next((row["cells"][place] for row in rows if row["cells"][place]), "")
        found.append((heading, example[:80], draft.columns[place]))
    return found


def _wrong(row: ActionRow) -> WrongRow:
    names = [name for name in row.faults if name not in ANSWERED_ABOVE]
    if "reference" in row.faults and not row.cells.get("title"):
        names.append("title")
    if "reason" in row.faults and "status" not in names:
        names.insert(0, "status")
    cells = [
        Cell(
            f"cell-{row.line}-{name}",
            name,
            COLUMNS.get(name, name),
            row.cells.get(name, ""),
            row.faults.get(name, ""),
            name in LONG,
        )
        for name in names
    ]
    title = row.cells.get("title") or row.cells.get("what") or row.cells.get("position") or ""
    return WrongRow(row.line, row.cells.get("reference", ""), title[:160], list(row.faults.values()), cells)


def _right(row: ActionRow) -> RightRow:
    changes = [(COLUMNS.get(name, name), before[:160], after[:160]) for name, (before, after) in row.changes.items()]
    return RightRow(row.line, row.cells.get("reference", ""), row.cells.get("title", "")[:160], changes)
