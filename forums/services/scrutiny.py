"""Questions to the partnership: asked in a thread, supported, put to a body, answered in public, told to supporters."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from actions.models import Action
from consultations.tokens import CODE_LETTERS
from forums.errors import (
    AlreadyAQuestion,
    AlreadyDecided,
    AnswerMissing,
    NotAMember,
    NotToBeSupported,
    NotYourQuestion,
    OwnWordsMissing,
    RoleMissing,
    ThreadClosed,
)
from forums.markup import is_empty
from forums.models import Act, Member, PartnershipQuestion, Post, QuestionAction, Support, Thread
from forums.permissions import bodies_of
from forums.services.arranging import hold_thread
from forums.services.moderating import note_act
from forums.services.posting import read_text, refresh_thread, refuse_paused
from people.models import Organisation
from people.notices import cancel

State = PartnershipQuestion.State
CODE_LENGTH: Final = 10
LONGEST_TEXT: Final = 4000


@transaction.atomic
def ask_partnership(
    *, thread: Thread, member: Member, organisation: Organisation, title: str, text: str = "", at: datetime
) -> PartnershipQuestion:
    """Turn a thread into a question to a body, which looks for supporters from now on. Who asks supports it.

    Raises:
        Suspended: A moderator paused their writing.
        ThreadClosed: Nobody writes in it any more.
        NotAMember: They are not in this community, or write for a body.
        AlreadyAQuestion: The thread is one, or was one that was taken back.
        TitleMissing: There is no question.
    """
    held = hold_thread(thread)
    if not member.is_in or member.forum_id != held.forum_id or member.is_official:
        raise NotAMember
    refuse_paused(member, at=at)
    if not held.takes_posts():
        raise ThreadClosed
    if PartnershipQuestion.objects.filter(thread=held).exists() or not held.public_count:
        raise AlreadyAQuestion
    words = read_text(text or title, title=title, needs_title=True)
    question = PartnershipQuestion.objects.create(
        thread=held,
        code=_fresh_code(),
        asked_by=member,
        asked_at=at,
        organisation=organisation,
        title=words.title,
        text=words.source[:LONGEST_TEXT] if text.strip() else "",
        is_from_closed=held.forum.is_closed,
        supporters_needed=held.forum.supporters_needed,
    )
    Support.objects.create(question=question, member=member, supported_at=at)
    _go_on(question, at=at)
    return question


@transaction.atomic
def support(*, question: PartnershipQuestion, member: Member, at: datetime) -> PartnershipQuestion:
    """Support a question; twice is once. The one that makes the number sends it on its way.

    Raises:
        NotAMember: They are not in this community, or write for a body.
        Suspended: A moderator paused them.
        NotToBeSupported: It no longer looks for supporters.
    """
    held = _hold(question)
    if not member.is_in or member.forum_id != held.thread.forum_id or member.is_official:
        raise NotAMember
    refuse_paused(member, at=at)
    if held.state not in {State.GATHERING, State.READY, State.PUT}:
        raise NotToBeSupported
    Support.objects.get_or_create(question=held, member=member, defaults={"supported_at": at})
    _go_on(held, at=at)
    return held


@transaction.atomic
def take_back_support(*, question: PartnershipQuestion, member: Member) -> None:
    """Support it no longer; what has gone to the body stays there."""
    Support.objects.filter(question=_hold(question), member=member).delete()


@transaction.atomic
def put_question(
    *,
    question: PartnershipQuestion,
    by: Any,
    at: datetime,
    organisation: Organisation | None = None,
    public_title: str = "",
    public_text: str = "",
    due_on: date | None = None,
) -> PartnershipQuestion:
    """Send a question to its body before or after it has its supporters. The caller has checked that `by` moderates.

    From a closed community goes out the text given here and nothing else.

    Raises:
        AlreadyDecided: It has been put, answered or taken back.
        OwnWordsMissing: It comes from a closed community and there is no text to go out.
    """
    held = _hold(question)
    if held.state not in {State.GATHERING, State.READY}:
        raise AlreadyDecided
    if organisation is not None:
        held.organisation = organisation
    if held.is_from_closed:
        if is_empty(public_title):
            raise OwnWordsMissing
        words = read_text(public_text or public_title, title=public_title)
        held.public_title, held.public_text = words.title, words.source[:LONGEST_TEXT] if public_text.strip() else ""
    held.put_by = by
    _put(held, at=at, due_on=due_on)
    note_act(forum=held.thread.forum, kind=Act.Kind.PUT, by=by, at=at, thread=held.thread)
    return held


@transaction.atomic
def take_back(*, question: PartnershipQuestion, member: Member | None = None) -> PartnershipQuestion:
    """Take a question back that has not gone out yet: by who asked it, or by a moderator (`member` is None).

    Raises:
        AlreadyDecided: It has gone out.
        NotAMember: Somebody else asked it.
    """
    held = _hold(question)
    if held.state not in {State.GATHERING, State.READY}:
        raise AlreadyDecided
    if member is not None and held.asked_by_id != member.pk:
        raise NotAMember
    held.state = State.TAKEN_BACK
    held.save(update_fields=["state"])
    return held


@transaction.atomic
def answer_question(
    *, question: PartnershipQuestion, by: Any, role: str, answer: str, actions: Iterable[Action] = (), at: datetime
) -> PartnershipQuestion:
    """Give the body's official reply. It stands in the thread; in a closed one as a copy of what was said outside.

    Raises:
        NotYourQuestion: It was put to a body this person is no officer of, or to none yet.
        AlreadyDecided: It has been answered: what was said stays, more is said in the thread.
        AnswerMissing, RoleMissing: There are no words, or no role.
    """
    held = _hold(question)
    if held.organisation not in bodies_of(by) or held.state not in {State.PUT, State.ANSWERED}:
        raise NotYourQuestion
    if held.state == State.ANSWERED:
        raise AlreadyDecided
    role = " ".join(role.split())[:80]
    if not role:
        raise RoleMissing
    if is_empty(answer):
        raise AnswerMissing
    words = read_text(answer)
    held.answer, held.answer_html, held.answer_role = words.source, words.html, role
    held.state, held.answered_at, held.answered_by = State.ANSWERED, at, by
    held.answer_post = _write_reply(held, at=at)
    held.save()
    cancel(about=[about_question(held)])
    QuestionAction.objects.bulk_create(
        [QuestionAction(question=held, action=action) for action in actions], ignore_conflicts=True
    )
    return held


@transaction.atomic
def link_answer_action(*, question: PartnershipQuestion, action: Action, by: Any) -> QuestionAction:
    """Say that this action in the ledger answers the question.

    Raises:
        NotYourQuestion: Another body answered it.
    """
    if question.state != State.ANSWERED or question.organisation not in bodies_of(by):
        raise NotYourQuestion
    return QuestionAction.objects.get_or_create(question=question, action=action)[0]


def about_question(question: PartnershipQuestion) -> str:
    """Return the name of what letters to the body belong to, so that they are taken back once it has answered."""
    return f"forum-question-{question.pk}"


def _hold(question: PartnershipQuestion) -> PartnershipQuestion:
    """Hold the question's thread and then the question, always in this order."""
    thread = hold_thread(question.thread)
    held = (
        PartnershipQuestion.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=question.pk)
    )
    held.thread = thread
    return held


