"""What people type: how long it may be, what may be in it, how a list is said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.sanitise import UnusableText, plain
from questions.errors import TooLong, UnusableCharacters

#: Letters in one answer where the question sets no limit of its own.
LONGEST_ANSWER: Final = 5000
#: Letters in the words beside 'other', and in a short answer.
LONGEST_LINE: Final = 200


def clean_words(text: str, *, maximum: int, part: str = "") -> str:
    """Return the words as they are stored.

    Raises:
        TooLong: More than `maximum` letters, line ends counted once.
        UnusableCharacters: A NUL byte.
    """
    if len(text) > 4 * maximum + 1000:  # not worth normalising to be refused
        raise TooLong(_too_long(len(text), maximum), part=part)
    try:
        words = plain(text).strip()
    except UnusableText as found:
        raise UnusableCharacters(part=part) from found
    if len(words) > maximum:
        raise TooLong(_too_long(len(words), maximum), part=part)
    return words


def _too_long(length: int, maximum: int) -> str:
    return _("Shorten your answer to %(maximum)s characters or fewer. It has %(length)s now.") % {
        "maximum": spoken_number(maximum),
        "length": spoken_number(length),
    }


def rounded(number: Decimal, places: int) -> Decimal:
    """Return a number with at most this many places, halves away from nought."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def spoken_number(number: int | Decimal) -> str:
    """Return a number with thousands marked, the way it is printed."""
    return number_format(number, force_grouping=True)


def spoken_list(words: Sequence[str], joint: str = "") -> str:
    """Return 'a', 'a and b' or 'a, b and c'; `joint` stands for 'and'."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s %(and)s %(last)s") % {"most": ", ".join(words[:-1]), "and": joint or _("and"), "last": words[-1]}
