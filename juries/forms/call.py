"""What officers fill in about a call: the call itself, the census table, targets, the number, the observer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from juries.models import Recruitment, SoughtValue

CENSUS_AT_MOST = 200_000


class MomentField(forms.DateTimeField):
    """A day and a time in one box."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class CallForm(forms.ModelForm[Recruitment]):
    opens_at = MomentField(label=_("Opens (day and time)"))
    closes_at = MomentField(label=_("Closes (day and time)"))

    class Meta:
        model = Recruitment
        fields: ClassVar = ["opens_at", "closes_at", "size", "meaning", "least_age", "kept_months"]
        widgets: ClassVar = {"meaning": forms.Textarea(attrs={"rows": 6})}


class CensusForm(forms.Form):
    table = forms.FileField(
        label=_("Population figures (CSV)"),
        help_text=_("Three columns: feature, value, population. One line for each value."),
        error_messages={"required": _("Choose a CSV file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_table(self) -> bytes:
        table = self.cleaned_data["table"]
        if table.size > CENSUS_AT_MOST:
            raise forms.ValidationError(_("The file is too large for such a table. Choose a smaller one."))
        return bytes(table.read())


class TargetsForm(forms.Form):
    """'At least' and 'at most' of every value, in two columns of a table."""

    def __init__(self, data: Any = None, *, values: list[SoughtValue], size: int) -> None:
        super().__init__(data)
        self.values = values
        for value in values:
            for name, initial, words in (
                (f"least-{value.pk}", value.at_least, _("at least")),
                (f"most-{value.pk}", value.at_most, _("at most")),
            ):
                self.fields[name] = forms.IntegerField(
                    label=f"{value.feature.title}, {value.label}: {words}",
                    initial=initial,
                    min_value=0,
                    max_value=size,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", "aria-label": f"{value.label}: {words}"}),
                )

    def targets(self) -> dict[int, tuple[int, int]]:
        data = self.cleaned_data
        return {one.pk: (data[f"least-{one.pk}"], data[f"most-{one.pk}"]) for one in self.values}

    def rows(self) -> dict[int, tuple[forms.BoundField, forms.BoundField]]:
        return {one.pk: (self[f"least-{one.pk}"], self[f"most-{one.pk}"]) for one in self.values}


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("The number thrown, three figures"),
        help_text=_("From 000 to 999. It is fixed as soon as you enter it, and nobody can change it."),
        max_length=3,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "4"}),
        error_messages={"required": _("Write the number that was thrown.")},
    )
    where = forms.CharField(
        label=_("Where and how it was thrown"),
        help_text=_("Such as: three ten-sided dice, at the library, before 20 people. No names. Everybody reads this."),
        max_length=200,
        required=False,
    )


class ObserverForm(forms.Form):
    observer = forms.CharField(
        label=_("Who is the file for?"),
        help_text=_("Name and body of the appointed observer. It is logged with your name."),
        max_length=200,
        error_messages={"required": _("Write who the file is for.")},
    )
