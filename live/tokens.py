"""The token by which a phone is the same voter again: signed, so that no handshake asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Final

from django.core.signing import BadSignature, Signer

from live.names import CODE_LENGTH

COOKIE: Final = "voter"
#: A voter is forgotten by the phone two days after joining.
COOKIE_SECONDS: Final = 2 * 24 * 3600


@dataclass(frozen=True, slots=True)
class VoterToken:
    code: str
    event_id: int
    voter: str


def seal_token(token: VoterToken) -> str:
    return _signer().sign(f"{token.code}.{token.event_id}.{token.voter}")


def read_token(sealed: str, *, code: str) -> VoterToken | None:
    """Return the voter of a token for the event with this code; None for anything else."""
    if len(sealed) > 200:
        return None
    try:
        its_code, event_id, voter = _signer().unsign(sealed).split(".")
    except (BadSignature, ValueError):
        return None
    return VoterToken(its_code, int(event_id), voter) if its_code == code and len(code) == CODE_LENGTH else None


def token_in_cookies(header: bytes, *, code: str) -> VoterToken | None:
    """Return the voter named in a Cookie header."""
    try:
        cookies: SimpleCookie = SimpleCookie(header.decode("latin-1"))
    except CookieError:
        return None
    found = cookies.get(COOKIE)
    return read_token(found.value, code=code) if found else None


def _signer() -> Signer:
    return Signer(salt="live.voter", sep=":")
