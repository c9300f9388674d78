"""The locks of the vault: how its rows are named, sealed and opened. Pure: no ORM, no clock.

Rows are named by an HMAC of the response's public id under `VAULT_NAME_SECRET`, with a purpose mixed in, so that the
names of a respondent's contact row and of their equality row cannot be matched with each other or with the response.
Contents are sealed under keys derived from `VAULT_SECRETS`: the first seals, all open, so that a secret can be
replaced (`manage.py rotate_vault`). Contents are padded, so that their length does not tell the answers, and sealed
without a moment, because a Fernet token carries its moment in the open.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

#: Contents are filled up to a whole number of these many bytes.
BLOCK: Final = 1024
NO_MOMENT: Final = 0
CONTACT: Final = "contact"
ABOUT_YOU: Final = "about-you"
EMAIL: Final = "email"


class SealBroken(ValueError):
    """The content was sealed under a secret that is no longer known, or has been tampered with."""


def row_key(public_id: UUID | str, purpose: str) -> str:
    """Return the name of a respondent's row in the table of this purpose: 64 hexadecimal digits."""
    return _name(purpose, str(public_id))


def email_key(email: str) -> str:
    """Return the name under which everything given with one e-mail address is found; case does not matter."""
    return _name(EMAIL, unicodedata.normalize("NFC", email).strip().casefold())


def seal(content: Mapping[str, Any]) -> bytes:
    """Encrypt a small dictionary of plain values; contents of like size come out alike in length."""
    plain = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    return _locks().encrypt_at_time(padded, NO_MOMENT)


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """Decrypt what `seal` made.

    Raises:
        SealBroken: No secret we have opens it.
    """
    try:
        return json.loads(_locks().decrypt(bytes(sealed)))
    except InvalidToken:
        raise SealBroken("No vault secret opens this content.") from None


def reseal(sealed: bytes | memoryview) -> bytes:
    """Seal the same content again under the newest secret.

    Raises:
        SealBroken: No secret we have opens it.
    """
    try:
        return _locks().rotate(bytes(sealed))
    except InvalidToken:
        raise SealBroken("No vault secret opens this content.") from None


def _name(purpose: str, words: str) -> str:
    secret = settings.VAULT_NAME_SECRET.encode()
    own = hmac.new(secret, f"engage vault: {purpose}".encode(), hashlib.sha256).digest()
    return hmac.new(own, words.encode(), hashlib.sha256).hexdigest()


def _locks() -> MultiFernet:
    return _locks_of(tuple(settings.VAULT_SECRETS))


@lru_cache(maxsize=8)
def _locks_of(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"engage vault: content").derive(secret.encode())
    return urlsafe_b64encode(key)
