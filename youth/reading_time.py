"""How long it takes to read something. Pure.

200 words a minute is the slower end of what adults read silently with ease: Brysbaert, "How many words do we read per
minute?", Journal of Memory and Language 109 (2019), puts the average at 238 for non-fiction and most readers between
175 and 300. Readers of 13 are not faster than that, so the number says what is enough for nearly all of them.
"""

from __future__ import annotations

import re
from typing import Final

WORDS_A_MINUTE: Final = 200

_WORD: Final = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")
_TARGET: Final = re.compile(r"(?<=\])\([^)\s]*\)|https?://\S+")


def minutes_to_read(source: str) -> int:
    """Return whole minutes, rounded up, for a text as its writer typed it; 1 for the shortest, 0 for none at all."""
    words = words_in(source)
    return -(-words // WORDS_A_MINUTE)


def words_in(source: str) -> int:
    """Count the words that are read out: addresses of links and signs of the markup are none."""
    return len(_WORD.findall(_TARGET.sub(" ", source)))
