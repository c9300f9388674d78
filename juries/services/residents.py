"""What residents ask the jury to put to a session: taken, read by an officer, let through or not, dealt with, told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.generation import raise_generation
from core.sealing import SealBroken, seal, unseal
from juries.errors import NothingAsked, NotLetThrough, OutcomeMissing, ReasonMissing, TooLateToAsk
from juries.letters import write_to_resident
from juries.models import ResidentQuestion, SessionPage
from people.notices import cancel

State = ResidentQuestion.State
LONGEST: Final = 600
NO_ADDRESS: Final = b""
#: A question that was not published is erased after half a year.
DISMISSED_KEPT: Final = timedelta(days=183)
#: Who asked to hear what follows is told for two years at most.
ADDRESS_KEPT: Final = timedelta(days=730)
DECIDED = "juries.resident_question"


@transaction.atomic
def ask_question(*, session: SessionPage, text: str, email: str, follows: bool, at: datetime) -> ResidentQuestion:
    """Take a resident's question; nobody sees it before an officer has read it.

    Raises:
        NothingAsked: It says nothing.
        TooLateToAsk: The session has started, or takes no questions.
    """
    if not text.strip():
        raise NothingAsked
    if not session.takes_questions_at(at):
        raise TooLateToAsk
    address = email.strip()
    return ResidentQuestion.objects.create(
        session=session,
        text=text.strip()[:LONGEST],
        asked_at=at,
        contact=seal({"email": address}) if address else NO_ADDRESS,
        follows=follows and bool(address),
    )


@transaction.atomic
def publish_question(*, question: ResidentQuestion, by: Any, at: datetime) -> None:
    """Let everybody read it."""
    kept = _locked(question)
    kept.state, kept.reason, kept.decided_at, kept.decided_by = State.PUBLISHED, "", at, by
    kept.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _noted(kept, by)


@transaction.atomic
def dismiss_question(*, question: ResidentQuestion, reason: str, by: Any, at: datetime) -> None:
    """Keep it from the public, with a reason; whoever left an address is told.

    Raises:
        ReasonMissing: No reason is given.
    """
    if not reason.strip():
        raise ReasonMissing
    kept = _locked(question)
    kept.state, kept.reason, kept.decided_at, kept.decided_by = State.DISMISSED, reason.strip(), at, by
    kept.outcome, kept.answer, kept.answered_at = "", "", None
    _tell(kept, _("It is not published, for this reason: %(reason)s") % {"reason": kept.reason}, at=at)
    kept.contact, kept.follows = NO_ADDRESS, False
    kept.save()
    _noted(kept, by)


@transaction.atomic
def deal_with_question(*, question: ResidentQuestion, outcome: str, answer: str, by: Any, at: datetime) -> None:
    """Say what became of a published question; whoever left an address is told.

    Raises:
        NotLetThrough: It is not published.
        OutcomeMissing: It is not said what became of it.
    """
    kept = _locked(question)
    if kept.state != State.PUBLISHED:
        raise NotLetThrough
    if outcome not in ResidentQuestion.Outcome.values:
        raise OutcomeMissing
    kept.outcome, kept.answer, kept.answered_at = outcome, answer.strip(), at
    said = [f"{kept.get_outcome_display()}.", *([kept.answer] if kept.answer else [])]
    _tell(kept, "\n\n".join(said), at=at)
    if not kept.follows:
        kept.contact = NO_ADDRESS
    kept.save()
    _noted(kept, by)


@transaction.atomic
def leave(*, question_id: int) -> bool:
    """Write no more to whoever asked this; the question stays. Return whether an address was still held."""
    cancel(about=[f"resident-question-{question_id}"])
    held = ResidentQuestion.objects.filter(pk=question_id).exclude(contact=NO_ADDRESS)
    return bool(held.update(contact=NO_ADDRESS, follows=False))


def address_of(question: ResidentQuestion) -> str:
    """Return the address that is held for this question; nothing where none is, or where it can be opened no more."""
    if not question.contact:
        return ""
    try:
        return str(unseal(question.contact)["email"])
    except SealBroken:
        return ""


def _locked(question: ResidentQuestion) -> ResidentQuestion:
    return ResidentQuestion.objects.select_for_update().select_related("session").get(pk=question.pk)


def _tell(question: ResidentQuestion, said: str, *, at: datetime) -> None:
    email = address_of(question)
    if email:
        write_to_resident(question, email=email, said=said, at=at)


def _noted(question: ResidentQuestion, by: Any) -> None:
    log(instance=question.session, action=DECIDED, user=by, data={"state": question.state})
    raise_generation()
