"""The same choices for several rows. The value maps row id (as text) to choice id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questions.asked import Asked, AskedChoice, Given
from questions.choosing import is_id_of, labelled, read_id
from questions.errors import AnswerRefused, ForgedChoice, Problem
from questions.figures import (
    PATTERNS,
    Bar,
    Figure,
    Stack,
    figure_id,
    length,
    nobody,
    of_whole,
    people_answered,
    percent,
)
from questions.kind import Cell, Kind, Option, Raw, only
from questions.tally import Tally, Weighted
from questions.words import spoken_number


class Matrix(Kind):
    slug = "matrix"
    label = gettext_lazy("Grid: the same choices for several rows")
    place = 110
    has_choices = True
    has_rows = True
    shows_part_errors = True

    def parts(self, asked: Asked) -> tuple[str, ...]:
        return tuple(f"_{row.id}" for row in asked.offered_rows)

    def read(self, asked: Asked, raw: Raw) -> Given:
        value = {}
        for row in asked.offered_rows:
            sent = only(raw, f"_{row.id}")
            if sent:
                value[str(row.id)] = read_id(sent, asked.offered, part=f"_{row.id}")
        return Given(value=value or None)

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {f"_{row}": [str(choice)] for row, choice in (given.value or {}).items()}

    def check(self, asked: Asked, given: Given) -> None:
        if given.text:
            raise AnswerRefused
        if given.value is None:
            return
        rows = {str(row.id) for row in asked.rows}
        if not isinstance(given.value, dict) or not given.value or set(given.value) - rows:
            raise ForgedChoice
        if not all(is_id_of(choice, asked.choices) for choice in given.value.values()):
            raise ForgedChoice

    def gaps(self, asked: Asked, given: Given) -> list[Problem]:
        return [
            Problem(_("Choose an answer for ‘%(row)s’.") % {"row": row.text}, f"_{row.id}")
            for row in asked.offered_rows
            if str(row.id) not in (given.value or {})
        ]

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        return tuple(self._row_control(asked, row, name, raw, errors) for row in asked.offered_rows)

    def _row_control(self, asked: Asked, row: AskedChoice, name: str, raw: Raw, errors: Mapping[str, str]) -> Option:
        part = f"_{row.id}"
        sent = set(raw.get(part, ()))
        return Option(
            id=name + part,
            name=name + part,
            value=str(row.id),
            label=row.text,
            lang=row.lang,
            dir=row.dir,
            error=errors.get(part, ""),
            options=tuple(
                Option(
                    id=name + part if place == 0 else f"{name}{part}-{choice.id}",
                    name=name + part,
                    value=str(choice.id),
                    label=choice.text,
                    lang=choice.lang,
                    dir=choice.dir,
                    is_checked=str(choice.id) in sent,
                )
                for place, choice in enumerate(asked.offered)
            ),
        )

    def hint(self, asked: Asked) -> str:
        return _("Choose one answer in each row.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count each choice in each row. A row may have fewer answers than there were people."""
        rows = {str(row.id): {str(choice.id): 0 for choice in asked.choices} for row in asked.rows}
        answered = 0
        for value, weight in counts:
            if not value:
                continue
            answered += weight
            for row, choice in value.items():
                if row not in rows or str(choice) not in rows[row]:
                    raise ValueError(f"No such row or choice: {row!r}, {choice!r}")
                rows[row][str(choice)] += weight
        return Tally(answered=answered, rows=rows)

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        rows = [row for row in asked.rows if not row.is_retired or any(tally.rows.get(str(row.id), {}).values())]
        choices = [choice for choice in asked.choices if not choice.is_retired or _total(tally, choice)]
        return Figure(
            id=figure_id(asked),
            title=asked.text,
            finding=self._finding(rows, choices, tally),
            note=people_answered(tally.answered),
            stacks=tuple(self._stack(row, choices, tally) for row in rows),
            columns=(_("Row"), *(_named(choice) for choice in choices), _("People")),
            rows=tuple(self._table_row(row, choices, tally) for row in rows),
            lang=asked.lang,
        )

    def _finding(self, rows: list[AskedChoice], choices: list[AskedChoice], tally: Tally) -> str:
        """Name the most common answer of the rows; of more than three, those with the clearest one."""
        leads = []
        for row in rows:
            counts = tally.rows.get(str(row.id), {})
            total = sum(counts.values())
            top = max(choices, key=lambda choice: counts.get(str(choice.id), 0), default=None)
            if total and top is not None:
                leads.append((counts[str(top.id)] / total, row.text, top.text, counts[str(top.id)], total))
        if not leads:
            return nobody()
        leads.sort(key=lambda lead: -lead[0])
        named = [
            _("‘%(row)s’: ‘%(answer)s’, %(numbers)s")
            % {"row": row, "answer": answer, "numbers": of_whole(count, total)}
            for _share, row, answer, count, total in leads[:3]
        ]
        words = (
            _("The most common answers: %(answers)s.") if len(leads) <= 3 else _("The clearest answers: %(answers)s.")
        )
        return words % {"answers": "; ".join(named)}

    def _stack(self, row: AskedChoice, choices: list[AskedChoice], tally: Tally) -> Stack:
        counts = tally.rows.get(str(row.id), {})
        total = sum(counts.values())
        pieces, before = [], 0
        for place, choice in enumerate(choices):
            count = counts.get(str(choice.id), 0)
            piece = Bar(
                label=choice.text,
                count=count,
                share=percent(count, total),
                start=length(before, total),
                length=length(count, total),
                look=str(place % PATTERNS),
                note=_("no longer offered") if choice.is_retired else "",
                lang=choice.lang,
            )
            pieces.append(piece)
            before += count
        return Stack(label=_named(row), pieces=tuple(pieces), answered=total, lang=row.lang)

    def _table_row(self, row: AskedChoice, choices: list[AskedChoice], tally: Tally) -> tuple[str, ...]:
        counts = tally.rows.get(str(row.id), {})
        total = sum(counts.values())
        cells = [counts.get(str(choice.id), 0) for choice in choices]
        shares = [f"{spoken_number(count)} ({percent(count, total)})" for count in cells]
        return (_named(row), *shares, spoken_number(total))

    def columns(self, asked: Asked) -> list[str]:
        return [_("%(question)s: %(row)s") % {"question": asked.text, "row": row.text} for row in asked.rows]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        value = (given.value or {}) if given else {}
        names = {choice.id: choice.text for choice in asked.choices}
        return [names.get(value.get(str(row.id), 0), "") for row in asked.rows]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        names = {choice.id: choice.text for choice in asked.choices}
        value = given.value or {}
        return [
            _("%(row)s: %(choice)s") % {"row": row.text, "choice": names.get(value[str(row.id)], "")}
            for row in asked.rows
            if str(row.id) in value
        ]


def _named(choice: AskedChoice) -> str:
    return labelled(choice.text, _("no longer offered") if choice.is_retired else "")


def _total(tally: Tally, choice: AskedChoice) -> int:
    return sum(row.get(str(choice.id), 0) for row in tally.rows.values())


KIND = Matrix()
