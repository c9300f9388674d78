"""Make the questions that communities of the demonstration put to bodies: answered, owed, overdue, looking for support.

They stand in `talk/asked.toml`; the posts that asked and that answer are in the threads.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from actions.models import Action
from consultations.tokens import CODE_LETTERS
from engage.demo.forums_read import FOLDER, Talk
from engage.demo.forums_write import Desk
from engage.demo.publish import day_at
from forums.models import Act, Member, PartnershipQuestion, Post, QuestionAction, Support, Thread
from forums.services.scrutiny import CODE_LENGTH
from people.models import Organisation, User

State = PartnershipQuestion.State


@dataclass
class Asked:
    """One question as it was asked: the rows it belongs to and the post that asked."""

    row: dict[str, Any]
    thread: Thread
    post: Post
    answer: Post | None


@cache
def read_asked() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "asked.toml").read_text("utf-8"))["question"]
    return found


def place_questions(desk: Desk, talks: list[Talk], threads: dict[str, Thread]) -> None:
    """Put the questions of one community in place."""
    named = {talk.name: talk for talk in talks}
    for row in read_asked():
        if row["community"] == desk.forum.community.slug:
            _place(desk, row, named[row["thread"]], threads[row["thread"]])


def move_questions(*, at: datetime) -> None:
    """Let what is owed stay as late, or as near, as it was when the demonstration was made."""
    today = timezone.localdate(at)
    for row in read_asked():
        if "due" in row:
            PartnershipQuestion.objects.unanswered().filter(
                title=row["title"], thread__forum__community__slug=row["community"]
            ).update(due_on=today + timedelta(days=row["due"]))


def _place(desk: Desk, row: dict[str, Any], talk: Talk, thread: Thread) -> None:
    (number,) = talk.numbers("asks")
    asking = Post.objects.select_related("member").get(thread=thread, number=number)
    answer = Post.objects.filter(thread=thread, is_answer=True).first()
    asked = Asked(row, thread, asking, answer)
    put_at = _put_at(desk, asked)
    question = PartnershipQuestion.objects.create(**_fields(desk, asked, put_at))
    until = put_at or desk.at
    Support.objects.bulk_create(
        [
            Support(question=question, member=member, supported_at=moment)
            for member, moment in _supporters(desk, asked, until)
        ]
    )
    _answer(question, asked)
    if question.is_from_closed:
        Act.objects.create(forum=desk.forum, kind=Act.Kind.PUT, by=_host(), made_at=put_at or desk.at, thread=thread)


def _put_at(desk: Desk, asked: Asked) -> datetime | None:
    """Return when it went to its body: so long before it is due, or so long after it was asked."""
    row = asked.row
    if "due" in row:
        return day_at(timezone.localdate(desk.at), row["due"] - desk.forum.answer_days, time(18, 40))
    return asked.post.written_at + timedelta(days=row["put_after"]) if "put_after" in row else None


def _fields(desk: Desk, asked: Asked, put_at: datetime | None) -> dict[str, Any]:
    row, forum = asked.row, desk.forum
    due_on = timezone.localdate(put_at) + timedelta(days=forum.answer_days) if put_at else None
    return {
        "thread": asked.thread,
        "code": "".join(secrets.choice(CODE_LETTERS) for _sign in range(CODE_LENGTH)),
        "asked_by": asked.post.member,
        "asked_at": asked.post.written_at,
        "organisation": Organisation.objects.get(slug=row["body"]),
        "title": row["title"],
        "text": row["text"],
        "is_from_closed": forum.is_closed,
        "public_title": row.get("public_title", ""),
        "public_text": row.get("public_text", ""),
        "supporters_needed": forum.supporters_needed,
        "state": State.PUT if put_at else State.GATHERING,
        "put_at": put_at,
        "put_by": _host() if forum.is_closed else None,
        "due_on": due_on,
    }


def _supporters(desk: Desk, asked: Asked, until: datetime) -> Iterable[tuple[Member, datetime]]:
    """Return who asked, then those who wrote after it, then others: one after the other until it went out."""
    later = Post.objects.filter(thread=asked.thread, number__gt=asked.post.number, member__organisation=None)
    wrote = [post.member for post in later.select_related("member").order_by("number") if post.member]
    others = [member for member in desk.members.values() if not member.is_official]
    chosen = list(dict.fromkeys([asked.post.member, *wrote, *others]))[: asked.row["supporters"]]
    step = (until - asked.post.written_at) / (len(chosen) + 1)
    return [(member, asked.post.written_at + place * step) for place, member in enumerate(chosen) if member]


def _answer(question: PartnershipQuestion, asked: Asked) -> None:
    """Give the question the answer that stands in its thread, and the action that came with it."""
    post = asked.answer
    if post is None:
        return
    question.state, question.answered_at, question.answer_post = State.ANSWERED, post.written_at, post
    question.answer, question.answer_html, question.answer_role = post.source, post.html, post.role
    question.save()
    if "action" in asked.row:
        plan, reference = asked.row["action"]
        found = Action.objects.filter(plan__slug=plan, reference=reference).first()
        if found is not None:
            QuestionAction.objects.create(question=question, action=found)


def _host() -> User:
    return User.objects.get(email="host@engage.example")
