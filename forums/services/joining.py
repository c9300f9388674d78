"""Coming into a community and going out again, under a name chosen for it alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.sanitise import UnusableText, plain
from forums.errors import (
    AlreadyAsked,
    AlreadyDecided,
    Closed,
    NameMissing,
    NameReserved,
    NameTaken,
    NotUsable,
    RoleMissing,
)
from forums.likeness import is_reserved, likeness_of, suggested_name
from forums.models import Act, Draft, Forum, Member, Picture, ReadMark
from forums.names import account_of, member_key, seal_account, tidy_name
from forums.permissions import bodies_of
from forums.services.picturing import take_out
from forums.services.posting import refuse_paused
from people.models import Organisation, User
from people.notices import notify
from people.protection import is_protected

State = Member.State
LONGEST_REQUEST = 1000


@transaction.atomic
def join(
    *,
    forum: Forum,
    user: User,
    name: str = "",
    organisation: Organisation | None = None,
    role: str = "",
    request: str = "",
    at: datetime,
) -> Member:
    """Join a community: an open one at once, a closed one when a moderator has let one in.

    Whoever is an officer of a body joins as that, with body and role, and under no name. Joined twice is joined once.
    Whoever is protected because of their age gets no letters about it until they choose some.

    Raises:
        NameMissing: Somebody who is no officer chose none.
        NameTaken: Somebody in this community has it, or one that looks like it.
        NameReserved: It could be taken for a moderator, an officer or a body.
        RoleMissing: An officer named no body of their own, or no role.
        AlreadyAsked: They wait to be let in.
        Closed: The forum is archived.
        Suspended: A moderator paused them, and they would come back under another name.
    """
    if forum.is_archived:
        raise Closed
    key = member_key(forum.community_id, user.pk)
    member = Member.objects.select_for_update().filter(key=key).first()
    if member is not None and member.state in {State.IN, State.WAITING}:
        if member.state == State.WAITING:
            raise AlreadyAsked
        return member
    member = member or _new_member(forum, key, user)
    _dress(member, user, name=name, organisation=organisation, role=role, at=at)
    member.content = seal_account(user.pk)
    member.state = State.WAITING if forum.is_closed else State.IN
    member.request = _plain(request).strip()[:LONGEST_REQUEST] if forum.is_closed else ""
    member.joined_on, member.left_on = at.date(), None
    return _save_new(member)


@transaction.atomic
def rename(
    *, member: Member, user: User, name: str, organisation: Organisation | None = None, role: str = "", at: datetime
) -> Member:
    """Choose another name; what was written before carries it too.

    Raises:
        NameMissing, NameTaken, NameReserved, RoleMissing, Suspended: As `join`.
    """
    held = Member.objects.select_for_update().get(pk=member.pk)
    _dress(held, user, name=name, organisation=organisation, role=role, at=at)
    _save_named(held)
    return held


@transaction.atomic
def admit(*, member: Member, is_let_in: bool, by: Any, at: datetime) -> Member:
    """Let somebody into a closed community, or not. They are told, in words that name nothing.

    Raises:
        AlreadyDecided: Somebody has.
    """
    held = Member.objects.select_for_update(of=("self",)).select_related("forum").get(pk=member.pk)
    if held.state != State.WAITING:
        raise AlreadyDecided
    held.state = State.IN if is_let_in else State.REFUSED
    held.request = ""
    held.save(update_fields=["state", "request"])
    kind = Act.Kind.ADMIT if is_let_in else Act.Kind.TURN_AWAY
    Act.objects.create(forum=held.forum, kind=kind, member=held, by=by, made_at=at)
    tell_member(
        member=held,
        kind="forum-door",
        key=f"{held.pk}-{int(at.timestamp())}",
        subject=_("Something new for you"),
        body=_("There is an answer to something you asked for. Sign in to read it."),
        at=at,
    )
    return held


@transaction.atomic
def leave(*, member: Member, at: datetime) -> None:
    """Go out of a community. What one wrote stays under the name one had; one can come back to it."""
    take_out(Picture.objects.filter(draft__member=member))
    Draft.objects.filter(member=member).delete()
    ReadMark.objects.filter(member=member).delete()
    gone = {"state": State.LEFT, "left_on": at.date(), "request": ""}
    Member.objects.filter(pk=member.pk, state__in=[State.IN, State.WAITING]).update(**gone)


def free_name(forum: Forum) -> str:
    """Return a name that nobody in this community has, for somebody who does not want to think of one."""
    for _attempt in range(5):
        name = suggested_name()
        if not Member.objects.filter(forum=forum, likeness=likeness_of(name)).exists():
            return name
    return ""


def choose_notices(*, member: Member, notices: str) -> None:
    """Set how often one is written to about this community."""
    if notices in Member.Notices.values:
        Member.objects.filter(pk=member.pk).update(notices=notices)


def tell_member(
    *, member: Member, kind: str, key: str, subject: str, body: str, at: datetime, is_unasked: bool = False
) -> bool:
    """Write to the person behind a member about their own affairs; whoever was erased is not written to.

    The address stands under a name of its own for each member: else the letters of two communities, or of one and
    of anything else on the site, would show that two names are one person.

    Args:
        is_unasked: It answers nothing they asked for, and stands on their own page too: whoever is protected because
            of their age and chose no letters reads it there.
    """
    account = account_of(member.content)
    user = User.objects.filter(pk=account, is_active=True).exclude(email="").first() if account else None
    if user is None or (is_unasked and member.notices == Member.Notices.NEVER and is_protected(user)):
        return False
    about = about_member(member)
    words = {"recipient": user.email, "subject": subject, "body": body}
    return notify(kind=kind, key=key, **words, about=about, apart=about, at=at)


def about_member(member: Member) -> str:
    return f"forum-member-{member.pk}"


def _new_member(forum: Forum, key: str, user: User) -> Member:
    notices = Member.Notices.NEVER if is_protected(user) else Member.Notices.WEEKLY
    return Member(forum=forum, key=key, notices=notices)


def _dress(
    member: Member, user: User, *, name: str, organisation: Organisation | None, role: str, at: datetime
) -> None:
    """Put on the name, or for an officer body and role. A name is read by everybody: it is not changed in a pause."""
    bodies = bodies_of(user)
    if not bodies:
        before = member.display_name
        _name(member, name)
        if member.pk and member.display_name != before:
            refuse_paused(member, at=at)
        return
    role = " ".join(_plain(role).split())[:80]
    if organisation not in bodies or not role:
        raise RoleMissing
    member.display_name, member.likeness, member.organisation, member.role = "", "", organisation, role


def _name(member: Member, name: str) -> None:
    """Give a member a name of their own. The one they have they keep, whatever it is."""
    name = tidy_name(_plain(name))
    likeness = likeness_of(name)
    if not likeness:
        raise NameMissing
    if name != member.display_name:
        roles = Member.objects.filter(forum=member.forum_id).exclude(role="").values_list("role", flat=True)
        if is_reserved(name, bodies=Organisation.objects.values_list("name", flat=True), roles=roles):
            raise NameReserved
    member.display_name, member.likeness, member.organisation, member.role = name, likeness, None, ""


def _plain(words: str) -> str:
    try:
        return plain(words)
    except UnusableText:
        raise NotUsable(field="name") from None


def _save_named(member: Member) -> None:
    is_taken = Member.objects.filter(forum=member.forum_id, likeness=member.likeness)
    if member.likeness and is_taken.exclude(pk=member.pk).exists():
        raise NameTaken
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise NameTaken from None


def _save_new(member: Member) -> Member:
    """Store somebody who joins; pressed twice at one moment, it is the one that was first."""
    is_new = member.pk is None
    try:
        _save_named(member)
    except NameTaken:
        known = Member.objects.filter(key=member.key, state=member.state).first() if is_new else None
        if known is None:
            raise
        return known
    return member
