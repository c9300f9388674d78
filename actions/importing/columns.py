"""Which column of somebody's table is which part of an action: guessed from words in its heading. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

#: The parts of an action that a table may bring, in the order of an export, with the headings an export has.
COLUMNS: Final = {
    "reference": _("Reference"),
    "theme": _("Theme"),
    "title": _("Title"),
    "what": _("What will be done"),
    "owner": _("Owner"),
    "owner_role": _("Role"),
    "partners": _("Partners"),
    "other_partners": _("Other partners"),
    "due": _("Due"),
    "due_words": _("Due, in words"),
    "resources": _("Resources"),
    "success_measure": _("How we will know"),
    "status": _("Status"),
    "position": _("Latest update"),
    "reason": _("Why it will not be done"),
}
#: Words of other people's headings, the surest first.
_GUESSES: Final = [
    (target, re.compile(pattern))
    for target, pattern in (
        ("reference", r"(action |item )?(ref(erence)?|no|number|id|nr)( no| number)?"),
        ("title", r"title|area for development|recommendation|issue|action|objective"),
        ("owner", r"owner|lead|who|lead (organisation|partner|body|agency)|responsible( body| organisation)?"),
        ("due", r"due|due date|date|when|by when|deadline|target date|timescales?|completion date"),
        ("position", r".*\b(position|progress|update|to date)\b.*"),
        ("due_words", r".*\bdue\b.*\bwords\b.*"),
        ("reason", r".*\bwhy\b.*\bnot\b.*|reason"),
        ("status", r".*\b(status|rag|traffic light)\b.*"),
        ("success_measure", r".*\b(success|measures?|indicators?|how we will know|outcomes?)\b.*"),
        ("resources", r".*\b(resources?|costs?|budget|funding)\b.*"),
        ("other_partners", r".*\bother partners\b.*"),
        ("partners", r".*\bpartners\b.*"),
        ("owner_role", r".*\b(role|lead officer|officer|post)\b.*"),
        ("owner", r".*\b(owner|lead|responsib\w*)\b.*"),
        ("due", r".*\b(due|deadline|timescales?|by when|target date)\b.*"),
        ("title", r".*\b(area for development|title|recommendation)\b.*"),
        ("what", r".*\b(actions?|will be done|tasks?|steps)\b.*"),
        ("theme", r".*\b(theme|section|priority|block|group|category)\b.*"),
        ("reference", r".*\b(ref|reference)\b.*"),
        ("title", r".*\b(issue|objective|aim|goal)\b.*"),
    )
]


def plain(words: str) -> str:
    """Return words without case and signs: "Ref. No" is "ref no"."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def guess(heading: str, *, taken: Sequence[str] = ()) -> str:
    """Return what a heading is likely to stand for; empty where nothing likely is left."""
    words = plain(heading)
    for target, label in COLUMNS.items():
        if target not in taken and words in {plain(str(label)), plain(target)}:
            return target
    likely = (target for target, pattern in _GUESSES if target not in taken and pattern.fullmatch(words))
    return next(likely, "")


def guess_all(headings: Sequence[str]) -> list[str]:
    """Return for each heading what it is likely to stand for, nothing twice.

    The surest come first. A first column without a heading holds the references, as tables in papers do.
    """
    found = [""] * len(headings)
    labels = {plain(str(label)): target for target, label in COLUMNS.items()}
    for place, heading in enumerate(headings):
        target = labels.get(plain(heading), "")
        found[place] = target if target not in found else ""
    for place, heading in enumerate(headings):
        if heading and not found[place]:
            found[place] = guess(heading, taken=[one for one in found if one])
    if "reference" not in found and headings and not headings[0]:
        found[0] = "reference"
    return found
