"""How accounts work here: e-mails in our words and in plain text, and no way out to another site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from people.permissions import may_enter_admin


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may have an account. Letters about it leave at once, as they are waited for."""

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
        if may_enter_admin(request.user):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)
