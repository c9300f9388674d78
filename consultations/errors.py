"""Named refusals of the consultation database. Each carries words for the person who is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.errors import PublicationRefused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from consultations.lawful import Missing


class Refusal(Exception):
    """Something is refused; `public_message` says what to do instead."""

    public_message: StrOrPromise = _("This cannot be done.")


class NotReadyToPublish(PublicationRefused):
    """The page lacks what lawful consultation needs; `missing` says which, in the order of the editor."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__()
        self.missing = tuple(missing)

    def __str__(self) -> str:
        return "; ".join(str(item.message) for item in self.missing)

    def lines(self) -> list[str]:
        return [*super().lines(), *(str(item.message) for item in self.missing)]


class ConsultationPlanned(Refusal):
    """It does not take answers yet."""

    public_message = _("This consultation has not opened yet.")


class ConsultationClosed(Refusal):
    """It takes answers no more, or has been taken down."""

    public_message = _("This consultation has closed. It takes no more answers.")


class DraftConflict(Refusal):
    """Another window saved the same section meanwhile. Nothing has been written; `stored` is what is kept."""

    public_message = _("This page was changed in another window. Choose which answers to keep.")


class DraftGone(Refusal):
    """The answers have been sent, or taken back, in another window meanwhile."""

    public_message = _("You have sent these answers meanwhile.")


class AnswersMissing(Refusal):
    """Questions that must be answered are not; `question_ids` says which, in order."""

    public_message = _("Some questions still need an answer.")

    def __init__(self, question_ids: Sequence[int]) -> None:
        super().__init__(str(self.public_message))
        self.question_ids = tuple(question_ids)


class AnswersOutdated(Refusal):
    """Questions were changed so that answers given before do not fit; `question_ids` says which, in order."""

    public_message = _("This question was changed after you answered it. Look at it and answer it again.")

    def __init__(self, question_ids: Sequence[int]) -> None:
        super().__init__(str(self.public_message))
        self.question_ids = tuple(question_ids)


class AccountNeeded(Refusal):
    """The consultation has come to ask for an account since these answers were begun without one."""

    public_message = _("This consultation now asks you to sign in.")


class AnsweredAlready(Refusal):
    """The account has answered this consultation."""

    public_message = _("You have already answered this consultation. You can change your answers instead.")


class ResponseWithdrawn(Refusal):
    """The response has been withdrawn: there is nothing left to change."""

    public_message = _("You have withdrawn these answers. We no longer hold them.")


class NameNotAllowed(Refusal):
    """The words of somebody under 18 are never published with a name."""

    public_message = _("We never publish the name of anyone under 18.")
