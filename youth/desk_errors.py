"""Why something was not done at a piece, with what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from youth.errors import YouthRefusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise
    from wagtail.models import Revision


class NotYours(YouthRefusal):
    message = _("You cannot do this with the piece as it stands. Look at what can be done now.")


class NotWritable(YouthRefusal):
    message = _("It is with the editors now, so it was not changed. Take it back first, then save this again.")


class DraftMoved(YouthRefusal):
    """Somebody kept another version since this page was opened. `revision` is theirs."""

    message = _(
        "This piece was changed in another place since you opened this page. Nothing is lost: both texts are below."
    )

    def __init__(self, revision: Revision) -> None:
        super().__init__()
        self.revision = revision


class TitleMissing(YouthRefusal):
    message = _("Give it a title. You can change it later.")
    field = "title"


class TextMissing(YouthRefusal):
    message = _("There is no text yet. Write a little first, then hand it in.")


class WordsMissing(YouthRefusal):
    message = _("Write something first.")
    field = "words"


class AskMissing(WordsMissing):
    message = _("Say what should change, so that the writer knows what to do.")


class TooManyWords(YouthRefusal):
    message = _("That is too long. Say it in 2,000 characters or fewer.")
    field = "words"


class TellsTooMuch(YouthRefusal):
    """What was said holds something that is nobody’s business here. `found` says what, in sentences."""

    message = _("This was not sent, and nobody has seen it.")
    field = "words"

    def __init__(self, found: Sequence[StrOrPromise]) -> None:
        self.found = tuple(found)
        super().__init__(" ".join([str(self.message), *(str(line) for line in found)]))


class NobodyLooksAfter(YouthRefusal):
    message = _(
        "No checked adult is there to read along at the moment, so nothing can be written here today."
        " Drafts can still be written."
    )


class Paused(YouthRefusal):
    message = _(
        "Your writing is paused, so nothing was changed. You can read everything. A checked adult can say more."
    )


class PictureRefused(YouthRefusal):
    message = _("This file is not a picture that can be used. Choose a JPEG, PNG or WebP picture.")
    field = "picture"


class PictureTooBig(PictureRefused):
    message = _("This picture is too large. Choose one of 8 megabytes or less.")


class TooMuchToday(YouthRefusal):
    message = _("That is a lot for one day. What is there is kept; go on with a new one tomorrow.")


class NotReady(YouthRefusal):
    """It cannot be proposed or published. `missing` says what it lacks."""

    message = _("It is not ready yet.")

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(" ".join([str(self.message), *missing]))


class MomentPast(YouthRefusal):
    message = _("Choose a moment that is still to come.")
    field = "goes_out_at"


class NoWorkflow(YouthRefusal):
    message = _("It waits in no workflow any more. Take it back to the editors and propose it again.")


class MovedSince(YouthRefusal):
    message = _("There is a newer version than the one you read. Read it first, then decide.")


class NoRight(YouthRefusal):
    message = _(
        "Your check stands, but your account has no right to publish on these pages."
        " Ask an administrator for the role of checked adult. Nothing was published."
    )


class IssueIncomplete(YouthRefusal):
    message = _("Give the issue a title and the day it comes out.")
    field = "title"


class ReasonMissing(YouthRefusal):
    message = _("Say why, so that they and the other adults know.")
    field = "reason"
