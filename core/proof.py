"""Proof of work without a third party: a puzzle that costs a phone about a second and a spammer a second each time.

The server signs a challenge with an expiry; a worker of the same origin (`static/js/proof-worker.js`) looks for a
number that makes SHA-256 of `challenge:number` begin with enough zero bits. It is never required: who has no script
takes part without, and the officer sees that the proof is missing. Which ones are used up is kept in the cache of the
counters (core/ratelimit.py).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Final

from django.core.cache import caches
from django.core.signing import BadSignature, Signer

#: 2^17 tries on average: about a second at the 150,000 hashes a second of a modest phone.
ZERO_BITS: Final = 17
SECONDS: Final = 4 * 60 * 60
LONGEST_NUMBER: Final = 20

_signer = Signer(salt="core.proof", sep="~")


def make_challenge(*, subject: str, at: datetime, zero_bits: int = ZERO_BITS) -> str:
    """Return a signed puzzle for one subject: `bits.expiry.chance~signature`; the subject itself is not in it."""
    body = f"{zero_bits}.{int(at.timestamp()) + SECONDS}.{secrets.token_hex(8)}"
    return f"{body}~{_signature(body, subject)}"


def is_solved(*, challenge: str, number: str, subject: str, at: datetime) -> bool:
    """Whether this is our challenge to this subject, still fresh, rightly solved and not used before.

    A right solution is used up by asking.
    """
    body, _, signature = challenge.rpartition("~")
    if not _signer_accepts(body, signature, subject) or not _is_number(number):
        return False
    bits, expiry, chance = body.split(".")
    if int(expiry) < at.timestamp() or zero_bits_of(challenge, number) < int(bits):
        return False
    return caches["counters"].add(f"proof:{chance}", 1, timeout=SECONDS)


def zero_bits_of(challenge: str, number: str) -> int:
    """Return how many zero bits SHA-256 of `challenge:number` begins with."""
    digest = hashlib.sha256(f"{challenge}:{number}".encode()).digest()
    return 256 - int.from_bytes(digest).bit_length()


def _is_number(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER


def _signature(body: str, subject: str) -> str:
    return _signer.signature(f"{body}|{subject}")


def _signer_accepts(body: str, signature: str, subject: str) -> bool:
    try:
        _signer.unsign(f"{body}|{subject}~{signature}")
    except BadSignature:
        return False
    return True
