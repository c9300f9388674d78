"""Named refusals of what's on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from youth.errors import YouthRefusal


class AlreadyOver(YouthRefusal):
    message = _("This is over. Change its day first if it comes again.")


class AlreadyPublic(YouthRefusal):
    message = _("This is public already, so only a checked adult changes it. Tell one what is wrong.")


class NotPublicYet(YouthRefusal):
    message = _("This is not public, so there is nothing to cancel. Throw it away instead.")


class AlreadyCancelled(YouthRefusal):
    message = _("This is cancelled. Suggest it anew if it takes place after all.")
