"""The form that takes answers: any questions, one block each. Nothing that was typed is lost on an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from questions.asked import Asked, Given
from questions.errors import AnswerRefused, Problem, UnknownVersion
from questions.kind import Kind, Option, Raw, only
from questions.kinds import get_kind
from questions.words import spoken_list

#: The ending of the name of the hidden field that says which version of a question the page showed.
VERSION = "_version"
#: More strings than any form sends for one part.
MOST_SENT = 400


@dataclass(frozen=True)
class Block:
    """One question as question_block.html draws it."""

    asked: Asked
    kind: Kind
    raw: Raw
    problems: tuple[Problem, ...] = ()
    condition: str = ""  # 'Answer this only if you chose …', where the leading question stands on the same page

    @property
    def name(self) -> str:
        return f"q{self.asked.id}"

    @property
    def version_name(self) -> str:
        return self.name + VERSION

    @property
    def template(self) -> str:
        return self.kind.template

    @property
    def value(self) -> str:
        """Return what stands in a single control, as it was typed."""
        return (self.raw.get("") or ("",))[0]

    @property
    def show_if(self) -> str:
        """Return the choices on the same page that lead here, for script that hides the block until one is chosen."""
        return " ".join(str(choice) for choice in sorted(self.asked.show_if)) if self.condition else ""

    @property
    def has_pictures(self) -> bool:
        return any(option.picture for option in self.controls)

    @cached_property
    def hint(self) -> str:
        return self.kind.hint(self.asked)

    @cached_property
    def errors(self) -> list[str]:
        """Return what stands at the head of the question; a kind may show what is wrong with a part beside it."""
        shown = [one for one in self.problems if not (self.kind.shows_part_errors and one.part)]
        return list(dict.fromkeys(str(problem.message) for problem in shown))

    @cached_property
    def part_errors(self) -> dict[str, str]:
        return {problem.part: str(problem.message) for problem in reversed(self.problems)}

    @cached_property
    def controls(self) -> tuple[Option, ...]:
        return self.kind.controls(self.asked, self.name, self.raw, self.part_errors)

    @property
    def described_by(self) -> str:
        """Return the ids of what describes the field: help, hint, condition, error, in reading order."""
        there = {
            "condition": self.condition,
            "help": self.asked.help_text,
            "hint": self.hint,
            "error": self.errors,
        }
        return " ".join(f"{self.name}-{what}" for what, words in there.items() if words)

    def anchor(self, problem: Problem) -> str:
        """Return the id of the control that a problem is about."""
        parts = self.kind.parts(self.asked)
        return self.name + (problem.part if problem.part in parts else parts[0])


class AnswersForm:
    """Answers to questions that stand on one page.

    Args:
        asked: The questions of the page, in order. Those hidden by an answer on an earlier page are left out by the
            caller (`questions.routing.visible`); those hidden by an answer on this page are handled here.
        data: What was posted, or None to show `given`.
        given: Earlier answers by question id.
    """

    def __init__(self, asked: Sequence[Asked], data: Any = None, *, given: Mapping[int, Given] | None = None) -> None:
        self.earlier = dict(given or {})
        self.asked = [_with_chosen(one, self.earlier.get(one.id)) for one in asked]
        self.data = data
        self.is_bound = data is not None
        self._given: dict[int, Given] = {}
        self._problems: dict[int, tuple[Problem, ...]] = {}
        if self.is_bound:
            self._clean()

    def is_valid(self) -> bool:
        return self.is_bound and not self._problems

    def given(self) -> dict[int, Given]:
        """Return the valid answers by question id; blank, hidden and refused ones are left out."""
        return dict(self._given)

    def blocks(self) -> list[Block]:
        """Return one block for each question, with what was posted or answered before."""
        return [
            Block(
                asked=one,
                kind=get_kind(one.kind),
                raw=self._raw(one),
                problems=self._problems.get(one.id, ()),
                condition=self._condition(one),
            )
            for one in self.asked
        ]

    def problems(self) -> list[tuple[str, str]]:
        """Return what an error summary lists: the id of the field to go to, and what is wrong with it."""
        found = [(block.anchor(problem), str(problem.message)) for block in self.blocks() for problem in block.problems]
        return list(dict.fromkeys(found))

    def add_problem(self, question_id: int, message: str) -> None:
        """Add what only the caller can know to be wrong with an answer."""
        self._problems[question_id] = (*self._problems.get(question_id, ()), Problem(message))
        self._given.pop(question_id, None)

    def _clean(self) -> None:
        marked: set[int] = set()
        for one in self.asked:
            kind = get_kind(one.kind)
            if not kind.is_answered or self._is_hidden(one, marked):
                continue
            answer = self._clean_one(one, kind)
            if answer is not None and not answer.is_blank:
                self._given[one.id] = answer
                marked |= kind.chosen(answer) if kind.can_lead else frozenset()

    def _clean_one(self, one: Asked, kind: Kind) -> Given | None:
        try:
            answer = replace(kind.clean(one, self._raw(one)), version=self._shown(one))
        except AnswerRefused as refusal:
            self._problems[one.id] = tuple(refusal.problems)
            return None
        gaps = kind.gaps(one, answer) if one.is_required else []
        if gaps:
            self._problems[one.id] = tuple(gaps)
        return answer

    def _shown(self, one: Asked) -> int:
        """Return the version that was read and answered, which an edit may have overtaken meanwhile.

        What sends none answers the question as it stands.

        Raises:
            UnknownVersion: There is no such version.
            SeveralSent: There are different ones.
        """
        sent = only({"": _sent(self.data, f"q{one.id}{VERSION}")})
        if not sent:
            return one.version
        number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 8 else 0
        if not 1 <= number <= one.version:
            raise UnknownVersion
        return number

    def _is_hidden(self, one: Asked, marked: set[int]) -> bool:
        return bool(self._leaders(one)) and not one.show_if & marked

    def _leaders(self, one: Asked) -> list[Asked]:
        """Return the question on this page whose answer decides whether `one` is asked, if it stands here."""
        return [other for other in self.asked if any(choice.id in one.show_if for choice in other.choices)]

    def _condition(self, one: Asked) -> str:
        for leader in self._leaders(one):
            names = [
                _("‘%(answer)s’") % {"answer": choice.text} for choice in leader.offered if choice.id in one.show_if
            ]
            if names:
                return _("Answer this only if you chose %(answers)s for ‘%(question)s’.") % {
                    "answers": spoken_list(names, _("or")),
                    "question": leader.text,
                }
        return ""

    def _raw(self, one: Asked) -> Raw:
        kind = get_kind(one.kind)
        if self.data is None:
            earlier = self.earlier.get(one.id)
            return kind.raw(one, earlier) if earlier is not None else {}
        return {part: _sent(self.data, f"q{one.id}{part}") for part in kind.parts(one)}


def _sent(data: Any, name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    if isinstance(values, str):
        values = [values]
    return [str(value) for value in values][:MOST_SENT]


def _with_chosen(asked: Asked, given: Given | None) -> Asked:
    """Offer a retired choice again to the one who chose it while it stood, saying that it is no longer offered."""
    chosen = get_kind(asked.kind).chosen(given) if given else frozenset()
    if not any(choice.is_retired and choice.id in chosen for choice in asked.choices):
        return asked
    choices = [
        replace(choice, is_retired=False, text=_("%(choice)s (no longer offered)") % {"choice": choice.text})
        if choice.is_retired and choice.id in chosen
        else choice
        for choice in asked.choices
    ]
    return replace(asked, choices=tuple(choices))
