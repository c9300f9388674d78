"""The names of the rows of a call for jurors; what they hold is sealed by `core.sealing`. No ORM, no clock."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from core.sealing import keyed_name, seal, unseal

FEATURES: Final = "jury-features"
EMAIL: Final = "jury-applicant-email"
OWNER: Final = "jury-applicant-owner"
DRAW: Final = "jury-draw"


@dataclass(frozen=True, slots=True)
class Personal:
    """Who an applicant is, as they gave it."""

    name: str
    email: str = ""
    phone: str = ""
    needs: str = ""

    def sealed(self) -> bytes:
        return seal(asdict(self))


def opened(sealed: bytes | memoryview) -> Personal:
    """Decrypt who somebody is.

    Raises:
        SealBroken: No secret we have opens it.
    """
    content: dict[str, Any] = unseal(sealed)
    return Personal(**{name: str(content.get(name, "")) for name in ("name", "email", "phone", "needs")})


def features_key(public_id: UUID | str) -> str:
    return keyed_name(FEATURES, str(public_id))


def draw_key(draw_id: int, public_id: UUID | str) -> str:
    """Return the name of one applicant in one draw."""
    return keyed_name(f"{DRAW}:{draw_id}", str(public_id))


def email_key(recruitment_id: int, email: str) -> str:
    return keyed_name(f"{EMAIL}:{recruitment_id}", _plain(email))


def owner_key(email: str) -> str:
    return keyed_name(OWNER, _plain(email))


def _plain(email: str) -> str:
    return unicodedata.normalize("NFC", email).strip().casefold()
