"""How many sheets of paper bear each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from live.models import Round
from live.services.helping import MOST_SHEETS
from questions.asked import Asked
from questions.kinds import get_kind


class PaperForm(forms.Form):
    """One number for each answer on offer, and for each that had been counted before."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for option in get_kind(asked.kind).controls(asked, "", {}, {}):
            self.fields[f"n{option.value}"] = forms.IntegerField(
                label=option.label,
                required=False,
                min_value=0,
                max_value=MOST_SHEETS,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "invalid": _("Write a whole number of sheets for ‘%(answer)s’.") % {"answer": option.label},
                    "min_value": _("Write 0 or more sheets for ‘%(answer)s’.") % {"answer": option.label},
                    "max_value": _("That is more paper than any hall holds: look at ‘%(answer)s’ again.")
                    % {"answer": option.label},
                },
            )

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "seen"]

    def over(self, round_: Round) -> PaperForm:
        """Return the same numbers, with what somebody else has counted meanwhile said beside them."""
        round_.refresh_from_db(fields=["corrections"])
        form = PaperForm({**dict(self.data.items()), "seen": round_.corrections}, asked=self.asked)
        for one in round_.paper_counts.all():
            field = form.fields.get(f"n{one.value}")
            if field is not None:
                field.help_text = _("Counted by now: %(number)s") % {"number": one.number}
        return form

    def counted(self) -> Mapping[Any, int]:
        """Return how many sheets there are of each value. Only after `is_valid`."""
        return {int(name[1:]): self.cleaned_data[name] or 0 for name in self.fields if name != "seen"}
