"""The make-up of a jury as its page shows it: a figure with its table for each feature."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from juries.make_up import per_cent
from juries.models import JuryPage, MakeUp
from questions.figures import Bar, Figure, length


def make_up_figures(jury: JuryPage) -> list[Figure]:
    """Return a figure for each feature that was published, out of what jurors agreed to have counted; else none."""
    made = MakeUp.objects.filter(jury=jury, is_shown=True).first()
    tables = made.tables if made is not None else []
    return [_figure(table, number) for number, table in enumerate(tables, start=1)]


def _figure(table: dict[str, Any], number: int) -> Figure:
    of = sum(row["jurors"] for row in table["rows"])
    return Figure(
        id=f"make-up-{number}",
        title=table["title"],
        finding=_finding(table["rows"], of),
        note=_("Jurors who agreed to be counted: %(number)s. Groups of fewer than 3 are put together.")
        % {"number": of},
        bars=tuple(bar for row in table["rows"] for bar in _bars(row, of)),
        columns=(_("Group"), _("Jurors"), _("Share of the jury"), _("Share of everybody in the area")),
        rows=tuple(_cells(row, of) for row in table["rows"]),
    )


def _finding(rows: list[dict[str, Any]], of: int) -> str:
    """Say which group is furthest from its share of the population, or the largest where shares are not known."""
    known = [row for row in rows if row["population"] is not None]
    if not known:
        largest = max(rows, key=lambda row: row["jurors"])
        words = _("%(jurors)s of %(of)s jurors: %(group)s.")
        return words % {"jurors": largest["jurors"], "of": of, "group": _name(largest)}
    furthest = max(known, key=lambda row: abs(_gap(row, of)))
    values = {
        "group": _name(furthest),
        "jury": per_cent(furthest["jurors"], of),
        "area": _whole(furthest["population"]),
    }
    if abs(_gap(furthest, of)) < 5:
        return _("Each group’s share of the jury is within 5 points of its share of everybody in the area.")
    return _("%(group)s: %(jury)s%% of the jury, %(area)s%% of everybody in the area.") % values


def _gap(row: dict[str, Any], of: int) -> Decimal:
    return Decimal(100 * row["jurors"]) / of - Decimal(row["population"]) if of else Decimal(0)


def _bars(row: dict[str, Any], of: int) -> Iterator[Bar]:
    share = per_cent(row["jurors"], of)
    jury = _("%(number)s of %(of)s (%(share)s%%)") % {"number": row["jurors"], "of": of, "share": share}
    label = _("%(group)s: the jury") % {"group": _name(row)}
    yield Bar(label=label, count=row["jurors"], share="", length=length(share, 100), look="lead", value=jury)
    if row["population"] is not None:
        area = _whole(row["population"])
        label = _("%(group)s: everybody") % {"group": _name(row)}
        yield Bar(label=label, count=0, share="", length=length(area, 100), value=f"{area}%")


def _cells(row: dict[str, Any], of: int) -> tuple[str, ...]:
    area = "" if row["population"] is None else f"{_whole(row['population'])}%"
    return (_name(row), str(row["jurors"]), f"{per_cent(row['jurors'], of)}%", area)


def _name(row: dict[str, Any]) -> str:
    return _(" or ").join(row["labels"]) if len(row["labels"]) < 4 else _others(row["labels"])


def _others(labels: list[str]) -> str:
    return _("%(first)s and %(number)s other groups") % {"first": labels[0], "number": len(labels) - 1}


def _whole(share: str) -> int:
    return int(Decimal(share) + Decimal("0.5"))
