"""Questions from the audience: put, supported, let through, joined, answered, not taken up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from live.errors import BadAnswer, EventOver, NotNow
from live.models import AgendaItem, AudienceQuestion, Event, Support
from questions.errors import AnswerRefused
from questions.words import clean_words

LONGEST = 300
#: Questions one voter may put at one event.
MOST_EACH = 5


def put_question(*, event: Event, item: AgendaItem, voter: str, text: str, at: datetime) -> AudienceQuestion:
    """Put a question; it waits for a moderator. The same words again are the same question.

    Raises:
        NotNow: The stage takes no questions now, or this voter has put enough.
        BadAnswer: There are no words, or too many.
    """
    if event.is_over or event.current_id != item.pk or item.kind != AgendaItem.Kind.TALK:
        raise NotNow(_("Questions are not taken just now. Keep yours for the next time."))
    try:
        words = clean_words(text, maximum=LONGEST)
    except AnswerRefused as refusal:
        raise BadAnswer(refusal.public_message) from refusal
    if not words:
        raise BadAnswer(_("Write your question."))
    own = item.audience_questions.filter(voter=voter)
    known = own.filter(text=words).first()
    if known is not None:
        return known
    if own.count() >= MOST_EACH:
        raise NotNow(_("You have put %(number)s questions. Support the others’ now.") % {"number": MOST_EACH})
    return AudienceQuestion.objects.create(item=item, voter=voter, text=words, put_at=at)


def support_question(*, event: Event, question_id: int, voter: str) -> None:
    """Support a question that is public. Asked again, it changes nothing.

    Raises:
        NotNow: It is not to be supported.
    """
    question = AudienceQuestion.objects.filter(
        pk=question_id, item__event=event, state=AudienceQuestion.State.ACCEPTED
    ).first()
    if question is None or event.is_over:
        raise NotNow(_("This question can no longer be supported."))
    Support.objects.get_or_create(question=question, voter=voter)


def take_back_support(*, event: Event, question_id: int, voter: str) -> None:
    """Take back one's support of a question. Asked again, it changes nothing.

    Raises:
        EventOver: The event has ended: what was supported stands.
    """
    if event.is_over:
        raise EventOver
    Support.objects.filter(question=question_id, question__item__event=event, voter=voter).delete()


@transaction.atomic
def handle_question(
    *,
    question: AudienceQuestion,
    action: str,
    by: Any,
    answer: str = "",
    reason: str = "",
    into: AudienceQuestion | None = None,
) -> AudienceQuestion:
    """Do what a moderator decides: accept, pin, unpin, answer, dismiss (with a reason), merge (into another), undo.

    Raises:
        NotNow: It does not fit, or says too little.
    """
    held = AudienceQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    state = AudienceQuestion.State
    if action == "accept":
        held.state, held.reason = state.ACCEPTED, ""
    elif action in {"pin", "unpin"}:
        held.is_pinned = action == "pin"
    elif action == "answer":
        _answer(held, answer)
    elif action == "dismiss":
        if not reason.strip():
            raise NotNow(_("Say why it is not taken up: whoever asked is told."))
        held.state, held.reason, held.is_pinned = state.DISMISSED, reason.strip()[:300], False
    elif action == "merge":
        _merge(held, into)
    elif action == "undo":
        held.state, held.reason, held.answer, held.merged_into = state.WAITING, "", "", None
    else:
        raise NotNow
    held.handled_by = by
    held.save()
    return held


def _answer(question: AudienceQuestion, answer: str) -> None:
    state = AudienceQuestion.State
    if question.state not in {state.ACCEPTED, state.ANSWERED}:
        raise NotNow(_("Let the question through first: everybody reads what is answered."))
    question.state, question.answer = state.ANSWERED, answer.strip()


def _merge(question: AudienceQuestion, into: AudienceQuestion | None) -> None:
    """Join a question with another: its supporters, and whoever put it, support the other one from here on."""
    if into is None or into.pk == question.pk or into.item_id != question.item_id or into.merged_into_id:
        raise NotNow(_("Choose another question of the same step to join it with."))
    voters = {question.voter, *question.supports.values_list("voter", flat=True)} - {into.voter}
    Support.objects.bulk_create([Support(question=into, voter=voter) for voter in voters], ignore_conflicts=True)
    question.state, question.merged_into, question.is_pinned = AudienceQuestion.State.MERGED, into, False
