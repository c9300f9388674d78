"""Named refusals of this app. Each carries words for the person who is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.refusal import PublicRefusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refusal(Exception):
    """Something is refused; `public_message` says what to do instead."""

    public_message: StrOrPromise = _("This cannot be done.")


class LastAdministrator(Refusal):
    """The only person who looks after the site would leave."""

    public_message = _("You are the only administrator. Make somebody else one before you delete your account.")


class RoleRefused(Refusal):
    """Somebody who is protected because of their age gets no role over other people's data."""

    public_message = _("This account cannot have this role.")


class PublicationRefused(PublicRefusal):
    """A page is kept from being published. The admin says so in `lines()`, whichever way somebody tried."""

    message = _("This page cannot be published yet.")

    def lines(self) -> list[str]:
        return [str(self.public_message)]
