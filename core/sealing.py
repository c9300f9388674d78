"""Locks for what must not lie open in the database. Pure: no ORM, no clock.

Contents are sealed under keys derived from `VAULT_SECRETS`: the first seals, all open, so that a secret can be
replaced (`manage.py rotate_vault`). They are padded, so that their length does not tell what they say, and sealed
without a moment, because a Fernet token carries its moment in the open. Names are HMACs under `VAULT_NAME_SECRET`,
with a purpose mixed in, so that the names of one thing in two tables cannot be matched with each other.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

#: Contents are filled up to a whole number of these many bytes.
BLOCK: Final = 1024
NO_MOMENT: Final = 0


class SealBroken(ValueError):
    """The content was sealed under a secret that is no longer known, or has been tampered with."""


def keyed_name(purpose: str, words: str) -> str:
    """Return the name of something in the table of this purpose: 64 hexadecimal digits."""
    secret = settings.VAULT_NAME_SECRET.encode()
    own = hmac.new(secret, f"engage vault: {purpose}".encode(), hashlib.sha256).digest()
    return hmac.new(own, words.encode(), hashlib.sha256).hexdigest()


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


def _locks() -> MultiFernet:
    return _locks_of(tuple(settings.VAULT_SECRETS))


@lru_cache(maxsize=8)
def _locks_of(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"engage vault: content").derive(secret.encode())
    return urlsafe_b64encode(key)
