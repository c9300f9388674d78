"""What the site holds about a person, in one place: every app registers its kinds of data in `AppConfig.ready`.

'My data' shows them, gives them as a file and erases them; `manage.py apply_retention` applies each one's clock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from people.models import RetentionRun, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)

Row = dict[str, Any]


def nothing_held(user: User) -> list[Row]:
    """Collect nothing: for data that is not found by account, and only kept by the clock."""
    return []


def nothing_erased(user: User, at: datetime) -> int:
    return 0


def nothing_expired(at: datetime) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One kind of data about people.

    Attributes:
        slug: Its name in the file and in the record of the clock.
        label: What it is called on 'my data'.
        retention: How long it is kept and what happens then, in plain words.
        collect: `collect(user)` returns what is held about this person, one dict a row, labels as keys.
        erase: `erase(user, at)` erases it and returns how many rows went. Called before the account itself goes.
        expire: `expire(at)` erases what is past its time and returns how many rows went.
        explanation: Why it is held, and what stays after erasure, if anything does.
        order: The account itself comes last (100): the others may still need it.
    """

    slug: str
    label: StrOrPromise
    retention: StrOrPromise
    collect: Callable[[User], Sequence[Row]] = nothing_held
    erase: Callable[[User, datetime], int] = nothing_erased
    expire: Callable[[datetime], int] = nothing_expired
    explanation: StrOrPromise = ""
    order: int = 50

    @property
    def is_erased_on_request(self) -> bool:
        """Whether it goes when somebody asks, or only when its time has come."""
        return self.erase is not nothing_erased


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of data with what is held of it about one person."""

    kind: PersonalData
    rows: Sequence[Row]


_kinds: dict[str, PersonalData] = {}


def register(kind: PersonalData) -> None:
    """Make one kind of data known. The same slug again replaces the first."""
    _kinds[kind.slug] = kind


def registered() -> list[PersonalData]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.slug))


def held_about(user: User) -> list[Held]:
    """Collect everything the site holds about one person, the account itself first."""
    return [Held(kind, list(kind.collect(user))) for kind in reversed(registered())]


@transaction.atomic
def erase_person(*, user: User, at: datetime) -> dict[str, int]:
    """Erase everything about one person, the account last: all of it or, if something fails, nothing.

    Returns:
        How many rows of each kind went.
    """
    return {kind.slug: kind.erase(user, at) for kind in registered()}


def apply_retention(*, at: datetime) -> dict[str, int | None]:
    """Erase what is past its time, kind by kind, and record what was done.

    Returns:
        How many rows of each kind went; None where it failed, which is logged and keeps none of the others back.
    """
    return {kind.slug: _expire(kind, at=at) for kind in registered()}


def _expire(kind: PersonalData, *, at: datetime) -> int | None:
    try:
        with transaction.atomic():
            erased = kind.expire(at)
            RetentionRun.objects.create(ran_at=at, kind=kind.slug, erased=erased)
    except Exception:
        logger.exception("The retention clock of %s failed.", kind.slug)
        return None
    return erased
