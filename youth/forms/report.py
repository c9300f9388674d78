"""Telling an adult that something is wrong."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.writing import words_field
from youth.models import Concern


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What’s wrong?"),
        choices=Concern.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest. “Something else” is fine.")},
    )
    words = words_field(
        _("Tell us more, if you like"),
        help_text=_("You don’t have to. Only checked adults read it, and who wrote the post is not told about you."),
        rows=4,
    )
