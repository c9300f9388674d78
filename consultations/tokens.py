"""Private links and receipt codes: how they are made and what is kept of them. Pure but for chance."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from typing import Final

from django.conf import settings

TOKEN_BYTES: Final = 24
#: No letter that is read as a figure or the other way round, and no vowel that makes a word.
CODE_LETTERS: Final = "346789CDFGHJKMNPQRTVWXY"
CODE_HALF: Final = 4
#: How what stands in the place of an erased receipt code begins; the number of its row follows.
SPENT: Final = "~"


def make_token() -> str:
    """Return the secret of a private link: 24 random bytes as 32 letters that are safe in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Return what is kept of a token. It is long and random, so that a plain hash cannot be turned round."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def make_code() -> str:
    """Return a receipt code that can be read out on the telephone, such as K7M4-TP9Q."""
    letters = [secrets.choice(CODE_LETTERS) for _ in range(2 * CODE_HALF)]
    return "".join(letters[:CODE_HALF]) + "-" + "".join(letters[CODE_HALF:])


def spent_code(number: int) -> str:
    """Return what stands in the place of a receipt code that is erased, for the row with this number."""
    return f"{SPENT}{number}"


def account_key(*, consultation_id: int, user_id: int) -> str:
    """Return what stands for an account in one consultation: rows of two consultations cannot be laid side by side."""
    message = f"account:{consultation_id}:{user_id}".encode()
    return hmac.new(settings.VAULT_NAME_SECRET.encode(), message, hashlib.sha256).hexdigest()


def account_token(*, consultation_id: int, user_id: int) -> str:
    """Return the token of an account's one answer: always the same, so that its owner finds it again by signing in."""
    message = f"token:{consultation_id}:{user_id}".encode()
    digest = hmac.new(settings.VAULT_NAME_SECRET.encode(), message, hashlib.sha256).digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
