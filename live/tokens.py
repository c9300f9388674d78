"""The token by which a phone is the same voter again: signed, so that no handshake asks the database.

It holds how its bearer came in: what was given to anybody is worth nothing once the event asks for a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, Signer

from live.names import CODE_LENGTH

if TYPE_CHECKING:
    from live.models import Event

COOKIE: Final = "voter"
#: A voter is forgotten by the phone two days after joining.
COOKIE_SECONDS: Final = 2 * 24 * 3600


@dataclass(frozen=True, slots=True)
class VoterToken:
    code: str
    event_id: int
    voter: str
    #: How its bearer came in (`Event.Admission`), and the number of the card where it was by one.
    admission: str = "open"
    card: int = 0

    def is_good_for(self, event: Event) -> bool:
        """Whether the event still takes people in the way in which this one came in."""
        return self.admission == event.admission and self.card <= event.cards


def seal_token(token: VoterToken) -> str:
    return _signer().sign(f"{token.code}.{token.event_id}.{token.voter}.{token.admission}.{token.card}")


def read_token(sealed: str, *, code: str) -> VoterToken | None:
    """Return the voter of a token for the event with this code; None for anything else.

    Whether the event still takes it (`is_good_for`) is asked by whoever has the event at hand.
    """
    if len(sealed) > 200:
        return None
    try:
        its_code, event_id, voter, admission, card = _signer().unsign(sealed).split(".")
    except (BadSignature, ValueError):
        return None
    if its_code != code or len(code) != CODE_LENGTH:
        return None
    return VoterToken(its_code, int(event_id), voter, admission, int(card))


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
