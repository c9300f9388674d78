"""Choosing what a conference is to put in order, and at which event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from juries.models import Recommendation
from live.models import Event


class RankingForm(forms.Form):
    event = forms.ModelChoiceField(
        label=_("Event"),
        queryset=Event.objects.none(),
        help_text=_("One that you run and that has not ended."),
        error_messages={"required": _("Choose an event.")},
    )
    title = forms.CharField(
        label=_("Question in the hall"),
        max_length=200,
        initial=_("Which should come first?"),
    )
    things = forms.ModelMultipleChoiceField(
        label=_("What is put in order"),
        queryset=Recommendation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("2 to 12; six read well on the screen."),
        error_messages={"required": _("Choose at least two.")},
    )

    def __init__(self, *args: Any, things: QuerySet[Any], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = Event.objects.run_by(user).filter(ended_at=None).order_by("starts_at", "pk")
        self.fields["event"].queryset = events  # type: ignore[attr-defined]
        self.fields["things"].queryset = things  # type: ignore[attr-defined]
