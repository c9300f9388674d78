"""The one appeal against a removal, decided by somebody else; and pausing somebody's writing, always with an end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.moments import say_moment
from forums.errors import (
    AlreadyAppealed,
    AlreadyDecided,
    EndMissing,
    NothingToAppeal,
    NothingWritten,
    ReasonMissing,
    RuleMissing,
    SomebodyElse,
)
from forums.models import Act, Appeal, HouseRule, Member, Post, Suspension
from forums.permissions import is_left_to_administrators, may_decide_appeal
from forums.services.joining import tell_member
from forums.services.moderating import note_act
from forums.services.own_posts import hold_post
from forums.services.posting import refresh_thread
from people.models import User
from people.notices import notify
from people.roles import Role

APPEAL_TIME: Final = timedelta(days=28)
LONGEST_SUSPENSION: Final = timedelta(days=365)
SHORTEST_SUSPENSION: Final = timedelta(hours=1)
LONGEST_WORDS: Final = 3000


@transaction.atomic
def appeal(*, act: Act, member: Member, words: str, at: datetime) -> Appeal:
    """Appeal against the removal of one's post, once and within 28 days. Who alone can decide is told of it.

    Raises:
        NothingToAppeal: It is nobody's removal, somebody else's post, undone, or longer ago.
        AlreadyAppealed: They have.
        NothingWritten: They say nothing.
    """
    known = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
    is_removal = known.kind == Act.Kind.REMOVE and known.undone_at is None
    if not is_removal or known.member_id != member.pk or at >= known.made_at + APPEAL_TIME:
        raise NothingToAppeal
    if Appeal.objects.filter(act=known).exists():
        raise AlreadyAppealed
    if not words.strip():
        raise NothingWritten
    made = Appeal.objects.create(act=known, words=words.strip()[:LONGEST_WORDS], made_at=at)
    if is_left_to_administrators(made):
        _tell_administrators(made, at=at)
    return made


@transaction.atomic
def decide_appeal(*, appeal: Appeal, is_upheld: bool, reason: str, by: Any, at: datetime) -> Appeal:
    """Decide an appeal; where the author was right the post stands again. The author is told either way.

    Raises:
        SomebodyElse: Who removed the post does not decide about that, nor who wrote it, nor who may not moderate.
        AlreadyDecided: Somebody has.
        ReasonMissing: No reason is given.
    """
    found = Appeal.objects.select_for_update(of=("self",)).select_related("act__post", "act__forum", "act__member")
    known = found.get(pk=appeal.pk)
    if known.decided_at is not None:
        raise AlreadyDecided
    if not may_decide_appeal(by, known):
        raise SomebodyElse
    if not reason.strip():
        raise ReasonMissing
    known.decided_at, known.decided_by, known.is_upheld, known.reason = at, by, is_upheld, reason.strip()
    known.save()
    if is_upheld and known.act.post is not None:
        _restore(known.act.post, at=at)
    kind = Act.Kind.RESTORE if is_upheld else Act.Kind.UPHOLD
    act = known.act
    note_act(forum=act.forum, kind=kind, by=by, at=at, thread=act.thread, post=act.post, member=act.member)
    _tell(known, at=at)
    return known


@transaction.atomic
def suspend(
    *, member: Member, until: datetime, rule: HouseRule | None, reason: str, by: Any, at: datetime
) -> Suspension:
    """Pause somebody's writing until a moment. They can read, delete what they wrote, and leave.

    Raises:
        EndMissing: The end is nearer than an hour or farther than a year.
        RuleMissing, ReasonMissing: No rule of this forum, or no reason.
    """
    if not at + SHORTEST_SUSPENSION <= until <= at + LONGEST_SUSPENSION:
        raise EndMissing
    if rule is None or rule.forum_id != member.forum_id:
        raise RuleMissing
    if not reason.strip():
        raise ReasonMissing
    given = Suspension.objects.create(
        member=member, starts_at=at, ends_at=until, rule=rule, reason=reason.strip(), by=by
    )
    note_act(forum=member.forum, kind=Act.Kind.SUSPEND, by=by, at=at, member=member, rule=rule, reason=reason.strip())
    _tell_paused(given, at=at)
    return given


@transaction.atomic
def lift(*, suspension: Suspension, by: Any, at: datetime) -> None:
    """End a suspension early."""
    changed = Suspension.objects.filter(pk=suspension.pk, lifted_at=None, ends_at__gt=at).update(lifted_at=at)
    if not changed:
        raise AlreadyDecided
    note_act(forum=suspension.member.forum, kind=Act.Kind.LIFT, by=by, at=at, member=suspension.member)


def _restore(post: Post, *, at: datetime) -> None:
    held = hold_post(post)
    if held.state != Post.State.REMOVED:
        return
    held.state, held.rule, held.reason = Post.State.PUBLIC, None, ""
    held.published_at, held.decided_at = held.published_at or at, at
    held.save()
    refresh_thread(held.thread)


def _tell_administrators(appeal: Appeal, *, at: datetime) -> None:
    """Tell the administrators that an appeal is theirs to decide: neither which community, nor about what."""
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value), is_active=True)
    body = _("An appeal waits for you, because nobody else can decide it:\n\n%(address)s")
    words = body % {"address": settings.SITE_URL + reverse("officer_forums:appeals")}
    for email in people.distinct().order_by("pk").values_list("email", flat=True):
        subject = _("An appeal waits for you")
        notify(kind="forum-appeal-left", key=str(appeal.pk), recipient=email, subject=subject, body=words, at=at)


def _tell(appeal: Appeal, *, at: datetime) -> None:
    act = appeal.act
    if act.member is None:
        return
    if act.forum.is_closed:
        subject, body = _("Something new for you"), _("There is something new for you. Sign in to read it.")
    else:
        subject = _("What became of your appeal")
        found = _("Your post stands again.") if appeal.is_upheld else _("Your post stays removed.")
        body = f"{found}\n\n{appeal.reason}"
    tell_member(member=act.member, kind="forum-appeal", key=str(appeal.pk), subject=subject, body=body, at=at)


def _tell_paused(given: Suspension, *, at: datetime) -> None:
    forum = given.member.forum
    if forum.is_closed:
        subject, body = _("Something new for you"), _("There is something new for you. Sign in to read it.")
    else:
        subject = _("Your writing is paused")
        body = _("A moderator has paused your writing in %(forum)s until %(moment)s.\n\nRule %(rule)s\n\n%(reason)s")
        words = {"forum": forum, "moment": say_moment(given.ends_at, at=at), "rule": given.rule, "reason": given.reason}
        body = body % words
    told = {"kind": "forum-paused", "key": str(given.pk), "subject": subject, "body": body}
    tell_member(member=given.member, **told, at=at, is_unasked=True)
