"""What holds a post until a moderator has looked: never dropped, always with the reason. Pure: no ORM, no clock.

They err on the side of holding: a moderator lets a post through with one press, a telephone number that was public for
a minute cannot be called back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class Hold(StrEnum):
    """Why a post is held."""

    LINK = "link"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    ADDRESS = "address"
    WORD = "word"


LABELS: Final = {
    Hold.LINK: _("a link, from somebody new here"),
    Hold.PHONE: _("what looks like a telephone number"),
    Hold.EMAIL: _("what looks like an e-mail address"),
    Hold.POSTCODE: _("what looks like a postcode"),
    Hold.ADDRESS: _("what looks like a street address"),
    Hold.WORD: _("a word on this forum’s own list"),
}

_LINK = re.compile(r"\b(?:https?|ftp)://|\bwww\.[^\s.]|\]\(\s*<?\s*[a-z/]", re.IGNORECASE)
#: Only mail services, and what ends like a public name: "me at home" holds nothing.
_EMAIL = re.compile(
    r"[^\s@<>()\[\]]+\s?@\s?[^\s@<>()\[\]]+\.\w{2,}"
    r"|\b[\w.+-]+\s*[\[({]?\s*\bat\b\s*[\])}]?\s*[\w-]+\s*[\[({]?\s*\bdot\b\s*[\])}]?\s*\w{2,}",
    re.IGNORECASE,
)
#: Ten or eleven digits after 0, or after +44 or 0044, with what people put between them.
_PHONE = re.compile(r"(?<![\w£$€])(?:\+\s?44|00\s?44|\(?0)(?:[\s().\-–/]{0,2}\d){9,10}(?!\d)")
_INTERNATIONAL = re.compile(r"(?<!\w)\+(?:[\s().\-–/]{0,2}\d){8,15}(?!\d)")
#: BS 7666: outward and inward part, with at most some space between; and the one odd one.
_POSTCODE = re.compile(
    r"\b(?:GIR[\s\-]{0,2}0AA"
    r"|(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9ABEHMNPRV-Y]|[0-9][A-HJKPS-UW]))"
    r"[\s\-]{0,2}[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_STREETS = (
    "road|rd|street|st|lane|ln|avenue|ave|close|cl|drive|dr|way|court|crescent|cres|gardens|gdns|grove|place|terrace"
    "|hill|row|square|walk|mews|green|rise|view|park|croft|gate|parade|yard"
)
#: "Flat 2, 14 High Street": a number, one to three names, a word for a street.
_ADDRESS = re.compile(rf"\b\d{{1,4}}[a-z]?,?\s+(?:[^\W\d_][\w’'\-]*\s+){{1,3}}(?:{_STREETS})\b", re.IGNORECASE)
_FLAT = re.compile(
    rf"\b(?:flat|apartment|apt|unit)\s+\d{{1,4}}[a-z]?\b[^.\n]{{0,60}}\b(?:{_STREETS}|house)\b", re.IGNORECASE
)
#: Signs that show nothing and would take a word apart.
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff]")


def held_by(text: str, *, is_newcomer: bool, words: Iterable[str] = ()) -> list[Hold]:
    """Return every reason to hold this text, in the order of `Hold`; none where it may be published at once.

    Args:
        text: What was typed, title included.
        is_newcomer: Whether links hold it too.
        words: The forum's own list; a word matches whole words, whatever their case and accents, and a `*` at its end
            matches whatever follows.
    """
    seen = plain_signs(text)
    found = {
        Hold.LINK: is_newcomer and _LINK.search(seen),
        Hold.PHONE: _PHONE.search(seen) or _INTERNATIONAL.search(seen),
        Hold.EMAIL: _EMAIL.search(seen),
        Hold.POSTCODE: _POSTCODE.search(seen),
        Hold.ADDRESS: _ADDRESS.search(seen) or _FLAT.search(seen),
        Hold.WORD: any(holds_word(seen, word) for word in words),
    }
    return [hold for hold, is_found in found.items() if is_found]


def holds_word(text: str, word: str) -> bool:
    """Whether a text that `plain_signs` returned holds a word of the forum's list."""
    wanted = _folded(plain_signs(word)).strip()
    stem = wanted.rstrip("*").strip()
    if not stem:
        return False
    ending = "" if wanted.endswith("*") else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(stem)}{ending}", _folded(text)) is not None


def plain_signs(text: str) -> str:
    """Return text as a reader sees it: wide and circled letters made plain, what shows nothing taken out."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())
