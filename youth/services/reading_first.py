"""What a checked adult does with words that wait: let them through, or not, under a rule and with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from forums.models import Act, HouseRule, Post
from forums.services.moderating import Verdict, claim_post, decide, release_post
from forums.services.own_posts import hold_post
from youth.chat_errors import UnderConcern, WordsChanged
from youth.models import Concern
from youth.permissions import refuse_unchecked
from youth.services.concerns import refuse_unseen


def take(*, post: Post, by: Any, at: datetime) -> Post:
    """Take a post on for a quarter of an hour, so that no colleague decides about it too.

    Raises:
        NotChecked: No check of theirs stands.
        ForumRefusal: As `forums.services.moderating.claim_post`.
    """
    refuse_unchecked(by, at=at)
    return claim_post(post=post, by=by, at=at)


def give_back(*, post: Post, by: Any) -> Post:
    """Leave a post to whoever comes next."""
    return release_post(post=post, by=by)


@transaction.atomic
def let_through(*, post: Post, by: Any, at: datetime) -> Act:
    """Let everybody in the room read the words that were read.

    Args:
        post: As it was read: whoever wrote it may have changed it since.

    Raises:
        NotChecked: No check of theirs stands.
        UnderConcern: Somebody raised a concern about it.
        NotTakingPart: Whoever wrote it may not be read by others now.
        WordsChanged: It says another thing than what was read.
        ForumRefusal: As `forums.services.moderating.decide`.
    """
    held = _refuse(post, by, at)
    if held.source != post.source:
        raise WordsChanged
    refuse_unseen(held)
    return decide(post=post, verdict=Verdict("approve"), by=by, at=at)


@transaction.atomic
def turn_down(*, post: Post, rule: HouseRule | None, reason: str, by: Any, at: datetime) -> Act:
    """Do not let it through. Whoever wrote it reads the rule and the reason, nobody else does.

    Raises:
        NotChecked, UnderConcern, ForumRefusal: As `let_through`.
    """
    _refuse(post, by, at)
    return decide(post=post, verdict=Verdict("remove", rule, reason), by=by, at=at)


def _refuse(post: Post, by: Any, at: datetime) -> Post:
    """Hold the post where it may be decided here."""
    refuse_unchecked(by, at=at)
    held = hold_post(post)
    if Concern.objects.filter(post=post).exclude(state=Concern.State.CLOSED).exists():
        raise UnderConcern
    return held
