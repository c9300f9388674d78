"""What residents fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juries.services.residents import LONGEST


class AskForm(forms.Form):
    """One question for one session. An address is optional."""

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "One question, in your own words. Name nobody, and say nothing that only you should know."
        ),
        error_messages={
            "required": gettext_lazy("Write your question."),
            "max_length": gettext_lazy("Your question is too long. Keep it to 600 characters."),
        },
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "Only if you want to hear what became of your question. It is encrypted, shown to nobody, and erased once "
            "you have been told."
        ),
        error_messages={"invalid": gettext_lazy("Write an e-mail address, such as name@example.org, or leave it out.")},
    )
    follows = forms.BooleanField(
        label=gettext_lazy("Write to me later as well, when something is done about what the jury recommends"),
        required=False,
        help_text=gettext_lazy("Your address is then kept for two years at most. Every letter has a link to stop."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("follows") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error(
                "email", _("Write your e-mail address so that we can write to you, or untick the box below.")
            )
        return cleaned
