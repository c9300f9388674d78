"""What checked adults do about a concern. Each step is put down with who and when, and is never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from core.sealing import seal
from forums.models import Act, HouseRule, Post
from forums.services.moderating import Verdict, decide, note_act
from forums.services.own_posts import hold_post
from forums.services.posting import refresh_thread
from people.access_log import log_look
from people.notices import cancel
from youth.chat_errors import (
    ConcernClosed,
    LeadsOnly,
    NobodyToReach,
    NothingToDo,
    NotYours,
    OwnWords,
    WordsMissing,
    WordsUndecided,
)
from youth.errors import MovedOn
from youth.models import Concern, ConcernStep
from youth.permissions import is_safeguarding_lead, refuse_unchecked
from youth.services.chat_keeping import HIDDEN
from youth.services.concern_letters import about
from youth.services.concerns import refuse_unseen, tidy
from youth.services.editors import pause_writer

Kind = ConcernStep.Kind
State = Concern.State


@transaction.atomic
def take_on(*, concern: Concern, by: Any, at: datetime, is_over: bool = False) -> Concern:
    """Look into it from now on; `is_over`: also where somebody else does already.

    Raises:
        NotChecked, OwnWords, ConcernClosed: As everywhere here.
        MovedOn: Somebody else took it on meanwhile.
    """
    held = _held(concern, by, at)
    if held.taken_by_id not in {None, by.pk} and not is_over:
        raise MovedOn
    if held.taken_by_id == by.pk:
        return held
    held.taken_by = by
    if held.state == State.NEW:
        held.state = State.TAKEN
        cancel(about=[about(held)])
    held.save(update_fields=["taken_by", "state"])
    note_step(held, Kind.TAKEN, {}, by=by, at=at)
    return held


@transaction.atomic
def note(*, concern: Concern, words: str, by: Any, at: datetime) -> Concern:
    """Put something down: whoever looks into it, or another checked adult who knows something.

    Raises:
        WordsMissing, and as everywhere here.
    """
    held = _held(concern, by, at)
    note_step(held, Kind.NOTED, {"words": _needed(words)}, by=by, at=at)
    return held


@transaction.atomic
def take_down(*, concern: Concern, rule: HouseRule | None, reason: str, by: Any, at: datetime) -> Concern:
    """Take the words down for good. Whoever wrote them reads the rule and the reason.

    Raises:
        NothingToDo: There is no post, or its words are gone.
        ForumRefusal: No rule of this room, no reason.
    """
    held = _mine(concern, by, at)
    post = _post_of(held)
    if post.state in {Post.State.REMOVED, Post.State.WITHDRAWN}:
        raise NothingToDo
    decide(post=post, verdict=Verdict("remove", rule, reason), by=by, at=at)
    note_step(held, Kind.REMOVED, {"words": reason.strip(), "rule": str(rule)}, by=by, at=at)
    return held


@transaction.atomic
def put_back(*, concern: Concern, words: str, by: Any, at: datetime) -> Concern:
    """Let everybody in the room read it again.

    Raises:
        NothingToDo: It stands already, or its words are gone.
        WordsMissing: It is not said why.
        NotTakingPart: Whoever wrote it waits for a parent's or guardian's yes.
    """
    held = _mine(concern, by, at)
    why, post = _needed(words), hold_post(_post_of(held))
    refuse_unseen(post)
    if post.is_public or not post.source:
        raise NothingToDo
    if post.is_undecided:
        decide(post=post, verdict=Verdict("approve"), by=by, at=at)
    else:
        post.state, post.rule, post.reason, post.held_by = Post.State.PUBLIC, None, "", []
        post.published_at, post.decided_by, post.decided_at = post.published_at or at, by, at
        post.save()
        refresh_thread(post.thread)
        note_act(forum=post.thread.forum, kind=Act.Kind.RESTORE, by=by, at=at, post=post, thread=post.thread)
    note_step(held, Kind.PUT_BACK, {"words": why}, by=by, at=at)
    return held


@transaction.atomic
def pause(*, concern: Concern, words: str, by: Any, at: datetime) -> Concern:
    """Have whoever wrote it write nothing more for now. They can still read, and reach the help page.

    Raises:
        NothingToDo: There is no young person behind it, or they do not take part just now.
        WordsMissing: It is not said why: they read it.
    """
    held = _mine(concern, by, at)
    why, writer = _needed(words), held.about
    if writer is None or not writer.is_in:
        raise NothingToDo
    pause_writer(writer=writer, by=by, reason=why, at=at)
    note_step(held, Kind.PAUSED, {"words": why, "who": writer.pen_name}, by=by, at=at)
    return held


@transaction.atomic
def look_up(*, concern: Concern, whose: str, words: str, by: Any, at: datetime) -> str:
    """Return a young person's e-mail address, once, to a safeguarding lead who says why; both are put down.

    Args:
        whose: `about` for who wrote it, `reporter` for who told us.

    Raises:
        LeadsOnly: They are no lead.
        NobodyToReach: There is no such person.
        WordsMissing: It is not said why.
    """
    held = _mine(concern, by, at)
    if not is_safeguarding_lead(by, today=localdate(at)):
        raise LeadsOnly
    why = _needed(words)
    writer = held.reporter if whose == "reporter" else held.about
    if writer is None:
        raise NobodyToReach
    note_step(held, Kind.OPENED, {"words": why, "who": writer.pen_name}, by=by, at=at)
    log_look(by, "how to reach a young person", writer)
    return writer.user.email


@transaction.atomic
def pass_on(*, concern: Concern, to: str, words: str, reference: str, by: Any, at: datetime) -> Concern:
    """Note that it was passed to social care, the police, 999 or CEOP: what they were told, and their reference.

    Raises:
        NothingToDo: None of these was chosen.
        WordsMissing: It is not said what they were told.
    """
    held = _mine(concern, by, at)
    if to not in Concern.Passed.values:
        raise NothingToDo(field="passed_to")
    told = _needed(words)
    held.state, held.passed_to = State.ESCALATED, to
    held.save(update_fields=["state", "passed_to"])
    content = {"words": told, "to": to, "reference": tidy(reference)[:100]}
    note_step(held, Kind.PASSED, content, by=by, at=at)
    return held


@transaction.atomic
def close(*, concern: Concern, words: str, by: Any, at: datetime) -> Concern:
    """Say what came of it. From here on nothing is added.

    Raises:
        WordsUndecided: What it is about is still held, and not because whoever wrote it may not be seen.
        WordsMissing: There is no outcome.
    """
    held = _mine(concern, by, at)
    outcome = _needed(words)
    if held.post is not None and held.post.is_undecided and held.post.held_by != [HIDDEN]:
        raise WordsUndecided
    held.state, held.closed_at = State.CLOSED, at
    held.save(update_fields=["state", "closed_at"])
    note_step(held, Kind.CLOSED, {"words": outcome}, by=by, at=at)
    return held


def note_step(concern: Concern, kind: Kind, content: dict[str, Any], *, by: Any, at: datetime) -> ConcernStep:
    """Put one step down."""
    return ConcernStep.objects.create(concern=concern, kind=kind, sealed=seal(content), by=by, made_at=at)


def is_own(concern: Concern, by: Any) -> bool:
    """Whether this adult wrote what it is about."""
    return concern.about_adult_id is not None and concern.about_adult_id == by.pk


def _held(concern: Concern, by: Any, at: datetime) -> Concern:
    refuse_unchecked(by, at=at)
    near = ("post__member", "post__thread__forum", "about__user", "reporter__user", "taken_by")
    held = Concern.objects.select_related(*near).select_for_update(of=("self",)).get(pk=concern.pk)
    if is_own(held, by):
        raise OwnWords
    if held.is_closed:
        raise ConcernClosed
    return held


def _mine(concern: Concern, by: Any, at: datetime) -> Concern:
    held = _held(concern, by, at)
    if held.taken_by_id != by.pk:
        raise NotYours
    return held


def _post_of(concern: Concern) -> Post:
    if concern.post is None:
        raise NothingToDo
    return concern.post


def _needed(words: str) -> str:
    said: str = tidy(words)
    if not said:
        raise WordsMissing
    return said
