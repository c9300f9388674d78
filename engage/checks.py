"""What `manage.py check --deploy` says of settings that cannot be meant in production."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Warned

SHORTEST_SECRET = 32


@register(Tags.security, deploy=True)
def check_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [*_addresses(), *_secrets(), *_services()]


def _addresses() -> Iterator[CheckMessage]:
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or address.port is not None:
        yield Warned(
            f"SITE_URL is {settings.SITE_URL}: links in letters would lead there.",
            hint="Write the public address, with https and without a port.",
            id="engage.W001",
        )


def _secrets() -> Iterator[CheckMessage]:
    secrets = {
        "SECRET_KEY": settings.SECRET_KEY,
        "VAULT_NAME_SECRET": settings.VAULT_NAME_SECRET,
        **{f"VAULT_SECRETS, number {place}": one for place, one in enumerate(settings.VAULT_SECRETS, start=1)},
    }
    for name, secret in secrets.items():
        if len(secret) < SHORTEST_SECRET:
            yield Warned(f"{name} is shorter than {SHORTEST_SECRET} letters.", id="engage.W002")
    for (one, secret), (other, same) in combinations(secrets.items(), 2):
        if secret == same:
            yield Warned(
                f"{one} and {other} are the same.",
                hint="Whoever learns one must not learn the other: the vault would be open with the site.",
                id="engage.W003",
            )


def _services() -> Iterator[CheckMessage]:
    if settings.IS_SQLITE:
        yield Warned("DATABASE_URL is not set: SQLite serves a small site on one machine.", id="engage.W004")
    if not settings.REDIS_URL:
        yield Warned("REDIS_URL is not set: each process would keep limits of its own.", id="engage.W005")
    if not settings.EMAIL_CONFIG:
        yield Warned("EMAIL_URL is not set: letters would be written to files.", id="engage.W006")
