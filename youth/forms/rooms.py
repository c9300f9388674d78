"""Rooms of the chat and their hours, arranged by checked adults."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from youth.chat_hours import DAYS, EARLIEST, LATEST, Hours, say_clock, say_weekday
from youth.models import Band, ChatRoom

EVERYBODY = ("", _("Everybody who joined, 13 to 19"))


class ClockField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        wrong = {"invalid": _("Write a time such as 16:00.")}
        super().__init__(required=False, widget=widget, error_messages=wrong, **kwargs)


class RoomForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the room"), max_length=60, error_messages={"required": _("Give it a name.")}
    )
    about = forms.CharField(
        label=_("What it is for"), help_text=_("A sentence that young people read."), max_length=200, required=False
    )
    band = forms.ChoiceField(
        label=_("Who reads and writes there"),
        help_text=_("Besides checked adults. It stays as it is once somebody has written there."),
        choices=[EVERYBODY, *Band.choices],
        required=False,
    )
    sort_order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    is_shut = forms.BooleanField(
        label=_("Shut for good"), help_text=_("It can still be read until its posts are old."), required=False
    )

    def __init__(self, *args: Any, room: ChatRoom | None = None, **kwargs: Any) -> None:
        names = ("name", "about", "band", "sort_order", "is_shut")
        initial = {name: getattr(room, name) for name in names} if room else {}
        for one in room.hours.all() if room else []:
            initial |= {f"opens_{one.weekday}": one.opens, f"closes_{one.weekday}": one.closes}
        super().__init__(*args, **(kwargs | {"initial": initial}))
        for day in range(DAYS):
            words = {"day": say_weekday(day)}
            self.fields[f"opens_{day}"] = ClockField(label=say("%(day)s, from") % words)
            self.fields[f"closes_{day}"] = ClockField(label=say("%(day)s, until") % words)

    def days(self) -> list[tuple[str, Any, Any]]:
        """Return each day's name with its two fields."""
        return [(say_weekday(day), self[f"opens_{day}"], self[f"closes_{day}"]) for day in range(DAYS)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for day in range(DAYS):
            self._check(day, cleaned.get(f"opens_{day}"), cleaned.get(f"closes_{day}"))
        return cleaned

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "about", "band", "sort_order", "is_shut")}

    def hours(self) -> list[Hours]:
        found = [(day, self.cleaned_data[f"opens_{day}"], self.cleaned_data[f"closes_{day}"]) for day in range(DAYS)]
        return [Hours(day, opens, closes) for day, opens, closes in found if opens and closes]

    def _check(self, day: int, opens: Any, closes: Any) -> None:
        name = say_weekday(day)
        if bool(opens) != bool(closes) and not {f"opens_{day}", f"closes_{day}"} & set(self.errors):
            missing = f"closes_{day}" if opens else f"opens_{day}"
            self.add_error(missing, say("%(day)s has one time. Write both, or leave both empty.") % {"day": name})
        if not (opens and closes):
            return
        if closes <= opens:
            self.add_error(f"closes_{day}", say("%(day)s closes after it opens.") % {"day": name})
        elif opens < EARLIEST or closes > LATEST:
            words = say("The chat is open between %(from)s and %(until)s, never at night.")
            self.add_error(f"opens_{day}", words % {"from": say_clock(EARLIEST), "until": say_clock(LATEST)})
