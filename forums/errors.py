"""Named refusals of the forums, with words that may be shown to whoever is refused."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ForumRefusal(Exception):
    """Something was not done. `public_message` says why and what to do instead."""

    message: ClassVar[StrOrPromise] = _("This cannot be done.")

    def __init__(self, message: StrOrPromise | None = None) -> None:
        self.public_message: StrOrPromise = message or self.message
        super().__init__(str(self.public_message))


class NameMissing(ForumRefusal):
    message = _("Choose a name to write under. It need not be your real one.")


class NameTaken(ForumRefusal):
    message = _("Somebody in this community has this name already. Choose another.")


class RoleMissing(ForumRefusal):
    message = _("You work for a partner body, so you write as that body. Choose the body and say what your role is.")


class RoleEnded(ForumRefusal):
    message = _("You no longer write for this body. Leave the community and join it again under a name of your own.")


class NotAMember(ForumRefusal):
    message = _("Join the community first. It takes one click, and you can leave at any time.")


class AlreadyAsked(ForumRefusal):
    message = _("You have asked already. The moderators have not decided yet.")


class Closed(ForumRefusal):
    message = _("This community no longer takes new posts. You can still read it.")


class ThreadClosed(ForumRefusal):
    message = _("This thread no longer takes posts. You can still read it, or start a new one.")


class NothingWritten(ForumRefusal):
    message = _("Write something first.")


class TitleMissing(ForumRefusal):
    message = _("Give the thread a title, so that others can find it.")


class TooLong(ForumRefusal):
    message = _("This is too long for one post. Split it in two. What you wrote is still here.")


class NotUsable(ForumRefusal):
    message = _("The text holds a sign that cannot be kept. Type it again instead of pasting it.")


class Suspended(ForumRefusal):
    def __init__(self, until: datetime) -> None:
        from core.moments import say_moment

        words = _("A moderator has paused your writing here until %(moment)s. You can still read everything.")
        super().__init__(words % {"moment": say_moment(until, at=until)})


class MustWait(ForumRefusal):
    """Too fast; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        if seconds < 120:
            wait = ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
        else:
            minutes = -(-seconds // 60)
            wait = ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
        super().__init__(_("You can send this in %(wait)s. What you wrote is still here.") % {"wait": wait})


class TooLateToEdit(ForumRefusal):
    message = _("A post can be changed for 30 minutes. You can still delete it, or add another one.")


class NotYours(ForumRefusal):
    message = _("Only its author can do this.")


class ChangedMeanwhile(ForumRefusal):
    message = _("Somebody changed this while you were looking. Read what stands now, then decide.")


class ReasonMissing(ForumRefusal):
    message = _("Say why: the author is told.")


class RuleMissing(ForumRefusal):
    message = _("Choose the rule of the house that it broke.")


class AlreadyAppealed(ForumRefusal):
    message = _("You have appealed against this already. One appeal is possible.")


class NothingToAppeal(ForumRefusal):
    message = _("You can appeal against the removal of a post of yours, for 28 days.")


class SomebodyElse(ForumRefusal):
    message = _("Somebody else has to decide this: you decided it the first time.")


class AlreadyDecided(ForumRefusal):
    message = _("This has been decided already.")


class NotToBeUndone(ForumRefusal):
    message = _("This can no longer be taken back: something else has happened to the post since.")


class WrongTarget(ForumRefusal):
    message = _("Choose another thread of the same forum.")


class MoveWouldTell(ForumRefusal):
    message = _("What was written in a closed community stays there.")


class EndMissing(ForumRefusal):
    message = _("Choose when it ends: from tomorrow on, and within a year.")


class NotAuthorised(ForumRefusal):
    message = _("This takes somebody who is authorised to open names.")


class SecondPersonNeeded(ForumRefusal):
    message = _("Somebody else has to confirm this: one person alone never opens a name.")


class NothingToOpen(ForumRefusal):
    message = _("There is nobody behind this name any more.")


class OpeningOver(ForumRefusal):
    message = _("This was not confirmed, is older than a week, or has been opened already. Ask again.")


class AlreadyAQuestion(ForumRefusal):
    message = _("This thread is a question already.")


class NotToBeSupported(ForumRefusal):
    message = _("This question no longer looks for supporters.")


class OwnWordsMissing(ForumRefusal):
    message = _("Write the question as it goes out. Nothing else leaves a closed community.")


class NotYourQuestion(ForumRefusal):
    message = _("This question was put to another body.")


class AnswerMissing(ForumRefusal):
    message = _("Write the answer.")


class NotToBeRead(ForumRefusal):
    """A table cannot be brought in; `problems` says why, line by line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
