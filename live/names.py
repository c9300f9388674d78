"""Codes, keys and names of the live room: how they are made. Pure but for chance.

A voter is a name of 32 hexadecimal letters that means nothing outside its event. For people who sign in and for cards
it is worked out from the event's secret, so that the same person is the same voter on every phone; when the event ends
the secret and all names are thrown away.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

#: No letter that is read as a figure or the other way round, and no vowel that makes a word.
LETTERS: Final = "346789CDFGHJKMNPQRTVWXY"
CODE_LENGTH: Final = 6
CARD_LENGTH: Final = 8
RECEIPT_LENGTH: Final = 8
#: People on one phone, at most.
MOST_SEATS: Final = 8


def fresh_code() -> str:
    """Return a code that can be called out in a hall."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def fresh_screen_key() -> str:
    return secrets.token_urlsafe(32)


def fresh_secret() -> bytes:
    return secrets.token_bytes(32)


def fresh_voter() -> str:
    return secrets.token_hex(16)


def tidy_code(typed: str) -> str:
    """Return a code as it is stored, whatever case and gaps it was typed with."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def voter_of_user(secret: bytes, user_id: int) -> str:
    return _name(secret, f"user:{user_id}")


def voter_of_card(secret: bytes, number: int) -> str:
    return _name(secret, f"voter of card:{number}")


def voter_of_entry(secret: bytes, user_id: int, submission: str) -> str:
    """Return the name of the voter that one press of a helper's key made: sent again, it is the same voter."""
    return _name(secret, f"entry:{user_id}:{submission}")


def voter_in_seat(voter: str, seat: int) -> str:
    """Return the name of another person on the same phone; seat 1 is the phone's own."""
    return voter if seat == 1 else hashlib.sha256(f"{voter}:{seat}".encode()).hexdigest()[:32]


def card_code(secret: bytes, number: int) -> str:
    """Return the code printed on one card: always the same while the event lasts, so that it can be printed again."""
    return _letters(secret, f"card:{number}", CARD_LENGTH)


def card_with(secret: bytes, code: str, *, cards: int) -> int | None:
    """Return the number of the card with this code, or None."""
    wanted = tidy_code(code).encode()
    found = None
    for number in range(1, cards + 1):
        if hmac.compare_digest(card_code(secret, number).encode(), wanted):
            found = number
    return found


def receipt_code(secret: bytes, round_id: int, voter: str) -> str:
    """Return the code of one ballot, fresh for each, such as K7M4-TP9Q. Nobody turns it back without the secret."""
    letters = _letters(secret, f"receipt:{round_id}:{voter}", RECEIPT_LENGTH)
    return f"{letters[:4]}-{letters[4:]}"


def _name(secret: bytes, what: str) -> str:
    return hmac.new(secret, what.encode(), hashlib.sha256).hexdigest()[:32]


def _letters(secret: bytes, what: str, length: int) -> str:
    number = int.from_bytes(hmac.new(secret, what.encode(), hashlib.sha256).digest(), "big")
    letters = []
    for _place in range(length):
        number, letter = divmod(number, len(LETTERS))
        letters.append(LETTERS[letter])
    return "".join(letters)
