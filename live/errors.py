"""Named refusals of the live room. Each has a `slug` for the wire and words that may be shown to whoever is refused."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal


class LiveRefusal(PublicRefusal):
    """Something was not done. `public_message` says why and what to do instead."""

    slug: ClassVar[str] = "refused"


# Votes ---------------------------------------------------------------------------------------------------------------


class NotOpen(LiveRefusal):
    slug = "not_open"
    message = _("This question is not open. Look at the screen and wait for the next one.")


class TooLate(LiveRefusal):
    slug = "too_late"
    message = _("Too late: the question had closed when your answer reached us. It does not count.")


class Stands(TooLate):
    """It came too late, and an answer of the same voter from before stands: said where the answer can be looked up."""

    message = _(
        "Too late to change it: the question had closed when the new answer reached us. Your answer from before counts."
    )


class AlreadyVoted(LiveRefusal):
    slug = "already_voted"
    message = _(
        "You have answered, and this question takes one answer that cannot be changed. Your first answer counts."
    )


class TryAgain(LiveRefusal):
    slug = "try_again"
    message = _("We could not store your answer just now. Keep this page open: it is sent again by itself.")


class BadAnswer(LiveRefusal):
    slug = "bad_answer"
    message = _("This answer does not fit the question.")


class NoVoter(LiveRefusal):
    slug = "no_voter"
    message = _("We do not know this phone any more. Join again with the code on the screen.")


class JoinAgain(NoVoter):
    """The event asks for something else now than when this phone joined, or for a card that counts no more."""

    message = _(
        "Who may take part in this event has changed since this phone joined. Join again: what you wrote is kept."
    )


class EventOver(LiveRefusal):
    slug = "event_over"
    message = _("The event has ended.")


# Frames --------------------------------------------------------------------------------------------------------------


class Malformed(LiveRefusal):
    slug = "malformed"
    message = _("We could not read what was sent. Load the page again.")


class UnknownFrame(LiveRefusal):
    slug = "unknown_frame"
    message = _("This page is older or newer than the site. Load it again.")


class SlowDown(LiveRefusal):
    slug = "slow_down"
    message = _("That was too fast. Wait a moment, then send again.")


# Commands ------------------------------------------------------------------------------------------------------------


class OutOfTurn(LiveRefusal):
    """The command was given on a stage that has changed since."""

    slug = "out_of_turn"
    message = _("Somebody else was faster. Look at where the event stands now, then press again if it is still needed.")


class NotNow(LiveRefusal):
    """The stage does not allow this command as it stands."""

    slug = "not_now"
    message = _("That does not fit where the event stands now.")


class StillCounting(NotNow):
    slug = "still_counting"
    message = _("The last answers are still being counted. Wait two seconds, then press again.")


# Preparing -----------------------------------------------------------------------------------------------------------


class AlreadyAsked(LiveRefusal):
    slug = "already_asked"
    message = _(
        "This question has been asked. Copy it and change the copy: the answers belong to the words people read."
    )


class AlreadyBegun(LiveRefusal):
    """People have voted under a rule that was about to change."""

    slug = "already_begun"
    message = _("People have begun to vote, so this stays as it is. For other rules, copy the event.")


class SeenOld(LiveRefusal):
    """The form was filled in over numbers or an order that somebody has changed since."""

    slug = "seen_old"
    message = _("Somebody changed this while you were at it. Look at what stands here now, then send yours again.")


class UnknownCard(LiveRefusal):
    slug = "unknown_card"
    message = _("No card of this event has this code. Look at the card again: it has no letter O and no figure 0.")


class NotInvited(LiveRefusal):
    slug = "not_invited"
    message = _("Nobody with this e-mail address has an account yet. Ask them to make one first.")


# Afterwards ----------------------------------------------------------------------------------------------------------


class LinksStand(LiveRefusal):
    """Rows of voters while the event could still tell who is who."""

    slug = "links_stand"
    message = _("The rows can be taken down once the event has ended: until then a row could be traced to a person.")


class FewVoters(LiveRefusal):
    slug = "few_voters"
    message = _("Too few people voted: rows would show who said what.")
