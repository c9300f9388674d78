"""What a young person may be called in public. Pure: names in, a refusal or nothing out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from core.sanitise import UnusableText, plain
from forums.likeness import is_reserved, likeness_of
from youth.joining_errors import FirstNameTells, NameMissing, NameReserved, NameTells, NumberInName

SHORTEST: Final = 2
LONGEST: Final = 40
#: A part of an e-mail address or of a name on file counts from so many letters.
TELLING: Final = 3
#: Words that belong to those who act for the section: anywhere in a name, or as the whole of it.
_OURS: Final = ("safeguarding", "checked adult", "young editor")
_ROLES: Final = ("editor", "the editor", "editors", "the editors", "team", "the team", "admin")


def tidy(name: str) -> str:
    """Return a name as it is kept; empty where it holds what no person types."""
    try:
        return " ".join(plain(name).split())[:LONGEST]
    except UnusableText:
        return ""


def refuse_telling(name: str, *, known: Iterable[str], bodies: Iterable[str]) -> None:
    """Refuse a pen name that is none, that acts for the house, or that says who its owner is.

    Args:
        known: What is known of who they are: e-mail addresses, names on the account.
        bodies: Names of bodies and of the section itself.

    Raises:
        NameMissing, NameReserved, NumberInName, NameTells: What is wrong with it.
    """
    if len(name) < SHORTEST or not likeness_of(name):
        raise NameMissing
    if re.search(r"\d{4}", unicodedata.normalize("NFKC", name)):
        raise NumberInName
    if "@" in name or is_reserved(name, bodies=[*bodies, *_OURS], roles=_ROLES):
        raise NameReserved
    words, whole = {likeness_of(word) for word in [*_words(name), *name.split()]}, likeness_of(name)
    for one in known:
        local = one.partition("@")[0]
        told = {likeness_of(part) for part in _words(local) if len(part) >= TELLING}
        joined = likeness_of("".join(_words(local)))
        if words & told or (len(joined) >= TELLING and joined in whole):
            raise NameTells


def refuse_odd_first_name(name: str) -> None:
    """Refuse what is more than a first name.

    Raises:
        FirstNameTells: It has a space, a figure or a sign in it.
    """
    if name and not re.fullmatch(r"[^\W\d_]+([-’'][^\W\d_]+)?", name):
        raise FirstNameTells


def _words(name: str) -> list[str]:
    """Return the words of letters in a name or in what stands before an @."""
    return re.findall(r"[^\W\d_]+", name)
