"""Named refusals of the chat, of comments and of the desk that looks after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal
from youth.errors import YouthRefusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ChatClosed(YouthRefusal):
    field = "source"

    def __init__(self, opening: str) -> None:
        words = _("The chat is closed just now. %(opening)s. What you wrote is still here: copy it, or send it then.")
        super().__init__(words % {"opening": opening.rstrip(".")})


class Paused(YouthRefusal):
    field = "source"
    message = _("A checked adult has paused your writing. You can still read. What you wrote is still here.")


class PrivateInIt(YouthRefusal):
    """Something in it is nobody's business. Nothing of it was kept; the reasons are said to whoever typed it."""

    field = "source"

    def __init__(self, reasons: Sequence[StrOrPromise]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(str(reason) for reason in reasons))


class BeingRead(YouthRefusal):
    field = "source"
    message = _("A checked adult is reading this just now, so it cannot be changed. You can still delete it.")


class CommentsClosed(YouthRefusal):
    field = "source"
    message = _("Comments on this article are closed. What you wrote is still here: copy it if you want to keep it.")


class TooManyReports(YouthRefusal):
    field = "words"
    message = _(
        "You have told us a lot in a short time. It has all arrived. Try again in an hour; if somebody is in danger "
        "now, ring 999."
    )


class NotUsable(YouthRefusal):
    message = _("The text holds a sign that cannot be kept. Type it again instead of pasting it.")


class WordsMissing(YouthRefusal):
    field = "words"
    message = _("Write down what you did or saw, so that others can follow it.")


class NotYours(YouthRefusal):
    message = _("Somebody else is looking into this. Take it over first if you are to go on with it.")


class OwnWords(YouthRefusal):
    message = _("You wrote this yourself. Somebody else looks into it.")


class ConcernClosed(YouthRefusal):
    message = _("This concern is closed. What was done stays as it is; if something new comes up, raise a new one.")


class WordsUndecided(YouthRefusal):
    message = _("Decide about the words first: take them down, or put them back. Until then nobody sees them.")


class WordsChanged(YouthRefusal):
    message = _("Whoever wrote this has changed it since you opened it. Read it as it is now.")


class UnderConcern(YouthRefusal):
    message = _("Somebody raised a concern about this post. It is decided there, not here.")


class NotTakingPart(YouthRefusal):
    message = _(
        "Whoever wrote this waits for a parent’s or guardian’s yes, so nobody else may read it now. Leave it as it is: "
        "it comes back to the desk once they take part again."
    )


class LeadsOnly(YouthRefusal):
    message = _("Only a safeguarding lead looks up how to reach a young person. Ask one of them.")


class NobodyToReach(YouthRefusal):
    message = _("There is nobody to reach: whoever it was had no account, or has left and was erased.")


class NothingToDo(YouthRefusal):
    message = _("This has been done already, or there is nothing left to do it to.")


class BandStands(YouthRefusal):
    field = "band"
    message = _("Somebody has written here trusting in who reads it, so the age stays as it is. Make a new room.")


class NameTaken(YouthRefusal):
    field = "name"
    message = _("Another room has this name, or one that makes the same address. Choose another.")


def in_youth(refusal: PublicRefusal) -> YouthRefusal:
    """Return a refusal of the engine's as one of the section's, with the same words about the same field."""
    if isinstance(refusal, YouthRefusal):
        return refusal
    return YouthRefusal(refusal.public_message, field=getattr(refusal, "field", ""))
