"""The chart of a draw with its table: everybody's chance. Pure: no ORM, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juries.draw.lottery import PANELS
from questions.figures import Bar, Figure, length
from questions.words import spoken_number

#: Bars of the chart of chances at most.
BARS: Final = 12


def in_words(chance: float) -> str:
    """Say a chance: 1 in 75."""
    return _("1 in %(number)s") % {"number": spoken_number(round(1 / chance))} if chance > 0 else _("none")


def chance_figure(id: str, counts: Collection[int]) -> Figure:  # noqa: A002
    """Sort people by how many of the 1,000 panels they are on, in at most a dozen bars of like width."""
    least, most = min(counts, default=0), max(counts, default=0)
    width = max(1, -(-(most - least + 1) // BARS))
    tally = Counter((count - least) // width for count in counts)
    highest = max(tally.values(), default=0)
    bars = []
    for place in range((most - least) // width + 1):
        first, last = least + place * width, min(least + (place + 1) * width - 1, most)
        words = ngettext("%(number)s person", "%(number)s people", tally[place])
        value = words % {"number": spoken_number(tally[place])}
        bars.append(Bar(_panels(first, last), tally[place], "", length(tally[place], highest), value=value))
    return Figure(
        id=id,
        title=_("Everybody’s chance: how many of the 1,000 panels people are on"),
        finding=_chance_finding(least, most),
        note=_("Chances differ because few people of some groups applied: each of them is needed more often."),
        bars=tuple(bars),
        columns=(_("Panels of 1,000"), _("People")),
        rows=tuple((bar.label, bar.number) for bar in bars),
    )


def _panels(first: int, last: int) -> str:
    if first == last:
        return ngettext("%(first)d panel", "%(first)d panels", first) % {"first": first}
    return _("%(first)d to %(last)d panels") % {"first": first, "last": last}


def _chance_finding(least: int, most: int) -> str:
    words = _("The least likely person is on %(least)d of the %(all)s panels, the likeliest on %(most)d.")
    return words % {"least": least, "most": most, "all": spoken_number(PANELS)}
