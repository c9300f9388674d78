"""Named refusals of the jury's room, with words that may be shown to whoever is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal


class RoomRefusal(PublicRefusal):
    """Something was not done. `public_message` says why and what to do instead."""


# Jurors --------------------------------------------------------------------------------------------------------------


class AlreadySeated(RoomRefusal):
    message = _("Somebody with this e-mail address has a place in this jury already. Send them a new link instead.")


class HasLeft(RoomRefusal):
    message = _("This juror has left the jury. Give them a new place if they come back.")


class NameTaken(RoomRefusal):
    message = _("Another juror goes by this name. Choose another one, or add a letter.")


class NoContact(RoomRefusal):
    message = _("Name and e-mail address of this juror have been erased, so no letter can be sent.")


class RoomClosed(RoomRefusal):
    message = _("The jury is closed, and its room with it.")


# Talking -------------------------------------------------------------------------------------------------------------


class DiscussionClosed(RoomRefusal):
    message = _("This discussion is closed. You can still read it. Keep a copy of what you wrote.")


# Drafting ------------------------------------------------------------------------------------------------------------


class DraftingClosed(RoomRefusal):
    message = _("Drafting is not open just now. Keep a copy of what you wrote, and ask the people who run the jury.")


class DraftLocked(RoomRefusal):
    message = _("This draft is being voted on or has been adopted, so its words stay as they are.")


class DraftMoved(RoomRefusal):
    """Somebody saved the draft since the form was opened. Nothing typed is lost: the page shows both."""

    message = _("Somebody else saved this draft while you were writing. Yours is still here: put the two together.")


class NothingWritten(RoomRefusal):
    message = _("Write something first.")


# Votes ---------------------------------------------------------------------------------------------------------------


class VoteStands(RoomRefusal):
    message = _("There is a vote on this draft already.")


class VoteNotOpen(RoomRefusal):
    message = _("This vote is not open, so nothing was counted. Look at the draft to see how it stands.")


class TooFewJurors(RoomRefusal):
    message = _("A vote needs at least 3 jurors: with fewer, the counts would tell who voted how.")


class BadWindow(RoomRefusal):
    message = _("A vote closes after it opens, and not in the past.")


class NotPassed(RoomRefusal):
    message = _("The jury did not adopt this draft: too few voted for it, or the vote has not been counted yet.")


class NotAVoter(RoomRefusal):
    message = _("The facilitator helps the jury and has no vote.")


# Make-up -------------------------------------------------------------------------------------------------------------


class MakeUpFixed(RoomRefusal):
    message = _(
        "The make-up has been published and stays as it is: two versions, laid side by side, would tell what a single "
        "juror said."
    )


class MakeUpTooSmall(RoomRefusal):
    message = _("Too few jurors agreed to be counted: no feature has two groups of at least 3.")


# Priorities ----------------------------------------------------------------------------------------------------------


class TooFewToRank(RoomRefusal):
    message = _("Choose at least two to be put in order, and at most 12.")


class NotYetOver(RoomRefusal):
    message = _("The event has not ended yet. The result is taken over by itself once it has.")
