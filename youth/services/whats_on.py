"""What's on: the team suggests, a checked adult lets out, changes and cancels; what is over goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from core.generation import raise_generation
from core.slugs import first_free
from youth.errors import ChangedSince, MovedOn, NotAnEditor
from youth.models import WhatsOn
from youth.permissions import is_checked_adult, is_of_the_team, joined_writer, refuse_unchecked
from youth.said import said_key
from youth.whats_on_errors import AlreadyCancelled, AlreadyOver, AlreadyPublic, NotPublicYet

#: How long what is over, and a suggestion whose day has passed, is kept.
KEPT: Final = timedelta(days=28)
#: What a form may set.
FIELDS: Final = (
    *("title", "summary", "about", "starts_at", "ends_at", "place", "area", "cost", "access"),
    *("age_from", "age_to", "run_by", "link"),
)


@transaction.atomic
def suggest_whats_on(*, values: Mapping[str, Any], by: Any, at: datetime) -> WhatsOn:
    """Write down something to go to. Nobody outside the team sees it before a checked adult lets it out.

    Raises:
        NotAnEditor: They are not of the team.
    """
    _ask_team(by, at=at)
    one = WhatsOn(suggested_by=joined_writer(by), changed_at=at)
    _set(one, values)
    one.slug = _free_slug(one)
    one.save()
    return one


@transaction.atomic
def change_whats_on(*, pk: int, values: Mapping[str, Any], by: Any, at: datetime) -> WhatsOn:
    """Change it; once it is public, a checked adult does. Its address stays.

    Raises:
        NotAnEditor: They are not of the team.
        AlreadyPublic: It is public and they are no checked adult.
        AlreadyCancelled: It is cancelled: people who read that must be able to rely on it.
        MovedOn: It is gone.
    """
    _ask_team(by, at=at)
    one = _locked(pk)
    if one.published_at is not None and not is_checked_adult(by, today=timezone.localdate(at)):
        raise AlreadyPublic
    if one.cancelled_at is not None:
        raise AlreadyCancelled
    _set(one, values)
    one.changed_at = at
    one.save()
    if one.published_at is not None:
        raise_generation()
    return one


@transaction.atomic
def let_whats_on_out(*, pk: int, by: Any, at: datetime, seen: str | None = None) -> WhatsOn:
    """Make it public: a checked adult has read it.

    Args:
        seen: The name of what they read: `words_key`.

    Raises:
        ChangedSince: It says another thing by now.
        NotChecked: No check of theirs stands today.
        AlreadyOver: It has ended: ends_at <= at.
        MovedOn: It is gone, or public already.
    """
    refuse_unchecked(by, at=at)
    one = _locked(pk)
    if one.published_at is not None:
        raise MovedOn
    if seen is not None and seen != words_key(one):
        raise ChangedSince
    if one.ends_at <= at:
        raise AlreadyOver
    one.published_at, one.published_by = at, by
    one.save(update_fields=["published_at", "published_by"])
    raise_generation()
    return one


def words_key(one: WhatsOn) -> str:
    """Return a name of all that it says."""
    return said_key(*(getattr(one, name) for name in FIELDS))


@transaction.atomic
def cancel_whats_on(*, pk: int, by: Any, at: datetime) -> WhatsOn:
    """Say that it does not take place: it stays where people look for it, marked, until its day has passed.

    Raises:
        NotChecked: No check of theirs stands today.
        NotPublicYet: Nobody outside the team knows of it.
        AlreadyCancelled: It is cancelled.
        AlreadyOver: It has ended: ends_at <= at.
        MovedOn: It is gone.
    """
    refuse_unchecked(by, at=at)
    one = _locked(pk)
    if one.published_at is None:
        raise NotPublicYet
    if one.cancelled_at is not None:
        raise AlreadyCancelled
    if one.ends_at <= at:
        raise AlreadyOver
    one.cancelled_at = at
    one.save(update_fields=["cancelled_at"])
    raise_generation()
    return one


@transaction.atomic
def drop_whats_on(*, pk: int, by: Any, at: datetime) -> None:
    """Throw a suggestion away.

    Raises:
        NotAnEditor: They are not of the team.
        AlreadyPublic: It is public: it can be cancelled, not made never to have been.
        MovedOn: It is gone.
    """
    _ask_team(by, at=at)
    one = _locked(pk)
    if one.published_at is not None:
        raise AlreadyPublic
    one.delete()


@transaction.atomic
def forget_whats_on(at: datetime) -> int:
    """Erase what has been over for long: ends_at + KEPT <= at. Return how many."""
    old = WhatsOn.objects.filter(ends_at__lte=at - KEPT)
    was_public = old.published().exists()
    number, _by_kind = old.delete()
    if was_public:
        raise_generation()
    return number


def _ask_team(user: Any, *, at: datetime) -> None:
    if not is_of_the_team(user, today=timezone.localdate(at)):
        raise NotAnEditor


def _locked(pk: int) -> WhatsOn:
    one = WhatsOn.objects.select_for_update().filter(pk=pk).first()
    if one is None:
        raise MovedOn
    return one


def _set(one: WhatsOn, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(one, name, values[name])


def _free_slug(one: WhatsOn) -> str:
    """Return an address of its own: its title and its day, and a number where two have the same."""
    day = timezone.localdate(one.starts_at)
    base = f"{slugify(one.title)[:42].strip('-') or 'on'}-{day:%Y-%m-%d}"
    return first_free(base, WhatsOn.objects.filter(slug__startswith=base).values_list("slug", flat=True))
