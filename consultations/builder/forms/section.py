"""One section: its title and what stands under it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    introduction = forms.CharField(
        label=_("Introduction"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What people should know before they answer this page. Leave it empty if the questions say it."),
    )
