"""When a question is asked: always, or only after certain answers to one earlier question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.builder.outline import number_questions, short
from questions.kinds import get_kind
from questions.models import Choice, Question, Section


@dataclass(frozen=True, slots=True)
class Leader:
    """An earlier question whose answers may lead here. `number` is its number on the list."""

    id: int
    number: int
    text: str
    choices: tuple[Choice, ...]

    @property
    def name(self) -> str:
        return f"{self.number}. {short(self.text)}"


def leaders_before(sections: Sequence[Section], *, section: Section, question: Question | None) -> list[Leader]:
    """Return the questions that stand before a place in the survey and have choices that can lead on.

    Args:
        sections: All of the survey, with questions and choices fetched.
        section: Where the question stands, or will stand.
        question: The question itself; None for a new one at the end of the section.
    """
    numbers = number_questions(sections)
    found: list[Leader] = []
    for other in (other for one in sections for other in one.questions.all()):
        if question is not None and other.pk == question.pk:
            return found
        if other.section_id == section.pk or _is_before(sections, other.section_id, section.pk):
            found += _leader(other, numbers)
    return found


def _is_before(sections: Sequence[Section], one: int | None, other: int) -> bool:
    order = [section.pk for section in sections]
    return one in order and order.index(one) < order.index(other)


def _leader(question: Question, numbers: dict[int, int]) -> list[Leader]:
    if question.retired_at is not None or not get_kind(question.kind).can_lead:
        return []
    choices = tuple(
        choice for choice in question.choices.all() if choice.retired_at is None and choice.axis == Choice.Axis.OPTION
    )
    return [Leader(question.pk, numbers.get(question.pk, 0), question.text, choices)] if choices else []


class RoutingForm(forms.Form):
    """Choices of one earlier question, any of which makes this question asked. None: it is always asked."""

    show_if = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ask this question only if"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, leaders: Sequence[Leader], elsewhere: dict[int, str], **kwargs: Any) -> None:
        """`elsewhere` names the questions of all choices in the survey, to say plainly why one is refused."""
        super().__init__(*args, **kwargs)
        self.leaders = leaders
        self.elsewhere = elsewhere
        field = self.fields["show_if"]
        field.choices = [(choice.pk, choice.text) for leader in leaders for choice in leader.choices]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = _("Choose answers of an earlier question of this survey.")

    def groups(self) -> list[dict[str, Any]]:
        """Return the leaders with what is ticked, for the template."""
        ticked = {str(value) for value in self["show_if"].value() or ()}
        return [
            {
                "leader": leader,
                "choices": [(choice, str(choice.pk) in ticked) for choice in leader.choices],
                "is_open": any(str(choice.pk) in ticked for choice in leader.choices),
            }
            for leader in self.leaders
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "show_if" in self.errors:
            self._name_what_is_later()
            return cleaned
        chosen = set(cleaned.get("show_if", ()))
        from_questions = [leader for leader in self.leaders if chosen & {choice.pk for choice in leader.choices}]
        if len(from_questions) > 1:
            self.add_error("show_if", _("Tick answers of one question only. Untick those of the others."))
        return cleaned

    def _name_what_is_later(self) -> None:
        sent = [int(value) for value in self["show_if"].value() or () if str(value).isdigit()]
        offered = {choice.pk for leader in self.leaders for choice in leader.choices}
        later = next((self.elsewhere[pk] for pk in sent if pk in self.elsewhere and pk not in offered), None)
        if later is not None:
            message = _("“%(question)s” is not asked before this question, so its answer cannot decide here.")
            self.errors["show_if"] = self.error_class([message % {"question": short(later)}])
