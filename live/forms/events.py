"""An event as its makers fill it in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from live.models import Event
from live.services.events import LASTING, MOST_CARDS, RULES, stays_young
from people.models import Organisation

_SMALLEST = 3
_LARGEST = 100


class MomentInput(forms.DateTimeInput):
    """Day and time in one field, as browsers offer it; where they do not, it is typed in the same form."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class EventForm(forms.ModelForm):
    """All that people set of an event. `fields()` is what the service takes."""

    class Meta:
        model = Event
        fields: ClassVar = [
            "title",
            "place",
            "starts_at",
            "ends_at",
            "organisation",
            "language",
            "admission",
            "minimum",
            "is_for_young_people",
            "allows_sharing",
            "has_receipts",
            "are_results_public",
        ]
        widgets: ClassVar = {"starts_at": MomentInput, "ends_at": MomentInput, "admission": forms.RadioSelect}

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], has_begun: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer(organisations)
        self.fields["title"].error_messages["required"] = _("Give the event a title.")
        self.fields["place"].help_text = _("Such as ‘Town hall, main room’. People read it before they join.")
        for name, missing in {
            "starts_at": _("Say on which day and at what time it starts."),
            "ends_at": _("Say on which day and at what time it ends."),
        }.items():
            self.fields[name].error_messages |= {
                "required": missing,
                "invalid": _("Write day and time like 2026-03-14T18:30."),
            }
        self.fields["ends_at"].help_text = _(
            "You end the event yourself when it is over. If everybody forgets, it ends twelve hours after this."
        )
        self._say_small()
        gone = {"is_for_young_people"} if self.instance.pk and stays_young(self.instance) else set()
        gone |= set(self.fields) - set(LASTING) if self.instance.is_over else set(RULES) if has_begun else set()
        for name in gone:
            self.fields.pop(name, None)

    def _offer(self, organisations: QuerySet[Organisation]) -> None:
        """Ask for the organisation only where there are several; that of an event never changes."""
        if self.instance.pk:
            del self.fields["organisation"]
            return
        field = self.fields["organisation"]
        field.queryset = organisations  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]
        if len(organisations) == 1:
            field.widget = forms.HiddenInput()
            field.initial = organisations[0]

    def _say_small(self) -> None:
        number = self.fields["minimum"]
        number.min_value = _SMALLEST  # type: ignore[attr-defined]
        number.widget.attrs |= {"min": _SMALLEST, "max": _LARGEST}
        number.error_messages |= {
            "required": _("Write a number, 3 or more."),
            "invalid": _("Write a whole number, 3 or more."),
        }

    def clean_minimum(self) -> int:
        number: int = self.cleaned_data["minimum"]
        if number < _SMALLEST:
            raise forms.ValidationError(_("Groups of fewer than 3 people are never shown. Write 3 or more."))
        if number > _LARGEST:
            raise forms.ValidationError(_("Write 100 or less: no group would be shown at all."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_order(self, cleaned)
        return cleaned

    def validate_constraints(self) -> None:
        """What the constraints say is said by the fields above, in place."""

    def fields_set(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CopyForm(forms.Form):
    """A copy keeps everything but its title and days."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    starts_at = forms.DateTimeField(label=gettext_lazy("Starts"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=gettext_lazy("Ends"), widget=MomentInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_order(self, cleaned)
        return cleaned


def _check_order(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    starts_at: datetime | None = cleaned.get("starts_at")
    ends_at: datetime | None = cleaned.get("ends_at")
    if starts_at and ends_at and ends_at <= starts_at:
        form.add_error("ends_at", _("It ends before it starts. Choose a later end."))


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The one they sign in with here. We write to them at once."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write an e-mail address."),
            "invalid": gettext_lazy("Write an e-mail address, such as name@example.org."),
        },
    )


class CardsForm(forms.Form):
    number = forms.IntegerField(
        label=gettext_lazy("How many cards"),
        min_value=0,
        max_value=MOST_CARDS,
        help_text=gettext_lazy(
            "One for each person you expect, and some more. Cards keep their codes. Those above a smaller number stop "
            "at once."
        ),
        error_messages={
            "required": gettext_lazy("Write how many cards you need."),
            "invalid": gettext_lazy("Write a whole number."),
            "min_value": gettext_lazy("Write 0 or more."),
            "max_value": gettext_lazy("One event has 1,000 cards at most."),
        },
    )
