"""Tell somebody for whom an account was made how to come in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import User
from people.notices import notify


@transaction.atomic
def await_proof(*, user: User) -> None:
    """Forget that any address of this account was proved, and expect it of the one that stands there now."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), verified=False, primary=True)


@transaction.atomic
def invite(*, user: User) -> None:
    """Write to the new colleague, once: a code by e-mail lets them in, and shows that the address is theirs."""
    await_proof(user=user)
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
