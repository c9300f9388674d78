"""What the editorial team and checked adults fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youth.models import Issue


class IssueForm(forms.Form):
    title = forms.CharField(
        label=_("What is the issue called?"),
        max_length=80,
        error_messages={"required": _("Give the issue a title.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    planned_on = forms.DateField(
        label=_("Comes out on"),
        error_messages={
            "required": _("Choose the day it comes out."),
            "invalid": _("Write the day as in 27/11/2026, or choose it."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("What it is about"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PutInForm(forms.Form):
    issue = forms.ModelChoiceField(
        label=_("Issue"), queryset=Issue.objects.all(), required=False, empty_label=_("In no issue")
    )


class LaterForm(forms.Form):
    goes_out_at = forms.DateTimeField(
        label=_("When should it go out?"),
        help_text=_("Your check is asked for again at that moment."),
        error_messages={
            "required": _("Choose a day and a time."),
            "invalid": _("Write day and time like 2026-12-04 16:00."),
        },
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("What should change?"),
        help_text=_("The writer reads this, and so does the team. Say first what is good."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PauseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is their writing paused?"),
        help_text=_("They read this. Say what has to happen before they can write again."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["maxlength"] = 1000
