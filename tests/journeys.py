"""What journeys share: sign in by hand, come along signed in, act as the site itself does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, Page

from engage.demo.sign_ins import PASSWORD
from tests.sites import LiveSite

E_MAIL = "E-mail address"


def fill_sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill the form that is open and send it."""
    page.get_by_label(E_MAIL, exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


@contextmanager
def inside(site: LiveSite) -> Iterator[None]:
    """Act as the site does: on its database, and under its secrets, which sign links and seal what is private."""
    names = ("SECRET_KEY", "VAULT_NAME_SECRET", "VAULT_SECRETS")
    secrets = {name: (site.var / name.lower()).read_text().strip() for name in names}
    with (
        site.data(),
        override_settings(
            **(secrets | {"VAULT_SECRETS": [secrets["VAULT_SECRETS"]], "MEDIA_ROOT": str(site.var / "media")})
        ),
    ):
        yield


def be_signed_in(context: BrowserContext, site: LiveSite, email: str) -> None:
    """Give a browser the session of somebody who typed their password a moment ago.

    For tests that are about something else; signing in by hand is limited to so many times a minute.
    """
    with inside(site):
        client = Client()
        client.force_login(
            get_user_model().objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend"
        )
        session = client.session
        just_now = {"method": "password", "at": time.time(), "email": email, "reauthenticated": True}
        session["account_authentication_methods"] = [just_now]
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session.save()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site.url}])
