"""What checked adults fill in: about words that wait, and about a concern."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forums.forms.writing import words_field
from forums.models import HouseRule
from youth.models import Concern


class RuledForm(forms.Form):
    """The rule and the reason that whoever wrote it reads. What is missing is said by the service."""

    rule = forms.ModelChoiceField(
        label=_("The rule it breaks"),
        queryset=HouseRule.objects.none(),
        required=False,
        empty_label=_("Choose a rule"),
    )
    reason = words_field(
        _("Why, in kind words"), help_text=_("Whoever wrote it reads this. Say what would be all right."), rows=3
    )

    def __init__(self, *args: Any, rules: QuerySet[HouseRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = rules  # type: ignore[attr-defined]


class RaiseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose what comes closest")), *Concern.Reason.choices],
        error_messages={"required": _("Choose what comes closest.")},
    )
    words = words_field(_("What you see in it"), help_text=_("The safeguarding leads read this, sealed."), rows=3)


class WordsForm(forms.Form):
    """One field of words; what it is called depends on what is done."""

    words = words_field("", rows=3)

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class LookUpForm(forms.Form):
    whose = forms.ChoiceField(
        label=_("Who do you need to reach?"),
        choices=[("", _("Choose one")), ("about", _("Who wrote it")), ("reporter", _("Who told us"))],
        error_messages={"required": _("Choose who you need to reach.")},
    )
    words = words_field(_("Why you need it now"), help_text=_("This is put on record with your name."), rows=2)


class PassForm(forms.Form):
    passed_to = forms.ChoiceField(
        label=_("Passed to"),
        choices=[("", _("Choose one")), *Concern.Passed.choices],
        error_messages={"required": _("Choose whom you told.")},
    )
    words = words_field(_("What you told them"), rows=3)
    reference = forms.CharField(
        label=_("Their reference, and who you spoke to"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
