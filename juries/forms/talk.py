"""What is written in the jurors' discussion of a session, and decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.writing import PostForm, ReportForm
from forums.models import HouseRule
from juries.forms.room import MomentField

__all__ = ["LookForm", "OpenForm", "PostForm", "ReportForm"]


class LookForm(forms.Form):
    """What becomes of a post. The rule and the reason are needed to remove it, and everybody reads the rule."""

    rule = forms.ModelChoiceField(
        label=_("The rule it breaks, if you remove it"),
        queryset=HouseRule.objects.none(),
        required=False,
        empty_label=_("Choose a rule"),
    )
    reason = forms.CharField(
        label=_("Why, if you remove it: its author reads this"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rules: Sequence[HouseRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        field.queryset = HouseRule.objects.filter(pk__in=[rule.pk for rule in rules])  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    closes_at = MomentField(
        label=_("It closes by itself"),
        required=False,
        help_text=_("Leave this empty to close it by hand."),
    )
