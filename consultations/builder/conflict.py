"""Two people write one survey. What was on the screen is told apart from what somebody else has stored since.

A form carries, signed by nobody and trusted with nothing, a short print of each value as it stood when the screen was
made. A value whose print no longer fits was changed by somebody else: it is shown beside what was typed, and only the
next save, made with both in view, replaces it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.builder.outline import short
from consultations.errors import Refusal
from questions.kinds import get_kind
from questions.models import Choice, Question, Section

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What stands in the database, by field, in words a person can read.
State = Mapping[str, "Stored"]


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored value: its label, and the value in words."""

    label: StrOrPromise
    words: str

    @property
    def print(self) -> str:
        return hashlib.sha256(self.words.encode()).hexdigest()[:12]


class SurveyChanged(Refusal):
    """Somebody else stored something else meanwhile.

    `changed` holds, by field, what is stored now; `seen` is what a form that shows it is to carry.
    """

    public_message = gettext_lazy("Somebody else changed the survey meanwhile. Here it is as it stands now.")

    def __init__(self, changed: Mapping[str, Stored], *, seen: str = "") -> None:
        super().__init__(", ".join(changed))
        self.changed = dict(changed)
        self.seen = seen


def seen_of(state: State, *, revision: int) -> str:
    """Return what a form carries of the state it was made from.

    The revision must have been read before the state: then a change in between is noticed, not missed.
    """
    prints = {name: stored.print for name, stored in state.items()}
    return json.dumps({"revision": revision, "prints": prints}, sort_keys=True)


def changed_since(seen: str, state: State, *, revision: int) -> dict[str, Stored]:
    """Return the values that are stored otherwise than when the form was made; all of them if `seen` is garbled."""
    try:
        carried = json.loads(seen)
        prints = dict(carried["prints"])
    except (ValueError, KeyError, TypeError):
        return dict(state)
    if carried.get("revision") == revision:  # nobody has written anything since
        return {}
    return {name: stored for name, stored in state.items() if prints.get(name) != stored.print}


def refuse_if_changed(seen: str, state: State, *, revision: int) -> None:
    """Refuse to write over what somebody else wrote.

    Raises:
        SurveyChanged.
    """
    changed = changed_since(seen, state, revision=revision)
    if changed:
        raise SurveyChanged(changed, seen=seen_of(state, revision=revision))


def question_state(question: Question) -> dict[str, Stored]:
    """Return a question as it is stored. Fetch its choices and routing with it."""
    kind = get_kind(question.kind)
    choices = list(question.choices.all())
    state = {
        "text": Stored(_("Question"), question.text),
        "help_text": Stored(_("Help"), question.help_text),
        "is_required": Stored(_("An answer is required"), _("Yes") if question.is_required else _("No")),
        "config": Stored(_("Settings"), _config_in_words(question)),
        "show_if": Stored(_("Asked only if"), "\n".join(sorted(str(one) for one in question.show_if_choices.all()))),
    }
    if kind.has_choices:
        state["choices"] = Stored(_("Choices"), _choices_in_words(choices, Choice.Axis.OPTION))
    if kind.has_rows:
        state["rows"] = Stored(_("Rows"), _choices_in_words(choices, Choice.Axis.ROW))
    return state


def section_state(section: Section) -> dict[str, Stored]:
    return {
        "title": Stored(_("Title"), section.title),
        "introduction": Stored(_("Introduction"), section.introduction),
    }


def _config_in_words(question: Question) -> str:
    fields = get_kind(question.kind).config_form().fields
    return "\n".join(
        f"{fields[name].label if name in fields else name}: {value}" for name, value in sorted(question.config.items())
    )


def _choices_in_words(choices: Sequence[Choice], axis: str) -> str:
    ordered = sorted((choice for choice in choices if choice.axis == axis), key=lambda one: (one.sort_order, one.pk))
    return "\n".join(_choice_in_words(choice) for choice in ordered)


def _choice_in_words(choice: Choice) -> str:
    notes = [
        *([_("asks for their own words")] if choice.is_other else []),
        *([_("rules out the others")] if choice.is_exclusive else []),
        *([_("picture: %(title)s") % {"title": short(choice.picture.title, 40)}] if choice.picture else []),
        *([_("no longer offered")] if choice.retired_at else []),
    ]
    return f"{choice.text} ({', '.join(notes)})" if notes else choice.text
