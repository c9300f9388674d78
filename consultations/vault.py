"""The names of the vault's rows; what they hold is sealed by `core.sealing`. Pure: no ORM, no clock.

Rows are named by an HMAC of the response's public id, with a purpose mixed in, so that the names of a respondent's
contact row and of their equality row cannot be matched with each other or with the response.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from uuid import UUID

from core.sealing import SealBroken, keyed_name, reseal, seal, unseal

__all__ = ["ABOUT_YOU", "CONTACT", "EMAIL", "SealBroken", "email_key", "reseal", "row_key", "seal", "unseal"]

CONTACT: Final = "contact"
ABOUT_YOU: Final = "about-you"
EMAIL: Final = "email"


def row_key(public_id: UUID | str, purpose: str) -> str:
    """Return the name of a respondent's row in the table of this purpose: 64 hexadecimal digits."""
    return keyed_name(purpose, str(public_id))


def email_key(email: str) -> str:
    """Return the name under which everything given with one e-mail address is found; case does not matter."""
    return keyed_name(EMAIL, unicodedata.normalize("NFC", email).strip().casefold())
