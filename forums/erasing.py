"""Taking a person out of the forums: the talk stays readable, what identifies them goes."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from core.generation import raise_generation
from forums.models import (
    Act,
    Appeal,
    Draft,
    Forum,
    Member,
    NameOpening,
    Picture,
    Post,
    PostVersion,
    ReadMark,
    Report,
    Suspension,
)
from forums.names import account_of
from forums.services.joining import about_member
from forums.services.picturing import take_out
from people.models import Notice, NoticeQuerySet, User

BATCH = 500


def members_of(user: User) -> list[Member]:
    """Return what a person is in every community; two statements."""
    communities = list(Forum.objects.values_list("community_id", flat=True))
    found = Member.objects.of_account(user.pk, communities).select_related("forum__community", "organisation")
    return list(found.order_by("pk"))


@transaction.atomic
def make_former(members: list[Member]) -> int:
    """Leave of these members what their threads need: posts that stand, by a former member.

    Words nobody reads any more go too: of posts that were removed, wait or are held, of earlier versions, of drafts,
    of appeals and reports, and what moderators gave as reasons. Pictures all go: they may show who it was.
    """
    ids = [member.pk for member in members]
    PostVersion.objects.filter(post__member__in=ids).delete()
    unread = Post.objects.filter(member__in=ids).exclude(state=Post.State.PUBLIC)
    unread.filter(state__in=Post.UNDECIDED).update(state=Post.State.WITHDRAWN)
    Post.objects.filter(member__in=ids).exclude(state=Post.State.PUBLIC).update(source="", html="", held_by=[])
    take_out(Picture.objects.filter(Q(post__member__in=ids) | Q(draft__member__in=ids)))
    for model in (Draft, ReadMark, Suspension, NameOpening):
        model._default_manager.filter(member__in=ids).delete()
    Report.objects.filter(member__in=ids).update(member=None, words="")
    _forget_acts(ids)
    letters_to(members).delete()
    for member in members:
        _empty(member)
    if members:
        raise_generation()  # their names may stand on kept pages
    return len(members)


def former_without_account(at: datetime) -> int:
    """Make former members of those whose account is gone: accounts that nobody used for years go by themselves."""
    gone: list[Member] = []
    batch: list[Member] = []
    for member in Member.objects.exclude(state=Member.State.FORMER).order_by("pk").iterator(chunk_size=BATCH):
        batch.append(member)
        if len(batch) == BATCH:
            gone += _without_account(batch)
            batch = []
    return make_former(gone + _without_account(batch))


def letters_to(members: list[Member]) -> NoticeQuerySet:
    """Return the letters to people about what they are in these communities: they stand apart from all others."""
    return Notice.objects.filter(about__in=[about_member(member) for member in members])


def _forget_acts(ids: list[int]) -> None:
    """Leave of what moderators decided about these members that it was decided, and under which rule."""
    Appeal.objects.filter(act__member__in=ids, decided_at=None).delete()
    Appeal.objects.filter(act__member__in=ids).update(words="", reason="")
    Act.objects.filter(member__in=ids).update(reason="", before={})
    Post.objects.filter(member__in=ids).update(reason="")


def _without_account(members: list[Member]) -> list[Member]:
    accounts = {member.pk: account_of(member.content) for member in members}
    there = set(User.objects.filter(pk__in=[pk for pk in accounts.values() if pk]).values_list("pk", flat=True))
    return [member for member in members if bytes(member.content) and accounts[member.pk] not in there]


def _empty(member: Member) -> None:
    member.key = f"former-{secrets.token_hex(24)}"
    member.content = b""
    member.display_name, member.likeness, member.organisation, member.role, member.request = "", "", None, "", ""
    member.state, member.notices = Member.State.FORMER, Member.Notices.NEVER
    member.save()
