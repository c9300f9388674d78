"""What a step of an agenda may be, a sentence each. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from live.models import AgendaItem
from live.services.agenda import ROOM_KINDS
from questions.kinds import get_kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EXPLANATIONS: Final[Mapping[str, StrOrPromise]] = {
    "yes_no": _("One clear choice between two."),
    "single": _("One answer from your list."),
    "multiple": _("Several answers from your list. You can set how many at most."),
    "agree": _("How far people agree with a statement you write."),
    "rating": _("A number on a scale, such as 1 to 5, with words at both ends."),
    "ranking": _("People put your list in order, the most important first."),
    "number": _("How many, how often, how old. The screen shows how the numbers spread."),
    "short_text": _("A few words each, shown as a wall or as a cloud of words."),
    "long_text": _("Room for people to say it in their own words."),
    "line": _("Where each person stands on a line between two ends you name."),
    "slide": _("Something to read: a welcome, the rules, a fact."),
    "talk": _("People put questions and support each other’s. You choose what the hall sees."),
    "break": _("The screen says when you go on."),
}


@dataclass(frozen=True, slots=True)
class KindCard:
    slug: str
    label: StrOrPromise
    explanation: StrOrPromise


def cards_of() -> tuple[list[KindCard], list[KindCard]]:
    """Return the kinds of poll, and what else may stand on an agenda."""
    polls = [KindCard(slug, get_kind(slug).label, EXPLANATIONS[slug]) for slug in ROOM_KINDS]
    others = [AgendaItem.Kind.SLIDE, AgendaItem.Kind.TALK, AgendaItem.Kind.BREAK]
    return polls, [KindCard(kind.value, kind.label, EXPLANATIONS[kind.value]) for kind in others]
