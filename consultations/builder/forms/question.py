"""A question's whole form: its words, the settings of its kind, its choices and rows, and when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from consultations.builder.forms.choices import (
    ChoiceLines,
    blank_lines,
    lines_class,
    pictures_for,
    rearranged,
    stored_lines,
)
from consultations.builder.forms.routing import RoutingForm, leaders_before
from people.models import User
from questions.kind import Kind
from questions.models import Choice, Question, Questionnaire, Section

#: Blank lines that a new question starts with.
BLANK_CHOICES, BLANK_ROWS = 3, 3


class WordsForm(forms.Form):
    """What is asked."""

    text = forms.CharField(
        label=_("Question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ask one thing, in words that a child of eleven would follow."),
    )
    help_text = forms.CharField(
        label=_("Help"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown under the question. Say what a word means or what to think of; leave it empty if you can."),
    )
    is_required = forms.BooleanField(
        label=_("An answer is required"),
        required=False,
        help_text=_("Nobody can go on without answering. Use it sparingly."),
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.is_answered:
            del self.fields["is_required"]
            self.fields["text"].label = _("Heading or first sentence")
            self.fields["text"].help_text = _("People read this; they do not answer it.")
            self.fields["help_text"].label = _("Text")
            self.fields["help_text"].help_text = ""


class QuestionDesk:
    """All the forms of one question, filled from what was sent, or from the database, or blank.

    Args:
        questionnaire: The survey.
        section: Where the question stands, or will stand.
        kind: What kind of question it is.
        question: The question; None for a new one.
        user: Who writes; decides which pictures may be chosen.
        data: What was sent.
        do: The name of a button that only rearranges a list, such as `choices:up-2`; nothing is checked then.
    """

    def __init__(
        self,
        *,
        questionnaire: Questionnaire,
        section: Section,
        kind: Kind,
        question: Question | None,
        user: User,
        data: QueryDict | None = None,
        do: str = "",
    ) -> None:
        self.questionnaire, self.section, self.kind, self.question = questionnaire, section, kind, question
        self.user, self.data, self.do = user, data, do
        self.refusal = ""
        self.is_sent = data is not None and not do

    # What is filled in

    @cached_property
    def words(self) -> WordsForm:
        return self._form(WordsForm, self._stored_words(), kind=self.kind)

    @cached_property
    def config(self) -> forms.Form:
        return self._form(self.kind.config_form, self._stored_config(), prefix="config")

    @cached_property
    def routing(self) -> RoutingForm:
        leaders = leaders_before(self.sections, section=self.section, question=self.question)
        elsewhere = {
            choice.pk: question.text
            for section in self.sections
            for question in section.questions.all()
            for choice in question.choices.all()
        }
        stored = [choice.pk for choice in self.question.show_if_choices.all()] if self.question else []
        return self._form(RoutingForm, {"show_if": stored}, leaders=leaders, elsewhere=elsewhere)

    @cached_property
    def choices(self) -> ChoiceLines | None:
        return self._lines("choices", Choice.Axis.OPTION, minimum=2) if self.kind.has_choices else None

    @cached_property
    def rows(self) -> ChoiceLines | None:
        return self._lines("rows", Choice.Axis.ROW, minimum=1) if self.kind.has_rows else None

    @cached_property
    def sections(self) -> list[Section]:
        return list(self.questionnaire.sections.prefetch_related("questions__choices"))

    @property
    def ready_choices(self) -> list[str]:
        """Return the answers on offer where the kind writes them itself."""
        if self.kind.has_choices:
            return []
        if self.question is not None and self.question.kind == self.kind.slug:
            return [choice.text for choice in self._stored_choices() if choice.retired_at is None]
        return [str(text) for text in self.kind.default_choices({})]

    @property
    def is_locked(self) -> bool:
        return self.questionnaire.locked_at is not None

    # What comes out

    def is_valid(self) -> bool:
        return self.is_sent and all(form.is_valid() for form in self._all())

    def given(self) -> dict[str, Any]:
        """Return what was written, as `questions.services` takes it; routing as choice ids. Only after `is_valid`."""
        words = self.words.cleaned_data
        given = {
            "text": words["text"],
            "help_text": words["help_text"],
            "is_required": words.get("is_required", False),
            "config": self.config.as_config(),  # type: ignore[attr-defined]
            "show_if": self.routing.cleaned_data["show_if"],
        }
        for name, lines in (("choices", self.choices), ("rows", self.rows)):
            if lines is not None:
                given[name] = lines.drafts()
        return given

    @property
    def media(self) -> forms.Media:
        return sum((form.media for form in self._all()), forms.Media())

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield the id of a field and what is wrong with it, for the summary at the top."""
        if self.refusal:
            yield "", self.refusal
        if not self.is_sent:
            return
        for form in self._all():
            yield from _formset_problems(form) if isinstance(form, ChoiceLines) else _form_problems(form)

    # How

    def _all(self) -> list[Any]:
        lists = [one for one in (self.choices, self.rows) if one is not None]
        return [self.words, self.config, *lists, self.routing]

    def _form(self, form_class: type[Any], stored: Mapping[str, Any], *, prefix: str | None = None, **more: Any) -> Any:
        if self.data is None:
            return form_class(initial=stored, prefix=prefix, **more)
        if self.is_sent:
            return form_class(self.data, prefix=prefix, **more)
        blank = form_class(prefix=prefix, **more)
        typed = {
            name: field.widget.value_from_datadict(self.data, {}, blank.add_prefix(name))
            for name, field in blank.fields.items()
        }
        return form_class(initial=typed, prefix=prefix, **more)

    def _lines(self, prefix: str, axis: str, *, minimum: int) -> ChoiceLines:
        stored = [choice for choice in self._stored_choices() if choice.axis == axis]
        kept = [choice.picture_id for choice in stored if choice.picture_id]
        kwargs = {"kind": self.kind, "axis": axis, "pictures": pictures_for(self.user, kept=kept)}
        lines = lines_class(minimum=minimum)
        if self.is_sent:
            return lines(self.data, prefix=prefix, form_kwargs=kwargs)
        if self.data is not None:
            which, _colon, do = self.do.partition(":")
            initial = rearranged(self.data, prefix=prefix, do=do if which == prefix else "")
        elif self.question is not None:
            initial = stored_lines(stored)
        else:
            initial = blank_lines([], BLANK_ROWS if axis == Choice.Axis.ROW else BLANK_CHOICES)
        return lines(initial=initial, prefix=prefix, form_kwargs=kwargs)

    def _stored_choices(self) -> Sequence[Choice]:
        return list(self.question.choices.all()) if self.question is not None else []

    def _stored_words(self) -> dict[str, Any]:
        if self.question is None:
            return {}
        return {name: getattr(self.question, name) for name in ("text", "help_text", "is_required")}

    def _stored_config(self) -> Mapping[str, Any]:
        return self.question.config if self.question is not None else {}


def _form_problems(form: forms.Form) -> Iterator[tuple[str, str]]:
    for name, errors in form.errors.items():
        is_field = name != NON_FIELD_ERRORS
        anchor = (form[name].id_for_label or f"id_{form.add_prefix(name)}") if is_field else ""
        yield from ((anchor, str(error)) for error in errors)


def _formset_problems(lines: ChoiceLines) -> Iterator[tuple[str, str]]:
    for line in lines.ordered():
        yield from _form_problems(line)
    yield from ((f"{lines.prefix}-list", str(error)) for error in lines.non_form_errors())
