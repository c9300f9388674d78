"""Tell somebody for whom an account was made how to come in."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import User
from people.notices import notify


def invite(*, user: User) -> None:
    """Write to the new colleague, once: a code by e-mail lets them in, and shows that the address is theirs."""
    notify(
        kind="invitation",
        key=str(user.pk),
        recipient=user.email,
        subject=_("You have an account with %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
        body=_(
            "A colleague made an account for you, so that you can work on this site.\n\n"
            "To come in, ask for a code with this e-mail address:\n%(address)s\n\n"
            "Then add a passkey or an app as your second step to sign in. You may set a password too."
        )
        % {"address": settings.SITE_URL + reverse("account_request_login_code")},
        at=timezone.now(),
    )
