"""Who may do what in a forum, asked anew each time."""

from __future__ import annotations

from typing import Any

from forums.models import Appeal, Forum, Moderator
from forums.names import member_key
from people.models import CommunityOfInterest, Organisation, User
from people.permissions import is_administrator, organisations_of


def may_moderate(user: Any, forum: Forum) -> bool:
    """Whether this person looks after the forum; a closed one only by being named its moderator."""
    return Forum.objects.moderated_by(user).filter(pk=forum.pk).exists()


def may_keep(user: Any, forum: Forum) -> bool:
    """Whether this person sets a forum's rules and names its moderators.

    Administrators and its moderators; of an open one also those who lead the community. Who keeps a closed forum and is
    not its moderator reads nothing of what is said in it.
    """
    if is_administrator(user) or may_moderate(user, forum):
        return True
    return not forum.is_closed and leads(user, forum.community)


def leads(user: Any, community: CommunityOfInterest) -> bool:
    """Whether this person is the community's lead officer, or an officer of the organisation that leads it."""
    if not (user.is_active and user.is_authenticated):
        return False
    if community.lead_officer_id == user.pk:
        return True
    lead = community.lead_organisation_id
    return lead is not None and organisations_of(user).filter(pk=lead).exists()


def may_make(user: Any, community: CommunityOfInterest) -> bool:
    """Whether this person gives a community its forum."""
    return is_administrator(user) or leads(user, community)


def is_own(appeal: Appeal, user: Any) -> bool:
    """Whether this person removed the post, or wrote it under a name of their own."""
    act = appeal.act
    if act.by_id == user.pk:
        return True
    return act.member is not None and act.member.key == member_key(act.forum.community_id, user.pk)


def may_decide_appeal(user: Any, appeal: Appeal) -> bool:
    """Whether this person decides an appeal: a moderator who neither removed nor wrote the post.

    Where a closed community has none besides, administrators do: they read that one post and nothing else.
    """
    if is_own(appeal, user):
        return False
    return may_moderate(user, appeal.act.forum) or (is_administrator(user) and is_left_to_administrators(appeal))


def is_left_to_administrators(appeal: Appeal) -> bool:
    """Whether nobody who looks after the closed community is left to decide; in open ones administrators moderate."""
    forum = appeal.act.forum
    if not forum.is_closed or forum.community_id is None:
        return False
    named = Moderator.objects.filter(forum=forum, user__is_active=True).select_related("user")
    return all(is_own(appeal, moderator.user) for moderator in named)


def may_open_names(user: Any, forum: Forum) -> bool:
    """Whether this person may take part in opening who is behind a name; always two together."""
    if not (user.is_active and user.is_authenticated):
        return False
    named = Moderator.objects.filter(user=user, forum=forum, may_open_names=True).exists()
    return named or is_administrator(user)


def bodies_of(user: Any) -> list[Organisation]:
    """Return the bodies this person writes for; whoever has one writes as that, in every forum."""
    return list(organisations_of(user)) if isinstance(user, User) else []
