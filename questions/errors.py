"""Named refusals of the room. Each carries words that may be shown to the person who is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refusal(Exception):
    """Something was not done. `public_message` says why and what to do instead."""

    message: StrOrPromise = _("This cannot be done.")

    def __init__(self, message: StrOrPromise | None = None) -> None:
        self.public_message: StrOrPromise = message or self.message
        super().__init__(str(self.public_message))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one part of an answer. `part` is the ending of the field's name, such as `_day`; or empty."""

    message: StrOrPromise
    part: str = ""


class AnswerRefused(Refusal):
    """The answer does not fit the question."""

    message = _("This answer does not fit the question.")

    def __init__(self, message: StrOrPromise | None = None, *, part: str = "", more: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems: list[Problem] = list(more) or [Problem(self.public_message, part)]


class ForgedChoice(AnswerRefused):
    """A choice that this question does not offer, or no longer."""

    message = _("Choose from the answers on this page. The one that was sent is not among them.")


class SeveralSent(AnswerRefused):
    """More than one value where the question takes one."""

    message = _("Choose one answer only.")


class UnknownVersion(AnswerRefused):
    """The page names a version of the question that there never was."""

    message = _("We could not tell how this question read when you answered it. Read it again, then press the button.")


class TooLong(AnswerRefused):
    """More words than the question takes."""


class UnusableCharacters(AnswerRefused):
    """Text with something in it that no keyboard types, such as a NUL byte."""

    message = _("Your answer has a character in it that we cannot store. Delete what you pasted and type it again.")


class WrongCount(AnswerRefused):
    """Too few or too many choices."""


class ExclusiveBroken(AnswerRefused):
    """A choice that excludes the others was chosen together with others."""


class OtherNotChosen(AnswerRefused):
    """Words beside 'other', but 'other' itself is not chosen."""


class NotANumber(AnswerRefused):
    """No number, or one outside what is asked."""


class NotADate(AnswerRefused):
    """No date of the calendar, or one outside what is asked."""


class NotARanking(AnswerRefused):
    """Positions that do not make an order."""


class ConfigRefused(Refusal):
    """The settings of a question do not make sense. `errors` maps setting to messages."""

    message = _("Look at the settings of this question again.")

    def __init__(self, errors: Mapping[str, Sequence[StrOrPromise]]) -> None:
        self.errors = {name: list(messages) for name, messages in errors.items()}
        first = next((messages[0] for messages in self.errors.values() if messages), None)
        super().__init__(first)


class SurveyLocked(Refusal):
    """The questionnaire has answers: this change would alter what they were given to."""

    message = _("People have begun to answer this survey. You can retire a question, but not delete it.")


class KindIsFixed(Refusal):
    """The kind of a question with answers never changes."""

    message = _("People have begun to answer, so the kind cannot change. Retire the question and add a new one.")


class UnknownKind(Refusal):
    """No file in `questions/kinds/` has this slug."""

    message = _("There is no such kind of question.")


class TextMissing(Refusal):
    """A question, section or survey without words."""

    message = _("Write the words first.")


class ChoicesRefused(Refusal):
    """The choices of a question do not make sense together."""


class ChoiceLeadsOn(Refusal):
    """A choice cannot go while it decides whether another question is asked."""


class QuestionLeadsOn(Refusal):
    """A question cannot go while its choices decide whether another is asked."""


class RouteRefused(Refusal):
    """'Ask only if' points somewhere it cannot."""


class RouteNotEarlier(RouteRefused):
    """The deciding question does not come before the one that depends on it."""

    message = _("A question can only depend on one that comes before it.")


class RouteElsewhere(RouteRefused):
    """The deciding question is not asked in the same survey."""

    message = _("A question can only depend on one of the same survey that is still asked.")


class RouteMixed(RouteRefused):
    """The deciding choices belong to more than one question."""

    message = _("Pick the deciding choices from one question only.")


class RouteUnfit(RouteRefused):
    """The deciding question is of a kind whose answers decide nothing."""

    message = _("Only yes or no, agree, and choice questions can decide whether another is asked.")


class OrderRefused(Refusal):
    """The new order does not name each section and question of the survey once."""

    message = _("The survey changed while you were moving things. Look at it again.")


class WordingRefused(Refusal):
    """No language or style in which a question may be worded, or the standard one."""

    message = _("Choose one of the languages and styles on the list. The standard wording is the question itself.")
