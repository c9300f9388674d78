"""What is sent in to a competition, and what the team sends in to run one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.pictures import ACCEPTED
from youth.competition_reads import name_in_team
from youth.models import Competition
from youth.services.competing import Work
from youth.services.judging import DATES

MOMENT: Final = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EntryForm(forms.Form):
    """An entry of words or of a picture."""

    title = forms.CharField(label=_("Title"), max_length=100, error_messages={"required": _("Give it a title.")})
    text = forms.CharField(
        label=_("Your words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    picture = forms.FileField(
        label=_("Your picture"),
        required=False,
        help_text=_("A JPEG, PNG or WebP of up to 8 MB. Where and when it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=200,
        help_text=_("In words, for judges who do not see it."),
    )
    may_be_shown = forms.BooleanField(label=_("If it wins, you may show it with my pen name"), required=False)

    def __init__(self, *args: Any, competition: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if competition.takes == Competition.Takes.TEXT:
            del self.fields["picture"], self.fields["picture_alt"]
            if competition.word_limit:
                limit = _("Up to %(words)d words.") % {"words": competition.word_limit}
                self.fields["text"].help_text = limit
        else:
            del self.fields["text"]

    def work(self) -> Work:
        cleaned = self.cleaned_data
        return Work(
            title=cleaned["title"],
            text=cleaned.get("text", ""),
            picture=cleaned.get("picture"),
            picture_alt=cleaned.get("picture_alt", ""),
            may_be_shown=cleaned["may_be_shown"],
        )


class CompetitionForm(forms.ModelForm):
    """A competition as the team writes it."""

    opens_at = forms.DateTimeField(
        label=_("Opens"), widget=MOMENT, error_messages={"required": _("Choose the day and time it opens.")}
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"), widget=MOMENT, error_messages={"required": _("Choose the day and time it closes.")}
    )

    class Meta:
        model = Competition
        fields = [
            "title",
            "summary",
            "takes",
            "word_limit",
            "rules",
            "prize",
            "collect",
            "opens_at",
            "closes_at",
            "announce_on",
            "erase_on",
        ]
        widgets = {
            "rules": forms.Textarea(attrs={"rows": 8}),
            "collect": forms.Textarea(attrs={"rows": 3}),
            "announce_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "erase_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "title": {"required": _("Give it a title.")},
            "summary": {"required": _("Say in a sentence what it is.")},
            "rules": {"required": _("Write the rules: who may enter, with what, how it is judged.")},
            "takes": {"required": _("Choose what one sends in.")},
            "announce_on": {"required": _("Choose the day on which the winners are told.")},
            "erase_on": {"required": _("Choose the day on which the entries are erased.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.published_at is not None:
            for name in set(self.fields) - set(DATES):
                self.fields[name].disabled = True

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class JudgeForm(forms.Form):
    """Who judges."""

    who = forms.ChoiceField(label=_("Somebody in the team"))

    def __init__(self, *args: Any, members: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        field.choices = [(str(one.pk), name_in_team(one)) for one in members]  # type: ignore[attr-defined]
