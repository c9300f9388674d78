"""Who may do what in a forum, asked anew each time."""

from __future__ import annotations

from typing import Any

from forums.models import Forum, Moderator
from people.models import Organisation, User
from people.permissions import is_administrator, organisations_of


def may_moderate(user: Any, forum: Forum) -> bool:
    """Whether this person looks after the forum; a closed one only by being named its moderator."""
    return Forum.objects.moderated_by(user).filter(pk=forum.pk).exists()


def may_keep(user: Any, forum: Forum) -> bool:
    """Whether this person sets a forum's rules and names its moderators: its moderators, and administrators."""
    return is_administrator(user) or may_moderate(user, forum)


def may_open_names(user: Any, forum: Forum) -> bool:
    """Whether this person may take part in opening who is behind a name; always two together."""
    if not (user.is_active and user.is_authenticated):
        return False
    named = Moderator.objects.filter(user=user, forum=forum, may_open_names=True).exists()
    return named or is_administrator(user)


def bodies_of(user: Any) -> list[Organisation]:
    """Return the bodies this person writes for; whoever has one writes as that, in every forum."""
    return list(organisations_of(user)) if isinstance(user, User) else []
