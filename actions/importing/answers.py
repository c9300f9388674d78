"""What an officer sent from the screen of an import: columns, who unknown owners are, unclear dates, corrections."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from actions.importing.columns import COLUMNS
from actions.models import ImportDraft
from actions.typed import tidy

#: Fields of the form: `owner-3` with the words in `owner-words-3`, and so on.
MOST: Final = 200
BEYOND: Final = "beyond"


@dataclass(slots=True)
class Sent:
    columns: list[str] | None = None
    owners: dict[str, int] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_answers(sent: QueryDict, *, draft: ImportDraft, bodies: Collection[int]) -> Sent:
    """Read what was sent; what is not answered is left to be asked again."""
    answers = Sent()
    if sent.get("do") == "match":
        _columns(sent, draft, answers)
        return answers
    for number in range(MOST):
        if words := sent.get(f"owner-words-{number}"):
            chosen = sent.get(f"owner-{number}", "")
            if chosen.isascii() and chosen.isdigit() and (chosen == "0" or int(chosen) in bodies):
                answers.owners[words[:500]] = int(chosen)
        if words := sent.get(f"day-words-{number}"):
            _day(sent, number, words[:500], answers)
    lines = {str(row["line"]) for row in draft.table["rows"]}
    for name in sent:
        kind, _sign, rest = name.partition("-")
        line, _sign, column = rest.partition("-")
        if kind == "cell" and line in lines and (column in COLUMNS or column == BEYOND):
            text = "" if column == BEYOND else tidy(str(sent[name]))
            answers.cells.setdefault(line, {})[column] = text
    return answers


def _columns(sent: QueryDict, draft: ImportDraft, answers: Sent) -> None:
    chosen = [sent.get(f"column-{place}", "") for place in range(len(draft.table["headings"]))]
    chosen = [one if one in COLUMNS else "" for one in chosen]
    twice = {one for one in chosen if one and chosen.count(one) > 1}
    if twice:
        names = ", ".join(str(COLUMNS[one]) for one in sorted(twice))
        answers.problems.append(_("Two columns cannot be the same: %(names)s. Choose one of them.") % {"names": names})
        return
    answers.columns = chosen


def _day(sent: QueryDict, number: int, words: str, answers: Sent) -> None:
    if sent.get(f"no-day-{number}"):
        answers.days[words] = ""
        return
    typed = sent.get(f"day-{number}", "").strip()
    if not typed:
        return
    try:
        answers.days[words] = date.fromisoformat(typed).isoformat()
    except ValueError:
        answers.problems.append(
            _("“%(typed)s” is no day. Write it as year-month-day, such as 2027-03-31.") % {"typed": typed[:40]}
        )
