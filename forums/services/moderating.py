"""What moderators decide about posts: let through, remove under a rule, leave standing; take it back again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.errors import AlreadyDecided, ChangedMeanwhile, NotToBeUndone, ReasonMissing, RuleMissing
from forums.models import Act, Forum, HouseRule, Member, Post
from forums.services.joining import tell_member
from forums.services.own_posts import hold_post
from forums.services.posting import refresh_thread

Kind = Act.Kind
State = Post.State
#: So long a post is another moderator's to decide, once they have taken it on.
CLAIM: Final = timedelta(minutes=15)
#: So long a decision can be taken back by a press.
UNDO: Final = timedelta(days=1)
UNDONE_KINDS: Final = (Kind.APPROVE, Kind.REMOVE, Kind.KEEP)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided: `approve`, `remove` (with rule and reason) or `keep` (a reported post stays)."""

    action: str
    rule: HouseRule | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of many: the acts, and how many had been decided by somebody else meanwhile."""

    acts: list[Act]
    missed: int


@transaction.atomic
def claim_post(*, post: Post, by: Any, at: datetime) -> Post:
    """Take a post on, so that no colleague decides it too.

    Raises:
        ChangedMeanwhile: A colleague took it on less than a quarter of an hour ago.
    """
    held = hold_post(post)
    if is_claimed(held, by=by, at=at):
        raise ChangedMeanwhile(_("A colleague is looking at this post. Choose another one."))
    held.claimed_by, held.claimed_at = by, at
    held.save(update_fields=["claimed_by", "claimed_at"])
    return held


@transaction.atomic
def release_post(*, post: Post, by: Any) -> Post:
    """Give a post back that one took on, so that a colleague may decide it at once."""
    held = hold_post(post)
    if held.claimed_by_id == by.pk:
        held.claimed_by, held.claimed_at = None, None
        held.save(update_fields=["claimed_by", "claimed_at"])
    return held


def is_claimed(post: Post, *, by: Any, at: datetime) -> bool:
    """Whether somebody else has taken the post on: claimed_at <= at < claimed_at + 15 minutes."""
    return post.claimed_by_id != (by.pk if by else None) and is_taken(post, at=at)


def is_taken(post: Post, *, at: datetime) -> bool:
    """Whether anybody has taken the post on."""
    return post.claimed_by_id is not None and post.claimed_at is not None and at < post.claimed_at + CLAIM


@transaction.atomic
def decide(*, post: Post, verdict: Verdict, by: Any, at: datetime) -> Act:
    """Decide about one post, and tell its author what was removed, why and what can be done about it.

    Raises:
        RuleMissing, ReasonMissing: A removal names no rule of this forum, or gives no reason.
        AlreadyDecided: It no longer stands as the decision needs it.
        ChangedMeanwhile: A colleague is looking at it.
    """
    held = hold_post(post)
    if is_claimed(held, by=by, at=at):
        raise ChangedMeanwhile(_("A colleague is looking at this post. Choose another one."))
    before = _standing(held)
    if verdict.action == "approve":
        _approve(held, at=at)
    elif verdict.action == "remove":
        _remove(held, verdict)
    elif verdict.action != "keep" or held.state != State.PUBLIC:
        raise AlreadyDecided
    held.decided_by, held.decided_at, held.claimed_by, held.claimed_at = by, at, None, None
    held.save()
    refresh_thread(held.thread)
    settled = list(held.reports.filter(settled_at=None).values_list("pk", flat=True))
    held.reports.filter(pk__in=settled).update(settled_at=at)
    act = _note(held, Kind(verdict.action), verdict, before | {"reports": settled}, by=by, at=at)
    if verdict.action == "remove":
        tell_removed(act)
    return act


def decide_many(*, posts: Iterable[Post], verdict: Verdict, by: Any, at: datetime) -> Bulk:
    """Decide the same about many; what a colleague decided or took on meanwhile is left alone and counted.

    Raises:
        RuleMissing, ReasonMissing: As `decide`.
    """
    acts, missed = [], 0
    for post in sorted(posts, key=lambda one: (one.thread_id, one.pk)):
        try:
            acts.append(decide(post=post, verdict=verdict, by=by, at=at))
        except (AlreadyDecided, ChangedMeanwhile):
            missed += 1
    return Bulk(acts, missed)


@transaction.atomic
def undo(*, act: Act, by: Any, at: datetime) -> Act:
    """Take a decision about a post back within a day: it stands as before, its reports are open again.

    Raises:
        NotToBeUndone: It is older, was undone, or something else happened to the post since; or its thread was moved
            to a forum that others look after.
    """
    known = Act.objects.select_for_update(of=("self",)).select_related("post").get(pk=act.pk)
    is_over = at >= known.made_at + UNDO
    if known.kind not in UNDONE_KINDS or known.undone_at is not None or known.post is None or is_over:
        raise NotToBeUndone
    held = hold_post(known.post)
    is_gone = held.thread.forum_id != known.forum_id or not known.before  # moved away, or its author erased
    if held.decided_at != known.made_at or is_gone or hasattr(known, "appeal"):
        raise NotToBeUndone
    before = _standing(held)
    _put_back(held, known.before)
    held.decided_by, held.decided_at = by, at
    held.save()
    refresh_thread(held.thread)
    held.reports.filter(pk__in=known.before.get("reports", [])).update(settled_at=None)
    known.undone_at = at
    known.save(update_fields=["undone_at"])
    return _note(held, Kind.UNDO, Verdict("undo"), before, by=by, at=at)


def tell_removed(act: Act) -> None:
    """Tell the author, in words that name a closed community to nobody who reads the letter over their shoulder."""
    if act.member is None or act.post is None or act.forum.community_id is None:
        return  # in a private room they read it where it stood
    closed = act.forum.is_closed
    address = settings.SITE_URL + reverse("forums:own", args=[act.forum.community.slug])
    if closed:
        subject, body = _("Something new for you"), _("There is something new for you. Sign in to read it.")
    else:
        subject = _("A post of yours was removed")
        body = _(
            "A moderator removed a post of yours in “%(thread)s”.\n\nRule %(rule)s\n\n%(reason)s\n\n"
            "If you think this is wrong you can appeal once, within 28 days. Somebody else decides:\n%(address)s"
        ) % {"thread": act.post.thread, "rule": act.rule, "reason": act.reason, "address": address}
    told = {"kind": "forum-removed", "key": str(act.pk), "subject": subject, "body": body}
    tell_member(member=act.member, **told, at=act.made_at, is_unasked=True)


def note_act(*, forum: Forum, kind: str, by: Any, at: datetime, **about: Any) -> Act:
    """Put down what a moderator did besides deciding about a post."""
    return Act.objects.create(forum=forum, kind=kind, by=by, made_at=at, **about)


def _approve(post: Post, *, at: datetime) -> None:
    if not post.is_undecided:
        raise AlreadyDecided
    post.state, post.held_by = State.PUBLIC, []
    post.published_at = post.published_at or at


def _remove(post: Post, verdict: Verdict) -> None:
    if post.state in {State.REMOVED, State.WITHDRAWN}:
        raise AlreadyDecided
    if verdict.rule is None or verdict.rule.forum_id != post.thread.forum_id:
        raise RuleMissing
    if not verdict.reason.strip():
        raise ReasonMissing
    post.state, post.rule, post.reason = State.REMOVED, verdict.rule, verdict.reason.strip()


def _standing(post: Post) -> dict[str, Any]:
    return {
        "state": post.state,
        "held_by": post.held_by,
        "rule": post.rule_id,
        "reason": post.reason,
        "published_at": post.published_at.isoformat() if post.published_at else None,
    }


def _put_back(post: Post, before: dict[str, Any]) -> None:
    post.state, post.held_by = before["state"], before["held_by"]
    post.rule_id, post.reason = before["rule"], before["reason"]
    post.published_at = datetime.fromisoformat(before["published_at"]) if before["published_at"] else None


def _note(post: Post, kind: Kind, verdict: Verdict, before: dict[str, Any], *, by: Any, at: datetime) -> Act:
    member: Member | None = post.member
    return note_act(
        forum=post.thread.forum,
        kind=kind,
        thread=post.thread,
        post=post,
        member=member,
        rule=verdict.rule if kind == Kind.REMOVE else None,
        reason=verdict.reason.strip(),
        before=before,
        by=by,
        at=at,
    )
