"""Named refusals of competitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from youth.errors import YouthRefusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class NotOpen(YouthRefusal):
    message = _("This competition takes no entries now. What you typed is still here: copy it if you want to keep it.")


class JudgesDoNotEnter(YouthRefusal):
    message = _("You judge this competition, so you cannot enter it.")


class TitleMissing(YouthRefusal):
    field = "title"
    message = _("Give it a title.")


class TextMissing(YouthRefusal):
    field = "text"
    message = _("Write something first.")


class TooManyWords(YouthRefusal):
    field = "text"

    def __init__(self, *, words: int, limit: int) -> None:
        words_too_many = words - limit
        super().__init__(
            ngettext(
                "It is %(over)d word too long: %(limit)d are allowed.",
                "It is %(over)d words too long: %(limit)d are allowed.",
                words_too_many,
            )
            % {"over": words_too_many, "limit": limit}
        )


class PictureMissing(YouthRefusal):
    field = "picture"
    message = _("Choose a picture first.")


class PictureRefused(YouthRefusal):
    field = "picture"
    message = _("This file is no picture we can read. Send a JPEG, PNG or WebP of up to 8 MB.")


class AltMissing(YouthRefusal):
    field = "picture_alt"
    message = _("Say in words what the picture shows, for judges who do not see it.")


class TellsTooMuch(YouthRefusal):
    field = "text"

    def __init__(self, reasons: Sequence[StrOrPromise], *, field: str = "") -> None:
        super().__init__(" ".join(str(one) for one in reasons), field=field)


class NotToBeChanged(YouthRefusal):
    message = _("This competition is out. Only its dates can be put later, so that nobody who entered is surprised.")


class DatesOutOfOrder(YouthRefusal):
    field = "closes_at"
    message = _(
        "It opens, then closes, then the winners are told, then the entries are erased. Put the dates in order."
    )


class NobodyLikeThat(YouthRefusal):
    field = "who"
    message = _("Choose somebody of the team who has not entered.")


class NotJudging(YouthRefusal):
    message = _("Judging begins when the competition has closed, and ends when the winners have been told.")


class PointsMissing(YouthRefusal):
    field = "points"
    message = _("Give one to five points.")


class PlacesWrong(YouthRefusal):
    message = _("Give first place to one entry, then second, then third. Each place once.")
