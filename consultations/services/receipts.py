"""What a respondent takes away: the copy to keep, and the e-mails they asked for.

Addresses are kept only until the e-mail has left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from consultations.journey import Journey
from consultations.models import ConsultationPage, Draft, Response
from consultations.vault import row_key
from core.moments import last_minute, say_moment
from people.notices import notify
from questions.asked import Asked, AskedSection, Given
from questions.kinds import get_kind

MAIL: Final = "mail"


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer in words; no words: not answered."""

    question_id: int
    question: str
    lang: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section as its author reads it back."""

    section_id: int
    title: str
    lines: tuple[Line, ...]


def read_back(sections: Sequence[AskedSection], given: Mapping[int, Given]) -> list[Part]:
    """Return the questions that were asked of this respondent, with their answers in words."""
    journey = Journey(sections, given)
    counted = journey.counted()
    asked_ids = {one.id for one in journey.asked()}
    parts = []
    for section in sections:
        lines = tuple(
            Line(one.id, one.text, one.lang, tuple(_spoken(one, counted.get(one.id))))
            for one in section.questions
            if one.id in asked_ids and get_kind(one.kind).is_answered
        )
        if lines:
            parts.append(Part(section.id, section.title, lines))
    return parts


def copy_text(
    *, consultation: ConsultationPage, parts: Sequence[Part], response: Response | None = None, at: datetime
) -> str:
    """Return the copy to keep as plain text; without a response it says that nothing has been sent."""
    context = {
        "consultation": consultation,
        "parts": parts,
        "response": response,
        "made": say_moment(at, at=at),
        "sent": say_moment(response.submitted_at, at=at) if response else "",
        "changed": say_moment(response.changed_at, at=at) if response else "",
    }
    return render_to_string("consultations/receipt_copy.txt", context)


def mail_name(held: Draft | Response) -> str:
    """Return the name under which all e-mails of one private link are found, sent or waiting."""
    return row_key(held.token_hash, MAIL)


def mail_copy(*, response: Response, parts: Sequence[Part], email: str, receipt_url: str, at: datetime) -> None:
    """Send a copy of what was sent to an address, once for each change of it."""
    consultation = response.consultation
    copy = copy_text(consultation=consultation, parts=parts, response=response, at=at)
    context = {"consultation": consultation, "copy": copy, "receipt_url": receipt_url, "response": response}
    notify(
        kind="response-copy",
        key=row_key(response.public_id, f"copy:{response.changed_at.isoformat()}"),
        recipient=email,
        subject=_("Your answers: %(title)s") % {"title": consultation.title},
        body=render_to_string("consultations/mail/copy.txt", context),
        about=mail_name(response),
        at=at,
    )


def mail_link(*, draft: Draft, email: str, link: str, at: datetime) -> None:
    """Send the private link of unfinished answers to an address, at most once an hour."""
    closing = say_moment(last_minute(draft.consultation.closes_at or at), at=at)
    context = {"consultation": draft.consultation, "link": link, "closing": closing}
    notify(
        kind="draft-link",
        key=row_key(draft.token_hash, f"link:{at:%Y%m%d%H}"),
        recipient=email,
        subject=_("Go on answering: %(title)s") % {"title": draft.consultation.title},
        body=render_to_string("consultations/mail/link.txt", context),
        about=mail_name(draft),
        at=at,
    )


def _spoken(asked: Asked, given: Given | None) -> list[str]:
    return [] if given is None else get_kind(asked.kind).spoken(asked, given)
