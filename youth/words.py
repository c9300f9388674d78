"""What may be said at a piece, and what in a text is nobody's business. Pure: no ORM, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from core.sanitise import UnusableText, plain
from forums.filters import Hold, held_by
from forums.markup import is_empty
from youth.desk_errors import TellsTooMuch, TooManyWords, WordsMissing
from youth.held_back import private_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST: Final = 2_000
_LINK: Final = _("There is a link in it. Leave links out of the talk: they lead where nobody here reads along.")


def personal_in(*texts: str) -> list[StrOrPromise]:
    """Return in words what looks personal in a piece, for its writer and its editors; links may stand in a text."""
    return private_in("\n\n".join(texts))


def sayable(words: str, *, missing: type[WordsMissing] = WordsMissing) -> str:
    """Return words as they are kept.

    Raises:
        WordsMissing: There are none; or the refusal given as `missing`.
        TooManyWords: They are too many.
        TellsTooMuch: Something in them leads to somebody outside.
    """
    try:
        tidy = plain(words).strip()
    except UnusableText:
        raise missing from None
    if is_empty(tidy):
        raise missing
    if len(tidy) > LONGEST:
        raise TooManyWords
    found = private_in(tidy)
    if Hold.LINK in held_by(tidy, is_newcomer=True):
        found.append(_LINK)
    if found:
        raise TellsTooMuch(found)
    return tidy
