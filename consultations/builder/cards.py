"""The kinds of question as cards to choose from, with a sentence and a small picture each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from questions.kind import Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What each kind is good for. A kind that is new to this list still has its card, without a sentence.
EXPLANATIONS: Final[Mapping[str, StrOrPromise]] = {
    "yes_no": _("One clear choice between two. Good for finding out who a later question is for."),
    "single": _("People choose one answer from your list."),
    "multiple": _("People tick all that apply; you can set how many, and add ‘other’."),
    "agree": _("How far people agree with a statement you write."),
    "rating": _("A number on a scale, such as 1 to 5, with words at both ends."),
    "ranking": _("People put your list in order, the most important first."),
    "number": _("How many, how often, how old: a number, with limits if you like."),
    "date": _("A day, typed as day, month and year."),
    "short_text": _("A few words on one line."),
    "long_text": _("Room for people to say it in their own words."),
    "matrix": _("Several things judged on the same scale, as a table."),
    "information": _("Words to read before the next question. Nothing to answer."),
}


@dataclass(frozen=True, slots=True)
class Card:
    slug: str
    label: StrOrPromise
    explanation: StrOrPromise
    address: str

    @property
    def picture(self) -> list[str]:
        """Return the templates that draw the kind: its own, or a plain one."""
        return [f"consultations/builder/kinds/{self.slug}.html", "consultations/builder/kinds/plain.html"]


def cards_of(kinds: Iterable[Kind], *, address: Callable[[str], str]) -> list[Card]:
    """Return the kinds as cards, in their own order. `address` says where the card of a kind leads."""
    return [Card(kind.slug, kind.label, EXPLANATIONS.get(kind.slug, ""), address(kind.slug)) for kind in kinds]
