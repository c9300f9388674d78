"""What the two kinds of written answer have in common. The value is None, the words are in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.utils.translation import gettext as _

from questions.asked import Asked, Given
from questions.errors import AnswerRefused
from questions.figures import Figure, figure_id, people_answered
from questions.kind import Cell, Kind, Option, Raw, first
from questions.tally import Tally, Weighted
from questions.words import clean_words, spoken_number


class Written(Kind):
    """Words alone. Nothing of them is counted but how many wrote."""

    is_group = False
    longest: ClassVar[int]

    def maximum(self, asked: Asked) -> int:
        return asked.config.get("max_length") or self.longest

    def read(self, asked: Asked, raw: Raw) -> Given:
        return Given(text=clean_words(first(raw), maximum=self.maximum(asked)))

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {"": [given.text] if given.text else []}

    def check(self, asked: Asked, given: Given) -> None:
        if given.value is not None or not isinstance(given.text, str):
            raise AnswerRefused
        clean_words(given.text, maximum=self.maximum(asked))

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        return (Option(id=name, name=name, value=first(raw), label=asked.text, most=self.maximum(asked)),)

    def hint(self, asked: Asked) -> str:
        return _("You can write up to %(number)s characters.") % {"number": spoken_number(self.maximum(asked))}

    def missing(self, asked: Asked) -> str:
        return _("Write an answer.")

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count how many wrote something. The caller leaves blank answers out."""
        return Tally(answered=sum(weight for _value, weight in counts))

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        finding = people_answered(tally.answered)
        return Figure(id=figure_id(asked), title=asked.text, finding=finding, note="", lang=asked.lang)

    def columns(self, asked: Asked) -> list[str]:
        return [asked.text]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        return [given.text if given else ""]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        return given.text.split("\n") if given.text else []
