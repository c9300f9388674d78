"""What a refusal carries: words that may be shown to whoever is refused. Each room has its own below this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PublicRefusal(Exception):
    """Something was not done. `public_message` says why and what to do instead."""

    message: ClassVar[StrOrPromise] = _("This cannot be done.")

    def __init__(self, message: StrOrPromise | None = None) -> None:
        self.public_message: StrOrPromise = message or self.message
        super().__init__(str(self.public_message))
