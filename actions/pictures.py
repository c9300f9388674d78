"""How the standing of actions is drawn: a shape and a word for each status, a bar whose parts lie side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.ledger import Counts
from actions.standing import Status

#: The look of each status: a class of components/tag.css, whose shape differs from every other's.
TAGS: Final = {
    Status.NOT_STARTED: "planned",
    Status.ON_TRACK: "open",
    Status.AT_RISK: "due",
    Status.LATE: "late",
    Status.DONE: "done",
    Status.DROPPED: "shut",
}
#: From what is settled to what is not, as the parts of a bar lie.
ORDER: Final = (
    Status.DONE,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.LATE,
    Status.NOT_STARTED,
    Status.DROPPED,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One status in a bar. `start` and `length` are per cent of the whole bar, `share` is whole per cent."""

    status: str
    tag: str
    label: str | Promise
    number: int
    share: int
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Bar:
    """How the actions of a plan stand, drawn; what it says is in words beside it."""

    counts: Counts
    parts: tuple[Part, ...]
    finding: str

    @property
    def shown(self) -> list[Part]:
        """The statuses that any action has."""
        return [part for part in self.parts if part.number]


def draw(counts: Counts) -> Bar:
    """Return the bar of these counts; a part for each status, those without an action too."""
    parts, start = [], 0.0
    for status in ORDER:
        number = counts.statuses[status]
        length = 100 * number / counts.total if counts.total else 0.0
        parts.append(
            Part(status.value, TAGS[status], status.label, number, round(length), round(start, 3), round(length, 3))
        )
        start += length
    return Bar(counts, tuple(parts), say_finding(counts))


def say_finding(counts: Counts) -> str:
    """Say in a sentence or two how a plan stands."""
    if not counts.total:
        return _("No action is in this plan yet.")
    numbers = {"done": counts.done, "total": counts.total}
    said = ngettext("%(done)d of %(total)d is done.", "%(done)d of %(total)d are done.", counts.done) % numbers
    if not counts.done:
        said = _("None of %(total)d is done yet.") % numbers
    marks = []
    if counts.overdue:
        marks.append(ngettext("%d is overdue", "%d are overdue", counts.overdue) % counts.overdue)
    if counts.silent:
        marks.append(
            ngettext(
                "nothing was heard of %d for three months", "nothing was heard of %d for three months", counts.silent
            )
            % counts.silent
        )
    return f"{said} {_sentence(marks)}".strip()


def _sentence(parts: list[str]) -> str:
    if not parts:
        return ""
    words = _("%(one)s, and %(other)s") % {"one": parts[0], "other": parts[1]} if len(parts) > 1 else parts[0]
    return f"{words[0].upper()}{words[1:]}."
