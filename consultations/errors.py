"""Named refusals of the consultation database. Each carries words for the person who is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from consultations.lawful import Missing


class Refusal(Exception):
    """Something is refused; `public_message` says what to do instead."""

    public_message: StrOrPromise = _("This cannot be done.")


class NotReadyToPublish(Refusal):
    """The page lacks what lawful consultation needs; `missing` says which, in the order of the editor."""

    public_message = _("This page cannot be published yet.")

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("; ".join(str(item.message) for item in missing))
        self.missing = tuple(missing)
