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
