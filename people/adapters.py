"""How accounts work here: our words in e-mails, errors and messages, and no way out to another site."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.permissions import may_enter_admin

#: Where in the session a room leaves the address to go on from, for somebody who needs an account first. It outlives
#: the letter with the link and the signing in that follows.
AFTER_SIGN_IN: Final = "after_sign_in"


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may have an account. Letters about it leave at once, as they are waited for.

    To young people and at night too: a code to sign in, a link to confirm an address and a new password were asked for
    a moment before by somebody who sits in front of the page, and a warning that an account was changed must not wait.
    Nothing else goes past `people.notices`.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _(
            "You cannot remove your main e-mail address. Make another one the main one first."
        ),
        "duplicate_email": _("Your account has this e-mail address already."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both."),
        "email_taken": _("Another account has this e-mail address already."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This is not the right code. Check it, or ask for a new one."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
        "max_email_addresses": _("You cannot have more than %d e-mail addresses."),
        "rate_limited": _("That was too often in a short time. Wait a few minutes, then try again."),
        "same_as_current": _("This is what you have now. Write another one."),
        "too_many_login_attempts": _("That was wrong too often. Wait five minutes, then try again."),
        "unverified_primary_email": _("Confirm your main e-mail address first."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def format_email_subject(self, subject: str) -> str:
        return " ".join(subject.split())

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"site_name": settings.WAGTAIL_SITE_NAME, **context})

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very site: where one was going before one signed in."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        going_on = request.session.pop(AFTER_SIGN_IN, "")
        if going_on and self.is_safe_url(going_on):
            return going_on
        if may_enter_admin(request.user):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step of signing in: an app, a passkey, a security key, codes on paper."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Turn off the second step before you add an e-mail address."),
        "cannot_delete_authenticator": _("This cannot be turned off."),
        "cannot_generate_recovery_codes": _("Set up an app or a key first. Recovery codes come with it."),
        "incorrect_code": _(
            "This is not right. The number in an app changes every half minute, and a recovery code works only once."
        ),
        "unverified_email": _("Confirm your e-mail address first. Then set up the second step."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth calls it so
        """Return what stands in the form that adds a key, until its owner writes a better name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("My key") if number == 1 else gettext("My key %(number)d") % {"number": number}
