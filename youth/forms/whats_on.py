"""The form in which the team writes down something to go to."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import Area
from youth.models import WhatsOn
from youth.whats_on import FREE, is_plainly_free

_DAY = {"type": "date"}
_TIME = {"type": "time"}
_BAD_DAY = _("Write the day as in 27/11/2026, or choose it.")
_BAD_TIME = _("Write the time as in 18:30.")


class WhatsOnForm(forms.ModelForm):
    """Day and times stand apart, as people say them; `starts_at` and `ends_at` come of them."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _BAD_DAY},
    )
    starts = forms.TimeField(
        label=_("Starts"),
        widget=forms.TimeInput(attrs=_TIME, format="%H:%M"),
        error_messages={"required": _("Say when it starts."), "invalid": _BAD_TIME},
    )
    last_day = forms.DateField(
        label=_("Last day, if it is another"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        error_messages={"invalid": _BAD_DAY},
    )
    ends = forms.TimeField(
        label=_("Ends"),
        widget=forms.TimeInput(attrs=_TIME, format="%H:%M"),
        error_messages={"required": _("Say when it ends, so people can plan how to get home."), "invalid": _BAD_TIME},
    )
    is_free = forms.BooleanField(label=_("It costs nothing"), required=False)
    link = forms.URLField(
        label=_("Where to book or read more"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, as in https://www.example.org/music.")},
    )

    class Meta:
        model = WhatsOn
        fields: ClassVar = [
            *("title", "summary", "day", "starts", "last_day", "ends", "place", "area", "is_free", "cost"),
            *("age_from", "age_to", "access", "run_by", "link", "about"),
        ]
        widgets: ClassVar = {"access": forms.Textarea(attrs={"rows": 3}), "about": forms.Textarea(attrs={"rows": 6})}
        error_messages: ClassVar = {
            "title": {"required": _("Write what it is called.")},
            "summary": {"required": _("Say in a sentence what happens there.")},
            "place": {"required": _("Say where it is, so that somebody new finds it.")},
            "access": {"required": _("Say whether there are steps and toilets. If you do not know, ask them first.")},
            "run_by": {"required": _("Say who runs it, so that people know whom to ask.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["area"].empty_label = _("More than one, or online")  # type: ignore[attr-defined]
        self.fields["cost"].required = False
        self.fields["cost"].help_text = _("As in: £4, £2 with a student card. Leave it empty if it costs nothing.")
        if self.instance.pk:
            self._show_moments()

    def _show_moments(self) -> None:
        starts, ends = timezone.localtime(self.instance.starts_at), timezone.localtime(self.instance.ends_at)
        self.initial.update({"day": starts.date(), "starts": starts.time(), "ends": ends.time()})
        if ends.date() != starts.date():
            self.initial["last_day"] = ends.date()
        if is_plainly_free(self.instance):
            self.initial.update({"is_free": True, "cost": ""})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._ask_cost(cleaned)
        low, high = cleaned.get("age_from"), cleaned.get("age_to")
        if low is not None and high is not None and high < low:
            self.add_error("age_to", _("The second age cannot be below the first."))
        if all(cleaned.get(name) is not None for name in ("day", "starts", "ends")):
            self._join(cleaned)
        return cleaned

    def _ask_cost(self, cleaned: dict[str, Any]) -> None:
        cost = (cleaned.get("cost") or "").strip()
        if cleaned.get("is_free"):
            if cost and cost.casefold() != FREE.casefold():
                self.add_error("cost", _("It costs nothing, or it costs this. Take one of the two out."))
            cleaned["cost"] = FREE
        elif not cost and "cost" not in self.errors:
            self.add_error("cost", _("Say what it costs, or tick that it costs nothing."))

    def _join(self, cleaned: dict[str, Any]) -> None:
        last = cleaned.get("last_day") or cleaned["day"]
        starts_at = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["starts"]))
        ends_at = timezone.make_aware(datetime.combine(last, cleaned["ends"]))
        if ends_at <= starts_at:
            self.add_error("ends", _("It ends before it starts. If it ends after midnight, choose the last day too."))
        cleaned |= {"starts_at": starts_at, "ends_at": ends_at}
        self.instance.starts_at, self.instance.ends_at = starts_at, ends_at
