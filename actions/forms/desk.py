"""Forms of the officers' screens: a table to import, a board report, a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.errors import Refusal
from actions.importing.tables import MOST_BYTES, Table, TooLarge, read_file, read_text
from actions.models import ActionPlan, BoardReport
from actions.typed import TidyFields
from people.models import Organisation


class ImportForm(forms.Form):
    """A file or a pasted table; for a plan still to be made also its title and who leads it."""

    new_title = forms.CharField(label=gettext_lazy("Title of the new plan"), max_length=160)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Lead organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("A file"),
        help_text=gettext_lazy("CSV or XLSX, at most 5 MB. Of a workbook the first sheet is read."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste a table"),
        help_text=gettext_lazy("Copy it in your word processor or spreadsheet, headings too, and paste it here."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "wrap": "off"}),
    )

    table: Table
    source: str

    def __init__(self, *args: Any, organisations: QuerySet[Organisation] | None, **kwargs: Any) -> None:
        """`organisations`: those who may lead a new plan; None where the plan is there."""
        super().__init__(*args, **kwargs)
        if organisations is None:
            del self.fields["new_title"], self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if bool(file) == bool(pasted.strip()):
            self.add_error("file", _("Choose a file or paste a table: one of the two."))
            return cleaned
        try:
            self._read(file, pasted)
        except Refusal as refusal:
            self.add_error("file" if file else "pasted", str(refusal.public_message))
        return cleaned

    def _read(self, file: Any, pasted: str) -> None:
        if not file:
            self.table, self.source = read_text(pasted), _("a pasted table")
            return
        if file.size > MOST_BYTES:
            raise TooLarge
        self.table, self.source = read_file(file.read(), file.name), file.name


class ReportForm(TidyFields, forms.ModelForm):
    """What a board report is about."""

    class Meta:
        model = BoardReport
        fields = ("title", "organisation", "meeting_on", "previous_meeting_on", "plans", "introduction")
        widgets = {
            "meeting_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "previous_meeting_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "plans": forms.CheckboxSelectMultiple,
            "introduction": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], plans: QuerySet[ActionPlan], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]
        self.fields["plans"].queryset = plans  # type: ignore[attr-defined]


class FreezeForm(TidyFields, forms.Form):
    """A new review: what it is called, of which day, what is to be said of it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    on = forms.DateField(
        label=gettext_lazy("As the plan stood on"),
        help_text=gettext_lazy("At the end of this day, or now if it is today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    commentary = forms.CharField(
        label=gettext_lazy("What is to be said of it"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> Any:
        if (day := self.cleaned_data["on"]) > self.today:
            raise forms.ValidationError(_("Nobody knows yet how it will stand on that day. Choose today or earlier."))
        return day


class CommentaryForm(TidyFields, forms.Form):
    """What may still be changed of a review."""

    title = FreezeForm.base_fields["title"]
    commentary = FreezeForm.base_fields["commentary"]
