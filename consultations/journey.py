"""The way through a survey: which steps there are for this respondent, what comes next, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from questions.asked import Asked, AskedSection, Given
from questions.kinds import get_kind
from questions.routing import kept, visible

REPLY: Final = "reply"
ABOUT_YOU: Final = "about-you"
CHECK: Final = "check"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way: a section (its key is the section's id as text) or one of the closing steps."""

    key: str
    section: AskedSection | None = None


@dataclass(frozen=True)
class Journey:
    """The survey as it stands for somebody who has given these answers."""

    sections: Sequence[AskedSection]
    given: Mapping[int, Given] = field(default_factory=dict)
    asks_about_you: bool = True

    def all_asked(self) -> list[Asked]:
        return [asked for section in self.sections for asked in section.questions]

    def questions_of(self, section: AskedSection) -> list[Asked]:
        """Return what the page of a section holds: what is asked after the pages before it.

        A question that waits for an answer on the same page is on it; the form knows whether it counts.
        """
        marked = {choice for one in visible(self._before(section), self.given) for choice in self._marks(one)}
        held: list[Asked] = []
        for one in section.questions:
            if not one.show_if or one.show_if & marked or one.show_if & _choices_of(held):
                held.append(one)
        return held

    def steps(self) -> list[Step]:
        """Return the steps in order; a section of which nothing is asked is left out."""
        ways = [Step(str(section.id), section) for section in self.sections if self.questions_of(section)]
        closing = [REPLY, ABOUT_YOU, CHECK] if self.asks_about_you else [REPLY, CHECK]
        return [*ways, *(Step(key) for key in closing)]

    def after(self, key: str) -> Step:
        """Return the step after this one; the first after a step that is no longer there is the first of the rest."""
        steps = self.steps()
        places = [place for place, step in enumerate(steps) if step.key == key]
        if places:
            return steps[min(places[0] + 1, len(steps) - 1)]
        return next((step for step in steps if self._is_behind(step, key)), steps[-1])

    def before(self, key: str) -> Step | None:
        """Return the step before this one, or None for the first."""
        steps = self.steps()
        place = next((place for place, step in enumerate(steps) if step.key == key), 0)
        return steps[place - 1] if place else None

    def counted(self) -> dict[int, Given]:
        """Return the answers that count: not blank, and to questions that are asked."""
        return kept(self.all_asked(), self.given)

    def asked(self) -> list[Asked]:
        """Return the questions that are asked of somebody who has given these answers."""
        return visible(self.all_asked(), self.given)

    def missing(self) -> list[Asked]:
        """Return the questions that are asked and must be answered, and are not."""
        counted = self.counted()
        required = [one for one in self.asked() if one.is_required and get_kind(one.kind).is_answered]
        return [one for one in required if get_kind(one.kind).gaps(one, counted.get(one.id, Given()))]

    def outdated(self) -> list[Asked]:
        """Return the questions that are asked and whose answer, once valid, does not fit them any more."""
        answered = [(one, self.given[one.id]) for one in self.asked() if one.id in self.given]
        return [one for one, given in answered if not given.is_blank and not get_kind(one.kind).fits(one, given)]

    def section_of(self, question_id: int) -> AskedSection:
        """Return the section a question stands in.

        Raises:
            StopIteration: None asks it.
        """
        return next(section for section in self.sections if any(asked.id == question_id for asked in section.questions))

    def _before(self, section: AskedSection) -> list[Asked]:
        earlier: list[Asked] = []
        for other in self.sections:
            if other.id == section.id:
                break
            earlier.extend(other.questions)
        return earlier

    def _marks(self, asked: Asked) -> frozenset[int]:
        kind = get_kind(asked.kind)
        given = self.given.get(asked.id)
        return kind.chosen(given) if given is not None and kind.can_lead else frozenset()

    def _is_behind(self, step: Step, key: str) -> bool:
        order = [str(section.id) for section in self.sections]
        if step.section is None or key not in order:
            return step.section is None
        return order.index(step.key) > order.index(key)


def _choices_of(asked: Sequence[Asked]) -> frozenset[int]:
    return frozenset(choice.id for one in asked for choice in one.choices)
