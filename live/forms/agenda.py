"""One step of an agenda as its makers fill it in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from live.forms.problems import Problem, problems_of
from live.models import AgendaItem
from live.services.agenda import PROMISED, is_asked, may_reword, written_choices
from live.services.commands import MOST_SECONDS
from live.stage import WORDS
from questions.errors import ConfigRefused
from questions.kind import Kind
from questions.models import Choice, Question

#: Kinds whose choices make groups.
GROUPING: Final = frozenset({"yes_no", "single", "multiple", "agree"})
#: Settings that only questions answered in words have.
FOR_WORDS: Final = ("is_moderated", "view")


class PlainStepForm(forms.Form):
    """A slide, a break, a time for questions: a title and a text."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("Large on the screen."),
        error_messages={"required": gettext_lazy("Write a title.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Keep it to a few short lines: people read it from the back of the hall."),
    )


class WordsForm(forms.Form):
    """What a poll asks."""

    text = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ask one thing, in words that a child of eleven would follow."),
        error_messages={"required": gettext_lazy("Write the question.")},
    )
    help_text = forms.CharField(
        label=gettext_lazy("Help"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown under the question on phones. Leave it empty if you can."),
    )
    choices = forms.CharField(
        label=gettext_lazy("Answers, one a line"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Six at most read well on the screen."),
        error_messages={"required": gettext_lazy("Write at least two answers, each on a line of its own.")},
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.has_choices:
            del self.fields["choices"]

    def clean_choices(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise forms.ValidationError(_("Write at least two answers, each on a line of its own."))
        seen: set[str] = set()
        for line in lines:
            if line.casefold() in seen:
                raise forms.ValidationError(_("‘%(text)s’ is there twice.") % {"text": line})
            seen.add(line.casefold())
        return "\n".join(lines)


class SettingsForm(forms.ModelForm):
    """How a poll is run. What its kind has no use for is left out; what people were promised stays once it is asked."""

    class Meta:
        model = AgendaItem
        fields = ("is_blind", "can_change", "is_slice", "is_test", "is_moderated", "view", "seconds")

    def __init__(self, *args: Any, kind: str, is_asked: bool = False, is_young: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in GROUPING:
            del self.fields["is_slice"]
        if kind not in WORDS:
            for name in FOR_WORDS:
                del self.fields[name]
        elif kind != "short_text":
            del self.fields["view"]
        if is_young:
            self.fields.pop("is_moderated", None)
        if is_asked:
            for name in PROMISED & set(self.fields):
                del self.fields[name]
        self._say()

    def _say(self) -> None:
        if "is_slice" in self.fields:
            self.fields["is_slice"].label = _("It makes groups: later results can be shown by it")
        words = {
            "is_test": _("Such as ‘Did you have breakfast?’. No export and no report contains it."),
            "seconds": _("For the button ‘Count down’. You can always close by hand instead."),
            "is_moderated": _("You let each one through on the page ‘Moderate’ before the hall sees it."),
        }
        for name, text in words.items():
            if name in self.fields:
                self.fields[name].help_text = text
        field = self.fields["seconds"]
        field.widget.attrs |= {"min": 1, "max": MOST_SECONDS}
        field.error_messages |= {"required": _("Write a number of seconds."), "invalid": _("Write a whole number.")}

    def clean_seconds(self) -> int:
        seconds: int = self.cleaned_data["seconds"]
        if not 1 <= seconds <= MOST_SECONDS:
            raise forms.ValidationError(_("Write 1 to 3,600 seconds."))
        return seconds

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_slice") and cleaned.get("is_test"):
            self.add_error("is_test", _("A question to get used to the phone makes no groups. Tick one of the two."))
        return cleaned

    def validate_constraints(self) -> None:
        """What the constraints say is said by the fields above, in place."""


class PollDesk:
    """All the forms of one poll, blank or filled from the step or from what was sent.

    Args:
        item: The step; an unsaved one of the same event for a new poll.
        kind: What kind of question it asks.
        data: What was sent.
    """

    def __init__(self, *, item: AgendaItem, kind: Kind, data: QueryDict | None = None) -> None:
        self.item, self.kind, self.data = item, kind, data
        self.refusal = ""
        self.is_asked = bool(item.pk) and is_asked(item)
        self.may_reword = not item.pk or may_reword(item)

    @cached_property
    def words(self) -> WordsForm:
        return WordsForm(self.data, initial=_words_of(self.item.question), kind=self.kind)

    @cached_property
    def config(self) -> forms.Form:
        question = self.item.question
        return self.kind.config_form(self.data, initial=question.config if question else None, prefix="config")

    @cached_property
    def settings(self) -> SettingsForm:
        is_young = self.item.event.is_for_young_people
        return SettingsForm(
            self.data, instance=self.item, kind=self.kind.slug, is_asked=self.is_asked, is_young=is_young
        )

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self._all())

    def question(self) -> dict[str, Any]:
        """Return what was written, as `questions.services` takes it. Only after `is_valid`."""
        cleaned = self.words.cleaned_data
        given = {
            "text": cleaned["text"],
            "help_text": cleaned["help_text"],
            "config": self.config.as_config(),  # type: ignore[attr-defined]
        }
        return given | ({"choices": written_choices(cleaned["choices"])} if self.kind.has_choices else {})

    def refuse(self, refusal: Any) -> None:
        """Say what a service refused: settings at their own fields, everything else at the top."""
        if isinstance(refusal, ConfigRefused):
            for name, messages in refusal.errors.items():
                self.config.add_error(name if name in self.config.fields else None, [str(one) for one in messages])
        else:
            self.refusal = str(refusal.public_message)

    def problems(self) -> Iterator[Problem]:
        if self.refusal:
            yield "", self.refusal
        if self.data is not None:
            yield from problems_of(*self._all())

    def _all(self) -> list[forms.BaseForm]:
        return [self.words, self.config, self.settings] if self.may_reword else [self.settings]


def _words_of(question: Question | None) -> dict[str, str]:
    if question is None:
        return {}
    options = question.choices.filter(axis=Choice.Axis.OPTION, retired_at=None).values_list("text", flat=True)
    return {"text": question.text, "help_text": question.help_text, "choices": "\n".join(options)}
