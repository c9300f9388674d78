"""How long the section keeps what it holds about people: the one place for it.

These are our own figures. No law names them: the law asks for no longer than needed, and for young people that means
the shortest time with which the work still goes. Whoever runs a site may shorten them; lengthen them only with a reason
that can be said aloud.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

#: A parent or guardian may answer for so long; their address is erased then, answered or not.
GUARDIAN_LINK: Final = timedelta(days=14)
#: Somebody under 16 without a guardian's yes: everything of theirs is erased after so long.
WAITING: Final = timedelta(days=30)
#: Who joins is remembered for so long between the question about age and the pen name.
ON_THE_WAY: Final = timedelta(days=2)
#: After leaving: the pen name, so that nobody takes it at once and a worry can still be looked into.
LEFT: Final = timedelta(days=90)
#: Drafts of somebody who has grown out of the section.
GROWN_DRAFTS: Final = timedelta(days=90)
#: A draft that nobody has touched.
DRAFT: Final = timedelta(days=365)
#: Talk on a piece and comments on its lines.
PIECE_TALK: Final = timedelta(days=365)
#: A concern after it was closed: what was done about a child's safety may have to be shown.
CONCERN: Final = timedelta(days=3 * 365)
#: The number of a safeguarding check after it ended or lapsed, and the record that there was one.
CHECK_NUMBER: Final = timedelta(days=180)
CHECK: Final = timedelta(days=2 * 365)
#: Those who look after checks are told so long before one lapses.
CHECK_NOTICE: Final = timedelta(days=30)
#: What was written in the chat and under articles, counted from when it was written.
CHAT: Final = timedelta(days=180)
#: Words that were never let through, counted from when they were written.
NOT_LET_THROUGH: Final = timedelta(days=30)
