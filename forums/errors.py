"""Named refusals of the forums, with words that may be shown to whoever is refused."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.refusal import PublicRefusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ForumRefusal(PublicRefusal):
    """Something in a forum was not done."""

    #: The field of a form that it is about, where it is about one.
    field: str = ""

    def __init__(self, message: StrOrPromise | None = None, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field or self.field


class NameMissing(ForumRefusal):
    field = "name"
    message = _("Choose a name to write under. It need not be your real one.")


class NameTaken(ForumRefusal):
    field = "name"
    message = _("Somebody in this community has this name already, or one that looks like it. Choose another.")


class NameReserved(ForumRefusal):
    field = "name"
    message = _("This name could be taken for a moderator, an officer or a partner body. Choose another.")


class RoleMissing(ForumRefusal):
    field = "role"
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
    field = "source"
    message = _("Write something first.")


class TitleMissing(ForumRefusal):
    field = "title"
    message = _("Give the thread a title, so that others can find it.")


class TooLong(ForumRefusal):
    field = "source"
    message = _("This is too long for one post. Split it in two. What you wrote is still here.")


class NotUsable(ForumRefusal):
    field = "source"
    message = _("The text holds a sign that cannot be kept. Type it again instead of pasting it.")


class AltMissing(ForumRefusal):
    message = _("Say what the picture shows, for people who cannot see it. The picture is kept.")


class NotAPicture(ForumRefusal):
    field = "picture"
    message = _("This file is no picture we can read. Choose a JPEG, PNG or WebP file. What you wrote is still here.")


class PictureTooLarge(ForumRefusal):
    field = "picture"
    message = _("This picture is too large: it may have 8 megabytes. Make it smaller, or choose another one.")


class PictureMissing(ForumRefusal):
    field = "picture"
    message = _("You said what a picture shows, and no picture came with it. Choose it again, or empty that box.")


class TooManyPictures(ForumRefusal):
    field = "picture"
    message = _("A post takes four pictures. Take one out first, or send this and write another post.")


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
        elif (minutes := -(-seconds // 60)) < 120:
            wait = ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
        else:
            hours = -(-minutes // 60)
            wait = ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
        super().__init__(_("You can send this in %(wait)s. What you wrote is still here.") % {"wait": wait})


class TooLateToEdit(ForumRefusal):
    message = _("A post can be changed for 30 minutes. You can still delete it, or add another one.")


class NotYours(ForumRefusal):
    message = _("Only its author can do this.")


class ChangedMeanwhile(ForumRefusal):
    message = _("Somebody changed this while you were looking. Read what stands now, then decide.")


class NothingTicked(ForumRefusal):
    message = _("Tick the posts you mean first.")


class ReasonMissing(ForumRefusal):
    field = "reason"
    message = _("Say why: the author is told.")


class RuleMissing(ForumRefusal):
    field = "rule"
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
    field = "public_title"
    message = _("Write the question as it goes out. Nothing else leaves a closed community.")


class NotYourQuestion(ForumRefusal):
    message = _("This question was put to another body.")


class AnswerMissing(ForumRefusal):
    field = "answer"
    message = _("Write the answer.")


class PromisedClosed(ForumRefusal):
    message = _(
        "What is written here was written for members alone, so this community stays closed. Open a second one beside "
        "it for what everybody may read."
    )


class ModeratorsDecide(ForumRefusal):
    message = _("Only a moderator of this community can open it.")


class ModeratorMissing(ForumRefusal):
    message = _("A closed community needs a moderator: nobody else can let people in. Name one first.")


class NobodyThere(ForumRefusal):
    field = "email"
    message = _("Nobody has an account here with this e-mail address. Ask them to make one, then name them.")


class NotYourself(ForumRefusal):
    message = _("Nobody makes themselves moderator of a closed community. One of its moderators can name you.")


class LastModerator(ForumRefusal):
    message = _("This is the last moderator of a closed community. Name another one first.")


class AdministratorsOnly(ForumRefusal):
    message = _("Only an administrator decides who may take part in opening names.")


class RuleUsed(ForumRefusal):
    message = _("Something was decided under this rule, so its words stay. Take it out of force and add a new one.")


class LastRule(ForumRefusal):
    message = _("This is the last rule in force, and nothing can be removed without one. Add another one first.")


class NotLater(ForumRefusal):
    message = _("The day on which it is looked at again must come after the day it was made on.")


class NotYet(ForumRefusal):
    message = _("This day has not come yet. Put an assessment on record once it is made.")


class NotToBeRead(ForumRefusal):
    """A table cannot be brought in; `problems` says why, line by line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
