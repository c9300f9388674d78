"""What the ledger holds about people, for 'my data' and the retention clock: follows, tables on their way in."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import Follow, Follower, ImportDraft
from actions.services.following import expire_follows, follower_key, name_of
from people.models import User
from people.privacy import PersonalData, Row, register


def _keys(user: User) -> list[str]:
    """Return the names under which the addresses stand that this person has proved to be theirs."""
    emails = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [follower_key(email) for email in emails]


def collect_follows(user: User) -> list[Row]:
    follows = Follow.objects.filter(follower__key__in=_keys(user)).select_related("plan", "action__plan")
    return [
        {
            _("You follow"): name_of(follow),
            _("Asked for"): follow.asked_at,
            _("Confirmed"): follow.confirmed_at,
        }
        for follow in follows.order_by("pk")
    ]


def erase_follows(user: User, at: datetime) -> int:
    found = Follower.objects.filter(key__in=_keys(user))
    follows = Follow.objects.filter(follower__in=found).delete()[0]
    return follows + found.delete()[0]


def collect_imports(user: User) -> list[Row]:
    drafts = ImportDraft.objects.filter(made_by=user).values_list("source", "created_at")
    return [{_("Table"): source, _("Brought"): created_at} for source, created_at in drafts]


def erase_imports(user: User, at: datetime) -> int:
    return ImportDraft.objects.filter(made_by=user).delete()[0]


def expire_imports(at: datetime) -> int:
    return ImportDraft.objects.all().expired_at(at).delete()[0]


FOLLOWS = PersonalData(
    slug="follows",
    label=gettext_lazy("Plans and actions you follow by e-mail"),
    retention=gettext_lazy(
        "Kept until you stop following, or until you have heard nothing for two years. What you do not confirm is "
        "forgotten after a week."
    ),
    explanation=gettext_lazy("So that we can write to you when something moves. Your address is held encrypted."),
    collect=collect_follows,
    erase=erase_follows,
    expire=expire_follows,
)
IMPORTS = PersonalData(
    slug="plan-imports",
    label=gettext_lazy("Tables you brought to import into a plan"),
    retention=gettext_lazy("Kept until you take them in or discard them, and for a week at most."),
    explanation=gettext_lazy("So that you can put a table right in several steps. Your colleagues can go on with it."),
    collect=collect_imports,
    erase=erase_imports,
    expire=expire_imports,
)


def register_ledger() -> None:
    register(FOLLOWS)
    register(IMPORTS)
