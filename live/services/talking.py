"""Questions from the audience: put, supported, let through, joined, answered, not taken up."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from live.errors import BadAnswer, EventOver, NotNow
from live.models import AgendaItem, AudienceQuestion, Event, Support
from live.names import fresh_voter
from questions.errors import AnswerRefused
from questions.words import clean_words

State = AudienceQuestion.State

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


#: From which states a moderator may do what; a joined question is first taken out of the other one.
_FITS: Final = {
    "accept": {State.WAITING, State.DISMISSED, State.ACCEPTED},
    "pin": {State.ACCEPTED},
    "unpin": {State.ACCEPTED},
    "answer": {State.ACCEPTED, State.ANSWERED},
    "dismiss": {State.WAITING, State.ACCEPTED},
    "merge": {State.WAITING, State.ACCEPTED},
    "undo": set(State),
}


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
    held, other = _hold(question, into)
    _check_fits(held, action)
    if action == "accept":
        held.state, held.reason = State.ACCEPTED, ""
    elif action in {"pin", "unpin"}:
        held.is_pinned = action == "pin"
    elif action == "answer":
        held.state, held.answer = State.ANSWERED, answer.strip()
    elif action == "dismiss":
        _dismiss(held, reason)
    elif action == "merge":
        _merge(held, other)
    else:
        held.state, held.reason, held.answer, held.merged_into = State.WAITING, "", "", None
    held.handled_by = by
    held.save()
    return held


def _hold(
    question: AudienceQuestion, into: AudienceQuestion | None
) -> tuple[AudienceQuestion, AudienceQuestion | None]:
    """Hold the rows of one question or two, always in the same order, and return them as they are now."""
    wanted = [one.pk for one in (question, into) if one is not None]
    rows = AudienceQuestion.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    held = {one.pk: one for one in rows}
    if question.pk not in held:
        raise NotNow(_("This question is no longer there."))
    return held[question.pk], held.get(into.pk) if into else None


def _check_fits(question: AudienceQuestion, action: str) -> None:
    if action not in _FITS:
        raise NotNow
    if question.state in _FITS[action]:
        return
    if action == "answer":
        raise NotNow(_("Let the question through first: everybody reads what is answered."))
    words = _("This question stands as ‘%(state)s’ by now. Press ‘Back to waiting’ first if you want something else.")
    raise NotNow(words % {"state": question.get_state_display()})


def _dismiss(question: AudienceQuestion, reason: str) -> None:
    if not reason.strip():
        raise NotNow(_("Say why it is not taken up: whoever asked is told."))
    question.state, question.reason, question.is_pinned = State.DISMISSED, reason.strip()[:300], False


def _merge(question: AudienceQuestion, into: AudienceQuestion | None) -> None:
    """Join a question with another: its supporters, and whoever put it, support the other one from here on.

    So do the questions that were joined with it before.
    """
    if into is None or into.pk == question.pk or into.item_id != question.item_id:
        raise NotNow(_("Choose another question of the same step to join it with."))
    if into.state not in {State.ACCEPTED, State.ANSWERED}:
        raise NotNow(_("Let the other question through first: people only see what comes of one that everybody reads."))
    # Once the event has ended nobody has a name: who put the question is counted under a fresh one.
    voters = {question.voter or fresh_voter(), *question.supports.values_list("voter", flat=True)} - {into.voter}
    Support.objects.bulk_create([Support(question=into, voter=voter) for voter in voters], ignore_conflicts=True)
    question.merged.update(merged_into=into)
    question.state, question.merged_into, question.is_pinned = State.MERGED, into, False
