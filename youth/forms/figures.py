"""The table that an officer brings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from youth.errors import YouthRefusal
from youth.figures_file import MOST_BYTES, Sheet, TooLarge, read_sheet, text_of


class FigureFileForm(forms.Form):
    """A CSV file, and whose figures they are."""

    organisation = forms.ModelChoiceField(
        label=_("Whose figures are they?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("Choose one of your organisations.")},
    )
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Columns: figure, period, group, value, unit, source, note. At most 5,000 rows and 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        error_messages={"required": _("Choose a CSV file."), "empty": _("This file is empty. Choose another one.")},
    )

    text: str
    sheet: Sheet

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations.order_by("name")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise TooLarge
            self.text = text_of(file.read())
            self.sheet = read_sheet(self.text)
        except YouthRefusal as refusal:
            raise forms.ValidationError(str(refusal.public_message)) from None
        return file


class FigureTakeForm(forms.Form):
    """What the officer was shown, sent back to be written: checked anew, as anything that comes from outside."""

    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none())
    text = forms.CharField(strip=False, max_length=2 * MOST_BYTES)
    seen = forms.CharField(max_length=64)

    sheet: Sheet

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            self.sheet = read_sheet(text)
        except YouthRefusal as refusal:
            raise forms.ValidationError(str(refusal.public_message)) from None
        return text
