"""Named refusals of the youth section, with words that may be shown to whoever is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal
from people.errors import PublicationRefused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class YouthRefusal(PublicRefusal):
    """Something was not done. `field` names the field of a form that it is about, where it is about one."""

    field: str = ""

    def __init__(self, message: StrOrPromise | None = None, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field or self.field


class NotChecked(YouthRefusal):
    message = _("Only an adult whose safeguarding check stands today can do this. Ask the safeguarding lead.")


class NotJoined(YouthRefusal):
    message = _("Join the writers’ group first.")


class NotAnEditor(YouthRefusal):
    message = _("Only the editorial team can do this.")


class MovedOn(YouthRefusal):
    message = _("Somebody has moved this on meanwhile. Look at where it stands now.")


class ChangedSince(YouthRefusal):
    message = _("Somebody has changed this since you opened it. Read it as it is now, then let it out.")


class NotPublished(YouthRefusal, PublicationRefused):
    """An article is not made public. `missing` says what it lacks; empty where no checked adult stands behind it."""

    message = _(
        "Only an adult whose safeguarding check stands today can publish this. Nothing was published."
        " Ask another checked adult, or have the check recorded again."
    )

    def __init__(self, *, missing: Sequence[StrOrPromise] = ()) -> None:
        self.missing = tuple(missing)
        super().__init__(_("This cannot be published yet.") if missing else None)

    def lines(self) -> list[str]:
        """Return what is said to whoever is refused, a sentence or two each."""
        return [str(self.public_message), *(str(line) for line in self.missing)]
