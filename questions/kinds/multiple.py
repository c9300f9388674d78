"""Several choices. The value is the sorted list of their ids; the words beside 'other' are in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from questions.asked import Asked, Given
from questions.choosing import (
    OTHER,
    check_other,
    choice_figure,
    is_id_of,
    other_of,
    read_id,
    read_other,
    spoken_choices,
    tiles,
)
from questions.errors import ExclusiveBroken, ForgedChoice, WrongCount
from questions.figures import Figure
from questions.kind import Cell, ConfigForm, Kind, Option, Raw
from questions.tally import Tally, Weighted, count_marks


class MultipleConfig(ConfigForm):
    minimum = forms.IntegerField(label=gettext_lazy("Choose at least"), min_value=1, required=False)
    maximum = forms.IntegerField(label=gettext_lazy("Choose at most"), min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("minimum"), cleaned.get("maximum")
        if least and most and least > most:
            self.add_error("maximum", _("‘At most’ must not be less than ‘at least’."))
        return cleaned


class Multiple(Kind):
    slug = "multiple"
    label = gettext_lazy("Several choices")
    place = 30
    has_choices = True
    has_other = True
    has_exclusive = True
    has_pictures = True
    can_lead = True
    config_form = MultipleConfig

    def parts(self, asked: Asked) -> tuple[str, ...]:
        return ("", OTHER) if other_of(asked.offered) else ("",)

    def read(self, asked: Asked, raw: Raw) -> Given:
        value = sorted({read_id(sent.strip(), asked.offered) for sent in raw.get("", ()) if sent.strip()})
        return Given(value=value or None, text=read_other(asked, value, raw))

    def raw(self, asked: Asked, given: Given) -> dict[str, list[str]]:
        return {"": [str(choice) for choice in given.value or ()], OTHER: [given.text] if given.text else []}

    def check(self, asked: Asked, given: Given) -> None:
        if given.value is None:
            return check_other(asked, (), given.text)
        if not isinstance(given.value, list) or not all(is_id_of(value, asked.choices) for value in given.value):
            raise ForgedChoice
        if not given.value or given.value != sorted(set(given.value)):
            raise ForgedChoice
        self._check_exclusive(asked, given.value)
        self._check_count(asked, given.value)
        return check_other(asked, given.value, given.text)

    def _check_exclusive(self, asked: Asked, chosen: list[int]) -> None:
        exclusive = next((choice for choice in asked.choices if choice.id in chosen and choice.is_exclusive), None)
        if exclusive is not None and len(chosen) > 1:
            message = _("Choose either ‘%(choice)s’ alone, or other answers without it.")
            raise ExclusiveBroken(message % {"choice": exclusive.text})

    def _check_count(self, asked: Asked, chosen: list[int]) -> None:
        if any(choice.id in chosen and choice.is_exclusive for choice in asked.choices):
            return
        least, most = _limits(asked)
        if len(chosen) < least:
            message = ngettext("Choose at least %(number)s answer.", "Choose at least %(number)s answers.", least)
            raise WrongCount(message % {"number": least})
        if most and len(chosen) > most:
            message = ngettext("Choose %(number)s answer at most.", "Choose %(number)s answers at most.", most)
            raise WrongCount(message % {"number": most})

    def controls(self, asked: Asked, name: str, raw: Raw, errors: Mapping[str, str]) -> tuple[Option, ...]:
        return tiles(asked, name, raw, errors)

    def hint(self, asked: Asked) -> str:
        least, most = _limits(asked)
        if least and most:
            if least == most:
                return ngettext("Choose %(number)s answer.", "Choose %(number)s answers.", most) % {"number": most}
            return _("Choose %(least)s to %(most)s answers.") % {"least": least, "most": most}
        if most:
            return ngettext("Choose up to %(number)s answer.", "Choose up to %(number)s answers.", most) % {
                "number": most
            }
        if least:
            return ngettext("Choose at least %(number)s answer.", "Choose at least %(number)s answers.", least) % {
                "number": least
            }
        return _("Choose all that apply.")

    def missing(self, asked: Asked) -> str:
        return _("Choose at least one answer.")

    def chosen(self, given: Given) -> frozenset[int]:
        return frozenset(given.value or ())

    def tally(self, asked: Asked, counts: Iterable[Weighted]) -> Tally:
        """Count how many chose each choice; the counts add up to more than the people who answered."""
        given = [(value, weight) for value, weight in counts if value]
        marks = count_marks([choice.id for choice in asked.choices], given)
        return Tally(answered=sum(weight for _value, weight in given), counts=marks)

    def chart(self, asked: Asked, tally: Tally) -> Figure:
        return choice_figure(asked, tally, note=_("People could choose more than one."))

    def columns(self, asked: Asked) -> list[str]:
        heads = [_("%(question)s: %(choice)s") % {"question": asked.text, "choice": one.text} for one in asked.choices]
        return [*heads, *([_("%(question)s: in their own words") % {"question": asked.text}] if _asks(asked) else [])]

    def cells(self, asked: Asked, given: Given | None) -> list[Cell]:
        if given is None or given.is_blank:
            return [None] * len(self.columns(asked))
        marks: list[Cell] = [int(choice.id in (given.value or ())) for choice in asked.choices]
        return [*marks, *([given.text] if _asks(asked) else [])]

    def spoken(self, asked: Asked, given: Given) -> list[str]:
        return spoken_choices(asked, given.value or (), given.text)


def _limits(asked: Asked) -> tuple[int, int]:
    return asked.config.get("minimum") or 0, asked.config.get("maximum") or 0


def _asks(asked: Asked) -> bool:
    return any(choice.is_other for choice in asked.choices)


KIND = Multiple()
