"""Named refusals of the ledger, with words that may be shown to whoever is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal


class Refusal(PublicRefusal):
    """Something was not done. `public_message` says why and what to do instead."""


class ReasonMissing(Refusal):
    message = _("Say why it will not be done: the reason is published with it.")


class ChangedMeanwhile(Refusal):
    message = _("Somebody changed this while you were writing. Read what stands now, then send yours again.")


class PlanEmpty(Refusal):
    message = _("Put at least one action into the plan before you publish it.")


class ReferenceTaken(Refusal):
    message = _("Another action of this plan has this reference. Choose another.")


class ActionHasHistory(Refusal):
    message = _(
        "Something has been said of this action, so it stays. If it will not be done, say so and why on the work list."
    )


class NotYours(Refusal):
    message = _("This action is answered for by another organisation.")


class FileRefused(Refusal):
    message = _("This kind of file is not taken. Choose a PDF, a text document, a table or slides.")