def _go_on(question: PartnershipQuestion, *, at: datetime) -> None:
    """Send the question on where it has its supporters: to its body, or where the community is closed to moderators."""
    if question.state != State.GATHERING or question.supports.count() < question.supporters_needed:
        return
    if question.is_from_closed:
        question.state = State.READY
        question.save(update_fields=["state"])
    else:
        _put(question, at=at, due_on=None)


def _put(question: PartnershipQuestion, *, at: datetime, due_on: date | None) -> None:
    days = timedelta(days=question.thread.forum.answer_days)
    question.state, question.put_at = State.PUT, at
    question.due_on = due_on or timezone.localdate(at) + days
    question.save()


def _write_reply(question: PartnershipQuestion, *, at: datetime) -> Post:
    """Set the official reply into the thread, locked or not: an answer that was promised always finds its place."""
    thread = question.thread
    thread.last_number += 1
    post = Post.objects.create(
        thread=thread,
        number=thread.last_number,
        organisation=question.organisation,
        role=question.answer_role,
        is_answer=True,
        source=question.answer,
        html=question.answer_html,
        state=Post.State.PUBLIC,
        written_at=at,
        published_at=at,
    )
    refresh_thread(thread)
    return post


def _fresh_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if not PartnershipQuestion.objects.filter(code=code).exists():
            return code
