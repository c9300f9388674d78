"""What the team sends in: words for what young people are asked, polls of the week, people to turn to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youth.models import HelpLink


class WordsForm(forms.Form):
    """How the section speaks of a consultation or an event."""

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Write a title in your own words.")}
    )
    summary = forms.CharField(
        label=_("What is it about, and why should anybody our age care?"),
        help_text=_("A sentence or two."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence or two what it is about.")},
    )


class PollForm(forms.Form):
    """A poll of the week."""

    question = forms.CharField(
        label=_("Question"), max_length=160, error_messages={"required": _("Write the question.")}
    )
    answers = forms.CharField(
        label=_("Answers"),
        help_text=_("Two to eight, one a line."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write two to eight different answers, one a line.")},
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the first day."),
            "invalid": _("Write the day as in 27/11/2026, or choose it."),
        },
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Up to two weeks. It closes at midnight."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the last day."),
            "invalid": _("Write the day as in 27/11/2026, or choose it."),
        },
    )


class HelpLinkForm(forms.ModelForm):
    """Somebody to turn to."""

    url = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, such as https://www.example.org")},
    )

    class Meta:
        model = HelpLink
        fields = ["title", "words", "phone", "text_to", "url", "hours", "is_urgent", "sort_order"]
        labels = {"is_urgent": _("Show it first, for when it cannot wait")}
        error_messages = {
            "title": {"required": _("Write the name."), "unique": _("This name is in the list already.")},
            "words": {"required": _("Say what they help with.")},
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("phone", "text_to", "url")):
            self.add_error("phone", _("Give a telephone number, a text number or a website."))
        return cleaned
