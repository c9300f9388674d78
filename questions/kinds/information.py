"""Text between questions, which is only read. It has no answer and no numbers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from questions.asked import Asked, Given
from questions.errors import AnswerRefused
from questions.figures import Figure, figure_id
from questions.kind import Cell, Kind, Raw
from questions.tally import Tally, Weighted


class Information(Kind):
    slug = "information"
    label = _("Information text")
    place = 120
    is_answered = False

    def parts(self, asked: Asked) -> tuple[str, ...]:
        return ()

    def read(self, asked: Asked, raw: Raw) -> Given:
        return Given()

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {}

    def check(self, asked: Asked, given: Given) -> None:
        if not given.is_blank:
            raise AnswerRefused

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        return Tally()

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        return Figure(id=figure_id(asked), title=asked.text, finding="", note="", lang=asked.lang)

    def columns(self, asked: Asked) -> list[str]:
        return []

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        return []

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        return []


KIND = Information()
