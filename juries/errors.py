"""Named refusals of the juries' public face and its officers, with words that may be shown to whoever is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal


class JuryRefusal(PublicRefusal):
    """Something was not done. `public_message` says why and what to do instead."""


class NumberStays(JuryRefusal):
    message = _("This recommendation is published. Its number is part of its address and stays as it is.")


class NumberTaken(JuryRefusal):
    message = _("Another recommendation of this jury has this number. Choose another.")


class PublishedStays(JuryRefusal):
    message = _("A published recommendation stays. You can still change what it says.")


class NotOfThisJury(JuryRefusal):
    message = _("This does not belong to this jury. Choose a session, witness or question of its own.")


class NotPublishedYet(JuryRefusal):
    message = _("Publish the recommendation first: bodies answer what everybody can read.")


class DueTooEarly(JuryRefusal):
    message = _("Choose a day from today on, so that the body has time to answer.")


class NobodyChosen(JuryRefusal):
    message = _("Choose at least one body.")


class AlreadyAnswered(JuryRefusal):
    message = _("This body has answered already. Its answer stays.")


class AlreadyLate(JuryRefusal):
    message = _(
        "The day for this answer has passed, so it stays as it is: everybody sees how late the answer is. A body that "
        "was asked by mistake can say so in its answer."
    )


class ReasonsMissing(JuryRefusal):
    message = _("Give your reasons: they are published with the answer.")


class VerdictMissing(JuryRefusal):
    message = _("Choose whether you accept it, accept it in part or reject it.")


class ChangedMeanwhile(JuryRefusal):
    message = _("A colleague answered while you were writing. Read what stands now, then send yours again.")


class TooLateToAsk(JuryRefusal):
    message = _("Questions for this session are closed: it has started.")


class NothingAsked(JuryRefusal):
    message = _("Write your question.")


class ReasonMissing(JuryRefusal):
    message = _("Say why it is not published: the resident is told, if they gave an address.")


class NotLetThrough(JuryRefusal):
    message = _("Publish the question first, then say what became of it.")


class OutcomeMissing(JuryRefusal):
    message = _("Choose what became of the question.")
