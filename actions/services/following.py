"""Following a plan or an action by e-mail: asked for, confirmed from the letter, left in one click."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.errors import Refusal
from actions.models import Action, ActionPlan, Follow, Follower
from actions.models.following import KEPT, UNCONFIRMED
from core.sealing import SealBroken, keyed_name, seal, unseal
from people.notices import cancel, notify

CONFIRM: Final = "actions.follow-confirm"
LEAVE: Final = "actions.follow-leave"
PURPOSE: Final = "follower"


class LinkTooOld(Refusal):
    message = gettext_lazy("This link works no more: it is not complete, or older than a week. Ask for a new one.")


def follower_key(email: str) -> str:
    """Return the name under which an address is kept; case does not matter."""
    return keyed_name(PURPOSE, email.strip().casefold())


@transaction.atomic
def ask_to_follow(*, email: str, plan: ActionPlan | None = None, action: Action | None = None, at: datetime) -> Follow:
    """Write to an address so that its owner can confirm that they follow this.

    Whoever follows it already is told so, by letter: the page says the same to everybody.
    """
    email = email.strip()
    sealed = {"content": seal({"email": email}), "kept_from": at}
    follower, _is_new = Follower.objects.get_or_create(key=follower_key(email), defaults=sealed)
    follow, _is_new = Follow.objects.get_or_create(
        follower=follower, plan=plan, action=action, defaults={"asked_at": at}
    )
    if follow.confirmed_at is None and follow.asked_at != at:
        follow.asked_at = at
        follow.save(update_fields=["asked_at"])
    _write(follow, email, at=at)
    return follow


@transaction.atomic
def confirm_follow(*, token: str, at: datetime) -> Follow:
    """Note that the owner of the address wants to be told. Twice is harmless.

    Raises:
        LinkTooOld: The link is forged, older than a week, or was left meanwhile.
    """
    follow = follow_of(token, at=at)
    if follow.confirmed_at is None:
        follow.confirmed_at = at
        follow.save(update_fields=["confirmed_at"])
        Follower.objects.filter(pk=follow.follower_id).update(kept_from=at)
    return follow


def follow_of(token: str, *, at: datetime) -> Follow:
    """Return what a link of confirmation names.

    Raises:
        LinkTooOld: As `confirm_follow`.
    """
    try:
        pk = int(signing.loads(token, salt=CONFIRM))
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkTooOld from None
    found = Follow.objects.select_related("follower", "plan", "action__plan").filter(pk=pk).first()
    if found is None or (found.confirmed_at is None and found.asked_at <= at - UNCONFIRMED):
        raise LinkTooOld
    return found


@transaction.atomic
def leave(*, follower: Follower, follow_id: int | None = None) -> int:
    """Follow one thing no longer, or nothing at all; an address that follows nothing is forgotten.

    Returns:
        How many follows went.
    """
    follows = Follow.objects.filter(follower=follower)
    if follow_id is not None:
        follows = follows.filter(pk=follow_id)
    cancel(about=[_about(pk) for pk in follows.values_list("pk", flat=True)])
    gone = follows.delete()[0]
    if not Follow.objects.filter(follower=follower).exists():
        cancel(about=[about_follower(follower.pk)])
    forget_idle(Follower.objects.filter(pk=follower.pk))
    return gone


def forget_idle(followers: object = None) -> int:
    """Forget the addresses that follow nothing."""
    found = Follower.objects.all() if followers is None else followers
    idle = found.filter(~Exists(Follow.objects.filter(follower=OuterRef("pk"))))  # type: ignore[attr-defined]
    return int(idle.delete()[0])


def expire_follows(at: datetime) -> int:
    """Forget what nobody confirmed in a week, and the addresses that heard nothing for two years."""
    gone = Follow.objects.all().overdue_at(at).delete()[0]
    gone += Follower.objects.filter(kept_from__lte=at - KEPT).delete()[0]
    return gone + forget_idle()


def confirm_url(follow: Follow) -> str:
    token = signing.dumps(follow.pk, salt=CONFIRM)
    return settings.SITE_URL + reverse("actions:follow_confirm", args=[token])


def leave_url(follower: Follower) -> str:
    token = signing.dumps(follower.pk, salt=LEAVE)
    return settings.SITE_URL + reverse("actions:follow_leave", args=[token])


def follower_of(token: str) -> Follower | None:
    """Return the address that a link to leave names, or None when it is forged or the address is no longer kept."""
    try:
        return Follower.objects.filter(pk=int(signing.loads(token, salt=LEAVE))).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def address_of(follower: Follower) -> str:
    """Return the address itself; empty when the secret it was sealed under is lost."""
    try:
        return str(unseal(follower.content)["email"])
    except SealBroken:
        return ""


def thing_of(follow: Follow) -> ActionPlan | Action:
    found = follow.plan or follow.action
    assert found is not None  # noqa: S101  a constraint of the table
    return found


def name_of(follow: Follow) -> str:
    """Return what is followed, in words; not what a plan that is a draft again is called meanwhile."""
    thing = thing_of(follow)
    plan = thing.plan if isinstance(thing, Action) else thing
    return str(thing) if plan.is_published else _("A plan that is not public at the moment")


def url_of(follow: Follow) -> str:
    """Return where it can be read; empty while it cannot."""
    thing = thing_of(follow)
    plan = thing.plan if isinstance(thing, Action) else thing
    return thing.get_absolute_url() if plan.is_published else ""


def about_follower(pk: int) -> str:
    """The name of every digest that waits for one address."""
    return f"follower-{pk}"


def _about(pk: int) -> str:
    return f"follow-{pk}"


def _write(follow: Follow, email: str, *, at: datetime) -> None:
    thing = thing_of(follow)
    if follow.confirmed_at is None:
        subject = _("Confirm that you want to follow “%(thing)s”")
        body = _(
            "Somebody, we hope you, asked to be told by e-mail when this moves:\n\n%(thing)s\n%(address)s\n\n"
            "Open this page within a week and press the button:\n\n%(confirm)s\n\n"
            "If it was not you, do nothing: you will hear no more."
        )
    else:
        subject = _("You follow “%(thing)s” already")
        body = _("You asked to follow this, and you do already:\n\n%(thing)s\n%(address)s\n\nThere is nothing to do.")
    words = {
        "thing": str(thing),
        "address": settings.SITE_URL + thing.get_absolute_url(),
        "confirm": confirm_url(follow),
    }
    notify(
        kind="follow",
        key=f"{follow.pk}-{'again' if follow.confirmed_at else 'new'}-{int(at.timestamp())}",
        recipient=email,
        subject=subject % words,
        body=body % words,
        leave_url=leave_url(follow.follower) if follow.confirmed_at else "",
        about=_about(follow.pk),
        at=at,
    )
