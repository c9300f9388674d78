"""What a name looks like, so that nobody takes another's place by a letter that only looks the same. Pure.

Two names with one likeness are one name to a reader: case, accents, spaces, what shows nothing, and the letters and
digits that look like Latin letters do not tell them apart.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST: Final = 80
#: Cyrillic, Greek and Armenian letters, digits and signs, before the Latin letters they pass for; in lower case.
_LOOKS_LIKE: Final = str.maketrans(
    "аьвсԁеһіјӏкмпоргґԛѕтуүхԝαβεηικνορτυχωγςσօսոհցյıłøđ0135$@!|",
    "abbcdehijlkmnopggqstyyxwabenikvoptuxwyccounhgjilodolessail",
)
#: A body's name of fewer signs counts as a whole word alone.
_SHORTEST_BODY: Final = 4
_ACCENTS: Final = range(0x0300, 0x0370)
#: Those that pass for one another once the above is done: l and i, and two that pass for one.
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("i", "l"))
#: Words that belong to those who act for the house. The first ones anywhere in a name, the others as a whole word.
_ANYWHERE: Final = ("moderator", "administrator", "leadofficer", "formermember", "memberofanothercommunity")
_WHOLE: Final = ("mod", "mods", "admin", "officer", "official", "staff", "system", "partnership")
_FIRST: Final = (
    gettext_lazy("Quiet"),
    gettext_lazy("Bright"),
    gettext_lazy("Early"),
    gettext_lazy("Gentle"),
    gettext_lazy("Merry"),
    gettext_lazy("Patient"),
    gettext_lazy("Swift"),
    gettext_lazy("Warm"),
    gettext_lazy("Brave"),
    gettext_lazy("Kind"),
)
_SECOND: Final = (
    gettext_lazy("Heron"),
    gettext_lazy("Otter"),
    gettext_lazy("Wren"),
    gettext_lazy("Badger"),
    gettext_lazy("Willow"),
    gettext_lazy("Hazel"),
    gettext_lazy("Robin"),
    gettext_lazy("Swallow"),
    gettext_lazy("Hare"),
    gettext_lazy("Oak"),
    gettext_lazy("Lark"),
    gettext_lazy("Fern"),
)


def likeness_of(name: str) -> str:
    """Return what a name looks like; empty where it shows no letter and no digit."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = parts.translate(_LOOKS_LIKE)
    seen = "".join(sign for sign in plain if _is_seen(sign))
    for pair, sign in _PAIRS:
        seen = seen.replace(pair, sign)
    return seen[:LONGEST]


def is_reserved(name: str, *, bodies: Iterable[str], roles: Iterable[str] = ()) -> bool:
    """Whether a name could be taken for somebody who acts for the house, for one of these bodies or in such a role."""
    seen = likeness_of(name)
    if any(likeness_of(word) in seen for word in _ANYWHERE):
        return True
    words = {likeness_of(word) for word in name.replace("_", " ").replace("-", " ").replace(".", " ").split()}
    named = [likeness_of(body) for body in bodies]
    if words & {*named, *(likeness_of(word) for word in _WHOLE)} or seen in {likeness_of(role) for role in roles}:
        return True
    return any(body in seen for body in named if len(body) >= _SHORTEST_BODY)


def suggested_name() -> str:
    """Return a name somebody may take who does not want to think of one."""
    named = {"first": secrets.choice(_FIRST), "second": secrets.choice(_SECOND), "number": 2 + secrets.randbelow(98)}
    return _("%(first)s %(second)s %(number)s") % named


def _is_seen(sign: str) -> bool:
    """Whether a sign tells names apart: letters, digits, and the vowels of scripts that write them as marks."""
    is_mark = unicodedata.category(sign).startswith("M") and ord(sign) not in _ACCENTS
    return sign.isalnum() or is_mark
