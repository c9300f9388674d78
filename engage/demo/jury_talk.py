"""What the jurors of the on-line jury say to each other about its sessions: one discussion is over, one goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from juries.models import Juror, JuryPage, SessionPage
from juries.services.talking import close_discussion, open_discussion, say
from people.models import User

#: Juror, hours since the discussion opened, words.
FIRST: Final = (
    (
        "Femi",
        1,
        "This is where you talk about the first session. Nobody outside the jury reads it. Ask whatever you like.",
    ),
    ("Len", 3, "I had no idea that somebody reads every single answer. I always pictured a bin."),
    (
        "Clover",
        5,
        "I did wonder about the seven reports, though. Nineteen were published and only seven say what changed.",
    ),
    ("Deepa", 9, "> only seven say what changed\n\nOr nothing changed in the other twelve. Then they should say that."),
    ("Bashir", 20, "Could we ask which ones they were? I should like to read one that did well."),
    ("Femi", 26, "I have asked. It will be put with the papers before we meet again."),
    ("Gwen", 31, "I read two of them on the bus. I gave up on the second. *Stakeholder landscape*, if you please."),
    ("Hiran", 33, "My mother answered one of these, through my cousin. She never heard anything either."),
)
SECOND: Final = (
    ("Kasia", 2, "Nine out of forty remembered hearing back. That is the number I shall remember from all this."),
    (
        "Errol",
        4,
        "It was the lady who kept the leaflet for two years that got me. She thought she had done something wrong.",
    ),
    ("Ivor", 7, "I do not want to be hard on parish councils. Ours has one clerk, for eleven hours a week."),
    ("Amber", 8, "> one clerk, for eleven hours a week\n\nThat is fair. But a postcard is a postcard."),
    ("Fern", 25, "Could a short message go to everybody, and the long report to those who want it?"),
    ("Jas", 28, "Yes. Three lines: **what you said, what we decided, why**. The rest behind it."),
    ("Len", 30, "And if they do not know yet, say when they will. I can wait if I know how long."),
    ("Clover", 49, "Please not only by telephone. I put a note under the draft about that."),
)


def place_jury_talk(
    jury: JuryPage, sessions: Sequence[SessionPage], jurors: Mapping[str, Juror], *, at: datetime
) -> None:
    """Let the jurors have talked about the first two sessions."""
    officer = User.objects.get(email="county@engage.example")
    for session, said, opened in zip(
        sessions, (FIRST, SECOND), (at - timedelta(days=11), at - timedelta(days=4)), strict=False
    ):
        discussion = open_discussion(jury=jury, session=session, at=opened, by=officer)
        for name, hours, text in said:
            say(discussion=discussion, juror=jurors[name], source=text, at=opened + timedelta(hours=hours))
        if said is FIRST:
            close_discussion(jury=jury, discussion=discussion, at=at - timedelta(days=6), by=officer)
