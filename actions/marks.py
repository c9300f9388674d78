"""A mark of what officers write of a row, so that a form knows whether a colleague saved while it was open."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2s
from typing import Any, Final

from actions.models import Action, ActionPlan, BoardReport, PlanReview

Marked = ActionPlan | Action | BoardReport | PlanReview

#: What officers write of each; the rest is kept by services of its own.
WORDS_OF_PLAN: Final = (
    *("title", "summary", "introduction", "lead_organisation", "contact_role", "contact_email"),
    *("starts_on", "ends_on"),
)
WORDS_OF_ACTION: Final = (
    *("reference", "theme", "title", "what", "owner", "owner_role", "other_partners"),
    *("due_on", "due_words", "resources", "success_measure"),
)
WORDS_OF_REPORT: Final = ("title", "organisation", "introduction", "meeting_on", "previous_meeting_on")
WORDS_OF_REVIEW: Final = ("title", "commentary")

#: Which of these name an organisation.
BODIES: Final = {"owner", "lead_organisation", "organisation"}
#: What they choose many of.
CHOICES_OF: Final[Mapping[type[Any], str]] = {Action: "partners", BoardReport: "plans"}


def mark_of(row: Marked) -> str:
    """Return a fingerprint of what officers write of a row: the same until somebody changes a word."""
    said = [str(getattr(row, f"{name}_id" if name in BODIES else name)) for name in _words_of(row)]
    if many := CHOICES_OF.get(type(row)):
        said += map(str, sorted(getattr(row, many).values_list("pk", flat=True)))
    return blake2s(repr(said).encode(), digest_size=16).hexdigest()


def _words_of(row: Marked) -> tuple[str, ...]:
    match row:
        case ActionPlan():
            return WORDS_OF_PLAN
        case Action():
            return WORDS_OF_ACTION
        case BoardReport():
            return WORDS_OF_REPORT
    return WORDS_OF_REVIEW
