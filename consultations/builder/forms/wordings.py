"""One other wording of the whole survey, beside the standard one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.builder.conflict import Stored
from consultations.builder.wording import Bundle, Unit, is_wordable, lang_attributes
from questions.models import Style

LONGEST = 5000


class PickForm(forms.Form):
    """Which wording to write."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.QUESTION_LANGUAGES)
    style = forms.ChoiceField(label=gettext_lazy("Written for"), choices=Style.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not is_wordable(cleaned["language"], cleaned["style"]):
            raise forms.ValidationError(
                _("Standard English is what you write on the questions themselves. Choose another language or style.")
            )
        return cleaned


@dataclass(frozen=True, slots=True)
class Line:
    """One text beside its field."""

    unit: Unit
    field: forms.BoundField

    @property
    def is_missing(self) -> bool:
        return not self.field.value()


class WordingForm(forms.Form):
    """A field for every text of the survey, empty where it falls back to the standard wording."""

    def __init__(self, *args: Any, bundles: Sequence[Bundle], language: str, style: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bundles, self.pair = bundles, (language, style)
        for bundle in bundles:
            for unit in bundle.units:
                self.fields[unit.key] = self._field(unit)

    def _field(self, unit: Unit) -> forms.CharField:
        attributes = lang_attributes(self.pair[0])
        widget = (
            forms.Textarea({"rows": 1 + len(unit.standard) // 60} | attributes)
            if unit.is_long
            else forms.TextInput(attributes)
        )
        return forms.CharField(
            label=unit.what,
            required=False,
            max_length=LONGEST if unit.is_long else 300,
            widget=widget,
            initial=unit.there.get(self.pair, ""),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for bundle in self.bundles:
            first, *others = (unit for unit in bundle.units if not unit.key.startswith("c"))
            if any(cleaned.get(unit.key) for unit in others) and not cleaned.get(first.key):
                self.add_error(first.key, _("Write this too: what stands below it is only shown with it."))
        return cleaned

    def groups(self) -> Iterator[tuple[Bundle, list[Line]]]:
        for bundle in self.bundles:
            yield bundle, [Line(unit, self[unit.key]) for unit in bundle.units]

    def state(self) -> dict[str, Stored]:
        """Return what is stored of this wording, by field."""
        return {
            unit.key: Stored(f"{unit.what}: {unit.standard}", unit.there.get(self.pair, ""))
            for bundle in self.bundles
            for unit in bundle.units
        }
