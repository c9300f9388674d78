"""Rows of forums for tests: an open forum without a probation, everything else by default."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forums.models import Forum, HouseRule, Member, Moderator, Post, Thread
from forums.services.joining import admit, join
from forums.services.posting import add_post, start_thread
from people.models import CommunityOfInterest, User
from tests import factories

_count = itertools.count(1)


def make_forum(
    name: str | None = None, *, is_closed: bool = False, moderator: User | None = None, **fields: Any
) -> Forum:
    """Return a forum with two rules of the house."""
    number = next(_count)
    name = name or f"Community {number}"
    community = CommunityOfInterest.objects.create(name=name, slug=f"community-{number}")
    values = {"first_posts_wait": 0, "opened_at": timezone.now()} | fields
    forum = Forum.objects.create(community=community, is_closed=is_closed, **values)
    HouseRule.objects.create(forum=forum, number=1, title="Be kind", text="Talk about things, not about people.")
    HouseRule.objects.create(forum=forum, number=2, title="Keep private things private")
    if moderator:
        Moderator.objects.create(forum=forum, user=moderator, since=timezone.now())
    return forum


def make_member(
    forum: Forum, user: User | None = None, name: str = "", at: datetime | None = None, **fields: Any
) -> Member:
    """Return somebody who is inside."""
    user = user or factories.make_user()
    at = at or timezone.now()
    member = join(forum=forum, user=user, name=name or f"Name {next(_count)}", at=at, **fields)
    if forum.is_closed:
        member = admit(member=member, is_let_in=True, by=None, at=at)
    return member


def make_thread(
    member: Member, title: str = "Ramps at the library", source: str = "They are too steep.", **when: Any
) -> Thread:
    user = AnonymousUser()
    at = when.get("at") or timezone.now()
    return start_thread(forum=member.forum, member=member, user=user, title=title, source=source, at=at).thread


def reply(thread: Thread, member: Member, source: str | None = None, at: datetime | None = None) -> Post:
    words = source or f"Reply {next(_count)}."
    return add_post(thread=thread, member=member, user=AnonymousUser(), source=words, at=at or timezone.now())


def rule_of(forum: Forum, number: int = 1) -> HouseRule:
    return forum.rules.get(number=number)
