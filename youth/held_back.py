"""What young people are asked to take out before anything is kept: their own and others' private things. Pure.

The engine of the forums would hold such a post for a checked adult. Here it is not even stored: whoever typed it gets
it back with the reason, and nobody else has seen it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from forums.filters import Hold, held_by, plain_signs

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WORDS: Final[dict[Hold, StrOrPromise]] = {
    Hold.PHONE: _(
        "It looks as if there is a phone number in it. Take it out, so that nobody you don’t know can ring you."
    ),
    Hold.EMAIL: _(
        "It looks as if there is an e-mail address in it. Take it out, so that nobody you don’t know can write to you."
    ),
    Hold.POSTCODE: _(
        "It looks as if there is a postcode in it. Take it out: the name of a town is enough, and nobody finds a door."
    ),
    Hold.ADDRESS: _("It looks as if there is a street and a number in it. Take it out, so that nobody finds the door."),
}
_ELSEWHERE: Final = _(
    "It looks as if there is a name from another app in it. Take it out: here we talk where an adult can help."
)
_APPS: Final = "snap(?:chat)?|sc|insta(?:gram)?|ig|tik\\s?tok|discord|whats\\s?app|telegram|kik|signal|roblox|steam"
_HANDLE: Final = re.compile(r"(?<![\w.@/])@[\w.]{3,}")
_ON_APP: Final = re.compile(
    rf"\b(?:{_APPS})\b\s*(?:name\s*)?(?:is\b|[:=])\s*\S{{3,}}"
    rf"|\b(?:add|dm|pm|message|text|msg|find|follow)\s+(?:me|my)\b.{{0,20}}\b(?:{_APPS})\b|\badd\s+me\s+on\b"
    # "my snap jaydee05", "my insta - kaydee", "tiktok.com/@kaydee"
    rf"|\bmy\s+(?:{_APPS})\b\W{{1,3}}(?:[a-z.]*[\d_][\w.]*|(?<=[-–—]\s)\w{{3,}}(?=[.\s]*(?:$|\n)))"
    rf"|\b(?:{_APPS})(?:\.\w{{2,3}})?/@?\w{{3,}}",
    re.IGNORECASE,
)


def private_in(text: str) -> list[StrOrPromise]:
    """Return in kind words what somebody is asked to take out; nothing where it may be kept.

    Args:
        text: All that was typed, a title included.
    """
    found = held_by(text, is_newcomer=False)
    words = [_WORDS[hold] for hold in found if hold in _WORDS]
    seen = plain_signs(text)
    is_mail = Hold.EMAIL in found
    if _ON_APP.search(seen) or (not is_mail and _HANDLE.search(seen)):
        words.append(_ELSEWHERE)
    return words
