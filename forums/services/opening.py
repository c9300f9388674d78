"""Who is behind a name: opened once by two authorised people together, with a reason; logged, and told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.errors import (
    AlreadyDecided,
    NotAuthorised,
    NothingToOpen,
    OpeningOver,
    ReasonMissing,
    SecondPersonNeeded,
)
from forums.models import Member, NameOpening
from forums.names import account_of, member_key
from forums.permissions import may_open_names
from forums.services.joining import tell_member
from people.access_log import log_look
from people.models import User
from people.notices import notify
from people.roles import Role

#: A request that nobody confirmed, or that was confirmed and not used, ends after so long.
STANDS: Final = timedelta(days=7)


@transaction.atomic
def ask_opening(
    *, member: Member, reason: str, by: Any, at: datetime, is_endangering: bool = False, endangers: str = ""
) -> NameOpening:
    """Ask that it be opened who is behind a name. Nothing is opened by this; those who may confirm it are told.

    Raises:
        NotAuthorised: They may not take part in opening names here, or it is their own.
        ReasonMissing: There is no reason, or none for keeping it from the person.
        NothingToOpen: The member has been erased.
    """
    if not may_open_names(by, member.forum) or is_theirs(member, by):
        raise NotAuthorised
    if not reason.strip():
        raise ReasonMissing(_("Say why. The reason is kept with both your names."))
    if is_endangering and not endangers.strip():
        raise ReasonMissing(_("Say who would be in danger, and how."), field="endangers")
    if account_of(member.content) is None:
        raise NothingToOpen
    asked = NameOpening.objects.create(
        member=member,
        reason=reason.strip(),
        is_endangering=is_endangering,
        endangers=endangers.strip() if is_endangering else "",
        asked_by=by,
        asked_at=at,
    )
    log_look(by, _("asked who is behind a name in a forum"), asked)
    _tell_others(asked, by=by, at=at)
    return asked


@transaction.atomic
def decide_opening(*, opening: NameOpening, is_confirmed: bool, by: Any, at: datetime) -> NameOpening:
    """Confirm or refuse what a colleague asked. Still nothing is opened.

    Raises:
        NotAuthorised: They may not take part in opening names here, or it is their own.
        SecondPersonNeeded: They asked for it themselves, or who asked may not take part any more.
        AlreadyDecided, OpeningOver: It has been decided, or was asked a week ago.
    """
    held = _hold(opening)
    if not may_open_names(by, held.member.forum) or is_theirs(held.member, by):
        raise NotAuthorised
    if held.asked_by_id == by.pk or not _may_still(held.asked_by, held):
        raise SecondPersonNeeded
    if held.confirmed_at is not None or held.refused_at is not None:
        raise AlreadyDecided
    if at >= held.asked_at + STANDS:
        raise OpeningOver
    if is_confirmed:
        held.confirmed_by, held.confirmed_at = by, at
    else:
        held.refused_at = at
    held.save()
    words = _("confirmed that a name in a forum be opened") if is_confirmed else _("refused to open a name in a forum")
    log_look(by, words, held)
    return held


@transaction.atomic
def open_name(*, opening: NameOpening, by: Any, at: datetime) -> User:
    """Return the account behind a name, once, to one of the two who opened it together. The person is told.

    Raises:
        NotAuthorised: They are not one of the two, or one of the two may not open names here any more.
        OpeningOver: It was not confirmed, is older than a week, or has been opened.
        NothingToOpen: The account is gone.
    """
    held = _hold(opening)
    if by.pk not in {held.asked_by_id, held.confirmed_by_id} or not _may_still(held.asked_by, held):
        raise NotAuthorised
    if held.confirmed_at is not None and not _may_still(held.confirmed_by, held):
        raise NotAuthorised
    if held.confirmed_at is None or held.opened_at is not None or at >= held.confirmed_at + STANDS:
        raise OpeningOver
    account = account_of(held.member.content)
    user = User.objects.filter(pk=account).first() if account is not None else None
    if user is None:
        raise NothingToOpen
    held.opened_at = at
    held.save(update_fields=["opened_at"])
    log_look(by, _("opened who is behind a name in a forum: %(reason)s") % {"reason": held.reason[:200]}, held)
    if not held.is_endangering:
        _tell(held, at=at)
    return user


def is_theirs(member: Member, user: Any) -> bool:
    """Whether it is this person who is behind the name: they decide nothing about it, and are not asked."""
    return member.key == member_key(member.forum.community_id, user.pk)


def _may_still(user: User | None, opening: NameOpening) -> bool:
    return user is not None and may_open_names(user, opening.member.forum)


def _tell_others(opening: NameOpening, *, by: Any, at: datetime) -> None:
    """Tell those who may confirm or decline that somebody asks; of a closed community, in words that name nothing.

    Who is behind the name is not among them, whatever they look after.
    """
    forum = opening.member.forum
    named = Q(forums_moderated__forum=forum, forums_moderated__may_open_names=True)
    people = User.objects.filter(named | Q(groups__name=Role.ADMINISTRATOR.value) | Q(is_superuser=True))
    address = "/accounts/login/" if forum.is_closed else reverse("forums:names", args=[forum.community.slug])
    body = _("A colleague asks you to decide something with them. Sign in to read it:\n\n%(address)s")
    others = people.filter(is_active=True).exclude(pk=by.pk).distinct().order_by("pk")
    for pk, email in others.values_list("pk", "email"):
        if pk == account_of(opening.member.content):
            continue
        notify(
            kind="forum-name-asked",
            key=str(opening.pk),
            recipient=email,
            subject=_("Something for you to decide"),
            body=body % {"address": settings.SITE_URL + address},
            at=at,
        )


def _hold(opening: NameOpening) -> NameOpening:
    found = NameOpening.objects.select_for_update(of=("self",)).select_related("member__forum__community")
    return found.get(pk=opening.pk)


def _tell(opening: NameOpening, *, at: datetime) -> None:
    closed = opening.member.forum.is_closed
    words = _(
        "Two people who are authorised to do so have opened together who writes under your name in %(forum)s. The "
        "reason they gave:\n\n%(reason)s\n\nIf you think this was wrong, write to the partnership: how is said under "
        "“Complaints” on the page of the forum."
    ) % {"forum": opening.member.forum, "reason": opening.reason}
    said = _("There is something you should know about your membership. Sign in to read it.")
    tell_member(
        member=opening.member,
        kind="forum-name-opened",
        key=str(opening.pk),
        subject=_("Something you should know") if closed else _("Who you are was opened"),
        body=said if closed else words,
        at=at,
    )
