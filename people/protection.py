"""Who is protected because of their age. The room that knows tells it here in `AppConfig.ready`, and no floor below it.

What follows from it, whatever the room:

- No letter leaves to them at night (`people.notices`, `people.quiet_hours`), and none at all that they did not ask for:
  what is on for others until they turn it off is off for them until they turn it on.
- Nobody comes across their account: it is in no list of accounts, its screens answer as if it were not there, and an
  address typed to name somebody finds nobody. Administrators are no exception.
- They get no role over other people's data (`people.services`).

One exception keeps the site from being locked: whoever works in the admin is seen there, whatever their age. Somebody
must be able to take that role back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from people.models import User
from people.permissions import who_may_enter_admin

Accounts = Callable[[], QuerySet[User]]

_rooms: Final[dict[str, Accounts]] = {}


def register(name: str, accounts: Accounts) -> None:
    """Have `accounts()` asked whose accounts this room protects. The same name again replaces the first."""
    _rooms[name] = accounts


def protected_people() -> QuerySet[User]:
    """Return everybody who is protected because of their age."""
    found = Q(pk__in=[])
    for accounts in _rooms.values():
        found |= Q(pk__in=accounts().order_by().values("pk"))
    return User.objects.filter(found)


def hidden_people() -> QuerySet[User]:
    """Return the protected whom nobody comes across: all but those who work in the admin."""
    return protected_people().exclude(pk__in=who_may_enter_admin().values("pk"))


def is_protected(user: Any) -> bool:
    return bool(user.is_authenticated) and protected_people().filter(pk=user.pk).exists()


def is_hidden(user_id: int) -> bool:
    return hidden_people().filter(pk=user_id).exists()


def without_protected(users: QuerySet[User]) -> QuerySet[User]:
    """Keep the accounts that may be come across."""
    return users.exclude(pk__in=hidden_people().values("pk"))


def protected_addresses(candidates: Iterable[str]) -> set[str]:
    """Return which of these e-mail addresses are a protected person's, in lower case; one statement."""
    asked = {address.strip().lower() for address in candidates}
    if not asked:
        return set()
    people = protected_people()
    main = people.annotate(lowered=Lower("email")).filter(lowered__in=asked)
    proved = EmailAddress.objects.annotate(lowered=Lower("email")).filter(
        lowered__in=asked, verified=True, user__in=people
    )
    return {address for (address,) in main.values_list("lowered").union(proved.values_list("lowered"))}
