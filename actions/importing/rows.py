"""What one row of a table says of an action: values that may be written, or what is wrong with them. Pure.

An empty cell says nothing: what stands is left. What cannot be told is asked: an owner nobody here is called, a date
that can be read in two ways. Until it is answered the row is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from actions.dates import Reading, Sure, read_date
from actions.standing import Status

LONGEST: Final = {
    "reference": 20,
    "theme": 160,
    "title": 500,
    "owner_role": 120,
    "other_partners": 200,
    "due_words": 80,
    "what": 20_000,
    "resources": 20_000,
    "success_measure": 20_000,
    "position": 20_000,
    "reason": 20_000,
}
#: Words for a status besides its own: only those that can mean nothing else.
_STATUS_WORDS: Final = {
    "complete": Status.DONE,
    "completed": Status.DONE,
    "finished": Status.DONE,
    "not begun": Status.NOT_STARTED,
}
_SEPARATOR: Final = ";"
NOBODY: Final = 0


def key_of(words: str) -> str:
    """Return words as answers are kept under them: without case, with single spaces."""
    return " ".join(words.casefold().split())


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer said: unknown names to a body's number or `NOBODY`; unclear dates to a day or None."""

    owners: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(slots=True)
class Asked:
    """What has to be asked about a whole table: words as they were first written, by their key."""

    owners: dict[str, str] = field(default_factory=dict)
    days: dict[str, Reading] = field(default_factory=dict)
    #: Dates that were read as the last day of something: shown, so that nothing is rounded in silence.
    rounded: dict[str, Reading] = field(default_factory=dict)


@dataclass(slots=True)
class RowReader:
    """Reads rows one after the other; it remembers which references it has seen, and what has to be asked.

    Attributes:
        bodies: Organisations by every word they are known under (`bodies_by_name`).
        known_days: For actions that have them, the day that stands beside the same words: asked before.
    """

    bodies: Mapping[str, int]
    answers: Answers
    today: date
    known_days: Mapping[tuple[str, str], date | None] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    _seen: dict[str, int] = field(default_factory=dict)

    def read(self, cells: Mapping[str, str], *, line: int) -> tuple[dict[str, Any], dict[str, str]]:
        """Return what may be written and, by column, what is wrong."""
        wrong: dict[str, str] = {}
        values: dict[str, Any] = {name: text for name, text in cells.items() if text and name in LONGEST}
        self._reference(cells.get("reference", ""), line, wrong)
        for name, text in values.items():
            if len(text) > LONGEST[name]:
                wrong[name] = _("Too long: %(length)s letters; %(most)s are the most.") % {
                    "length": len(text),
                    "most": LONGEST[name],
                }
        self._owner(cells, values, wrong)
        self._due(cells, values, wrong)
        self._status(cells, values, wrong)
        return values, wrong

    def _reference(self, reference: str, line: int, wrong: dict[str, str]) -> None:
        if not reference:
            wrong["reference"] = _("no reference")
        elif reference in self._seen:
            wrong["reference"] = _("The same reference stands in line %(line)s.") % {"line": self._seen[reference]}
        else:
            self._seen[reference] = line

    def _owner(self, cells: Mapping[str, str], values: dict[str, Any], wrong: dict[str, str]) -> None:
        if owner := cells.get("owner", ""):
            found = self._body(owner)
            if found is None:
                wrong["owner"] = _("Nobody here is called “%(name)s”.") % {"name": owner}
            elif found:
                values["owner_id"] = found
        if partners := cells.get("partners", ""):
            found_all = {name: self._body(name) for name in _names(partners)}
            unknown = [name for name, number in found_all.items() if number is None]
            if unknown:
                wrong["partners"] = _("Nobody here is called “%(name)s”.") % {"name": "”, “".join(unknown)}
            values["partners"] = sorted({number for number in found_all.values() if number})

    def _body(self, name: str) -> int | None:
        """Return a body's number, `NOBODY` where the officer said so, None where it has to be asked."""
        key = key_of(name)
        found = self.bodies.get(key, self.answers.owners.get(key))
        if found is None:
            self.asked.owners.setdefault(key, name)
        return found

    def _due(self, cells: Mapping[str, str], values: dict[str, Any], wrong: dict[str, str]) -> None:
        due = cells.get("due", "")
        if not due:
            return
        key, reading = key_of(due), read_date(due, today=self.today)
        if reading.words and len(reading.words) > LONGEST["due_words"]:
            wrong["due"] = _("Too long for a date: write a day, or a few words.")
            return
        day, is_told = reading.day, reading.sure is not Sure.ASK
        known = (cells.get("reference", ""), key)
        if key in self.answers.days:
            day, is_told = self.answers.days[key], True
        elif not is_told and known in self.known_days:
            day, is_told = self.known_days[known], True
        if not is_told:
            self.asked.days.setdefault(key, reading)
            wrong["due"] = f"“{due}”: {reading.why}"
            return
        if reading.sure is Sure.ROUNDED:
            self.asked.rounded.setdefault(key, reading)
        values["due_on"] = day
        if reading.words and not cells.get("due_words"):
            values["due_words"] = reading.words

    def _status(self, cells: Mapping[str, str], values: dict[str, Any], wrong: dict[str, str]) -> None:
        words = cells.get("status", "")
        if not words:
            return
        status = status_of(words)
        if status is None:
            names = ", ".join(str(label) for label in Status.labels)
            wrong["status"] = _("“%(words)s” is none of: %(names)s.") % {"words": words, "names": names}
        elif status == Status.DROPPED and not cells.get("reason"):
            wrong["reason"] = _("It will not be done: say why, the reason is published with it.")
        else:
            values["status"] = status


def status_of(words: str) -> Status | None:
    key = key_of(words).replace("_", " ")
    named = {key_of(str(status.label)): status for status in Status} | _STATUS_WORDS
    return named.get(key) or next((status for status in Status if status.value.replace("_", " ") == key), None)


def bodies_by_name(rows: Iterable[tuple[int, str, str, str]]) -> dict[str, int]:
    """Return bodies by name, short name and slug; what two of them are called belongs to neither.

    Args:
        rows: Number, name, short name and slug of each.
    """
    found: dict[str, int] = {}
    twice: set[str] = set()
    for number, *names in rows:
        for key in {key_of(name) for name in names if name}:
            if found.setdefault(key, number) != number:
                twice.add(key)
    return {key: number for key, number in found.items() if key not in twice}


def _names(partners: str) -> list[str]:
    return [name for part in partners.split(_SEPARATOR) if (name := part.strip())]
