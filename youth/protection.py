"""Whose accounts are protected because of their age: those of young people who joined or are on their way.

Whoever left is still as young as before, and protected as long as it is known; who has grown out of the section is an
account like any other. What follows from it is said, and done, on the floors below: `people.protection`.
"""

from __future__ import annotations

from django.db.models import QuerySet

from people import protection
from people.models import User
from youth.models import Writer


def protected_accounts() -> QuerySet[User]:
    return User.objects.filter(pk__in=Writer.objects.young().order_by().values("user"))


def register_protection() -> None:
    protection.register("youth", protected_accounts)
