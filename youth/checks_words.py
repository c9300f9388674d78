"""How a safeguarding check stands, in a word and a sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youth.clocks import CHECK_NOTICE
from youth.models import SafeguardingCheck


@dataclass(frozen=True, slots=True)
class Standing:
    """`word`: waiting, soon, stands, lapsed, ended. `order`: what has to be done comes first."""

    word: str
    text: str
    order: int


def standing_of(check: SafeguardingCheck, *, today: date) -> Standing:
    """Say how a check stands on a day."""
    left = (check.look_again_on - today).days
    if check.ended_at is not None:
        return Standing("ended", _("Ended"), 4)
    if left <= 0:
        return Standing("lapsed", _("Lapsed: it has to be recorded anew"), 3)
    if check.confirmed_at is None:
        return Standing("waiting", _("Waits to be confirmed by a second administrator"), 0)
    if left <= CHECK_NOTICE.days:
        words = ngettext("Lapses in %(days)s day", "Lapses in %(days)s days", left)
        return Standing("soon", words % {"days": left}, 1)
    return Standing("stands", _("Stands"), 2)
