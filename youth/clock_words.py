"""How long things are kept, in words a young person can read: the same figures the clocks go by (youth/clocks.py)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youth import clocks

DAYS_OF_A_MONTH = 30
DAYS_OF_A_YEAR = 365


def kept() -> list[tuple[str, str]]:
    """Return what is kept and how long, pairs of words."""
    return [
        (_("Your parent’s or guardian’s e-mail address"), _until(_("they answer"), clocks.GUARDIAN_LINK)),
        (_("Everything, if you are under 16 and nobody says yes"), _after(clocks.WAITING)),
        (_("A draft that nobody touches"), _after(clocks.DRAFT)),
        (_("What is said about a piece"), _after(clocks.PIECE_TALK)),
        (_("What you post in the chat"), _after(clocks.CHAT)),
        (_("A post that was not let through"), _after(clocks.NOT_LET_THROUGH)),
        (_("What you send to a competition"), _("until the day named in its rules")),
        (_("A worry that somebody reported, and what was done"), _("%s after it is closed") % say(clocks.CONCERN)),
        (_("Your pen name after you leave"), _("%s, so that nobody else takes it at once") % say(clocks.LEFT)),
    ]


def say(time: timedelta) -> str:
    """Say a length in the largest whole unit: years, months, days."""
    days = time.days
    if days % DAYS_OF_A_YEAR == 0:
        return ngettext("%d year", "%d years", days // DAYS_OF_A_YEAR) % (days // DAYS_OF_A_YEAR)
    if days >= 2 * DAYS_OF_A_MONTH and days % DAYS_OF_A_MONTH == 0:
        return ngettext("%d month", "%d months", days // DAYS_OF_A_MONTH) % (days // DAYS_OF_A_MONTH)
    return ngettext("%d day", "%d days", days) % days


def _until(words: str, time: timedelta) -> str:
    return _("until %(what)s, %(time)s at most") % {"what": words, "time": say(time)}


def _after(time: timedelta) -> str:
    return _("gone after %s") % say(time)
