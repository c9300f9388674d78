"""Named refusals of the call for jurors and of the draw. Each carries words for the person who is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DrawRefusal(Exception):
    """Something is refused; `public_message` says what to do instead."""

    public_message: StrOrPromise = _("This cannot be done.")


class CallNotOpen(DrawRefusal):
    public_message = _("This call has not opened yet.")


class CallClosed(DrawRefusal):
    public_message = _("This call has closed. It takes no more applications.")


class CallUnfinished(DrawRefusal):
    public_message = _("The call says nothing yet of who is sought. Upload the population figures first.")


class AnswersIncomplete(DrawRefusal):
    public_message = _("Answer every question about yourself, or choose ‘Prefer not to say’.")


class AppliedOnPaper(DrawRefusal):
    public_message = _("Somebody has applied with this e-mail address already. Each person is in the pool once.")


class HasApplicants(DrawRefusal):
    public_message = _(
        "People have applied already, so what they are asked cannot change. You can change the targets of the values "
        "that are there, and the population figures."
    )


class BadCensus(DrawRefusal):
    """The table cannot be used; `problems` says why, line by line."""

    public_message = _("The table was not taken. Nothing has changed.")

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class CallDrawn(DrawRefusal):
    public_message = _(
        "A draw has been made from this call. When it was open, its places and the youngest age stay as they were."
    )


class KeptLonger(DrawRefusal):
    public_message = _("People applied under the promise of fewer months. You can shorten the time, not lengthen it.")


class BadTargets(DrawRefusal):
    public_message = _("For every value, ‘at most’ must not be less than ‘at least’, nor more than the places.")


class CallStillOpen(DrawRefusal):
    public_message = _("The call is still open. Draw once it has closed, so that everybody who applies can be drawn.")


class SearchRuns(DrawRefusal):
    public_message = _("A draw is being made. Wait for it, or cancel it.")


class DrawWaits(DrawRefusal):
    public_message = _("A draw is made and waits. Publish it and throw its number, or set it aside, before another.")


class NoVacancy(DrawRefusal):
    public_message = _("Every place is taken. A draw of replacements is made when somebody does not take part.")


class NothingToDo(DrawRefusal):
    public_message = _("This draw is over, or cancelled. There is nothing to be done to it.")


class NotMade(DrawRefusal):
    public_message = _("This draw is not ready to be published.")


class PoolMoved(DrawRefusal):
    public_message = _("Somebody took their application back since this draw was made. Set it aside and draw again.")


class NotPublished(DrawRefusal):
    public_message = _("Publish the record first. A number counts only when everybody could read the record before.")


class NumberFixed(DrawRefusal):
    public_message = _("A number has been entered for this draw. It cannot be changed.")


class BadNumber(DrawRefusal):
    public_message = _("Write three figures, from 000 to 999.")


class NotDrawn(DrawRefusal):
    public_message = _("This person was not drawn, or has answered already.")
