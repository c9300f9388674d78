"""What is held about those who look after forums, for 'my data' and the retention clock."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models import Moderator, NameOpening
from people.models import User
from people.privacy import PersonalData, Row, register


def collect_moderated(user: User) -> list[Row]:
    """Return which forums somebody looks after, and the openings of names they took part in, without whose."""
    moderated = Moderator.objects.filter(user=user).select_related("forum__community").order_by("since", "pk")
    near = "member__forum__community"
    took_part = NameOpening.objects.filter(Q(asked_by=user) | Q(confirmed_by=user)).select_related(near)
    rows: list[Row] = [
        {_("You look after"): str(one.forum), _("Since"): one.since, _("May open names"): one.may_open_names}
        for one in moderated
    ]
    return rows + [
        {_("A name was asked about in"): str(one.member.forum), _("Asked"): one.asked_at, _("Opened"): one.opened_at}
        for one in took_part.order_by("asked_at", "pk")
    ]


def erase_moderated(user: User, at: datetime) -> int:
    return Moderator.objects.filter(user=user).delete()[0]


MODERATED: Final = PersonalData(
    slug="forum-moderators",
    label=gettext_lazy("Forums you look after"),
    retention=gettext_lazy(
        "Kept until somebody takes you away, or you delete your account. That you took part in opening a name: six "
        "years, without your name once your account is gone."
    ),
    explanation=gettext_lazy("Readers never see who moderates. Those who look after the same forum do."),
    collect=collect_moderated,
    erase=erase_moderated,
)


def register_moderated() -> None:
    register(MODERATED)
