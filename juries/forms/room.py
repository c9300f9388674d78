"""What jurors write in their room, and what officers write who run it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from juries.models import Draft, JuryPage, JuryTheme, SessionPage
from juries.services.jurors import LONGEST_NAME

MOST_WORDS = 20_000
PAPER_TYPES = ["csv", "docx", "jpg", "jpeg", "ods", "odt", "pdf", "png", "pptx", "txt", "xlsx"]
PAPER_BYTES = 20 * 1024 * 1024
#: How a moment is sent by the browser's own field.
MOMENT = "%Y-%m-%dT%H:%M"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MomentField(forms.DateTimeField):
    """A day and a time of day, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT, "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"], **kwargs)


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Your name in the room"),
        max_length=LONGEST_NAME,
        help_text=_("The other jurors see it beside what you write. It need not be your real name."),
        error_messages={"required": _("Write the name you want to go by.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DraftForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("What we recommend, in one line."),
        error_messages={"required": _("Write a title.")},
    )
    text = forms.CharField(
        label=_("What we recommend"),
        max_length=MOST_WORDS,
        widget=_area(8),
        help_text=_("Who should do what."),
        error_messages={"required": _("Write what we recommend.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=MOST_WORDS,
        required=False,
        widget=_area(6),
        help_text=_("What you heard that led you to it."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    @classmethod
    def of(cls, draft: Draft) -> DraftForm:
        """Return the form with the words the draft has now."""
        initial = {"title": draft.title, "text": draft.text, "reasons": draft.reasons, "base": draft.version}
        return cls(initial=initial)


class NewDraftForm(DraftForm):
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=JuryTheme.objects.none(), required=False, empty_label=_("No theme")
    )

    def __init__(self, *args: Any, jury: JuryPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = JuryTheme.objects.filter(jury=jury)
        if themes.exists():
            self.fields["theme"].queryset = themes  # type: ignore[attr-defined]
        else:
            del self.fields["theme"]


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Your note"),
        max_length=4000,
        widget=_area(3),
        error_messages={"required": _("Write your note first.")},
    )


class StatementForm(forms.Form):
    text = forms.CharField(
        label=_("Your statement"),
        max_length=4000,
        required=False,
        widget=_area(4),
        help_text=_("Leave it empty to take it back."),
    )


class VoteForm(forms.Form):
    """How a draft is put to the vote."""

    threshold = forms.IntegerField(
        label=_("Share needed, in per cent"),
        min_value=50,
        max_value=100,
        initial=75,
        help_text=_("Of those who vote for or against it: 50 to 100. It always needs more for it than against it."),
        widget=forms.NumberInput(attrs={"min": 50, "max": 100}),
    )
    closes_at = MomentField(
        label=_("The vote closes"),
        help_text=_("You can close it earlier. Until then jurors can change their vote."),
        error_messages={
            "required": _("Say when the vote closes."),
            "invalid": _("Write day and time, such as 27/11/2026 18:00."),
        },
    )


class DraftingForm(forms.Form):
    closes_at = MomentField(label=_("Drafting closes"), required=False, help_text=_("Empty: until you close it."))


class PaperForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    session = forms.ModelChoiceField(
        label=_("Session"),
        queryset=SessionPage.objects.none(),
        required=False,
        empty_label=_("For the whole jury"),
    )
    text = forms.CharField(label=_("Text"), max_length=60_000, required=False, widget=_area(8))
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https")
    file = forms.FileField(
        label=_("File"),
        required=False,
        validators=[FileExtensionValidator(PAPER_TYPES)],
        help_text=_("Up to 20 MB. Only jurors of this jury can open it."),
    )

    def __init__(self, *args: Any, jury: JuryPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = SessionPage.objects.child_of(jury).order_by("starts_at", "pk")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file and file.size > PAPER_BYTES:
            raise forms.ValidationError(_("This file is larger than 20 MB. Make it smaller, or give an address."))
        return file


class SeatForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    is_facilitator = forms.BooleanField(
        label=_("Facilitator: helps the jury, opens and closes votes, has none"), required=False
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need to know"),
        max_length=200,
        help_text=_("It is kept with your name, and the juror can read it."),
        error_messages={"required": _("Say why you need to know who this is.")},
    )
