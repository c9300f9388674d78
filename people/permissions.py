"""Who somebody is here, asked of their groups: the same groups Wagtail's own permissions speak of."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from people.models import Organisation, User
from people.roles import Role

ENTER_ADMIN = "wagtailadmin.access_admin"


def has_role(user: Any, role: Role) -> bool:
    return bool(user.is_active and user.is_authenticated and user.groups.filter(name=role.value).exists())


def is_administrator(user: Any) -> bool:
    """Whether this person looks after the whole site."""
    return bool(user.is_active and user.is_superuser) or has_role(user, Role.ADMINISTRATOR)


def may_enter_admin(user: Any) -> bool:
    """Whether this person works in the admin at all: the people a second factor is asked of."""
    return bool(user.is_active and user.is_authenticated and user.has_perm(ENTER_ADMIN))


def who_may_enter_admin() -> QuerySet[User]:
    """Return everybody of whom `may_enter_admin` is true; somebody may be in it more than once."""
    label, codename = ENTER_ADMIN.split(".")
    right = Permission.objects.filter(codename=codename, content_type__app_label=label)
    has_it = Q(is_superuser=True) | Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(has_it, is_active=True)


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """The organisations this person is an officer of; none for a stranger."""
    if not (user.is_active and user.is_authenticated):
        return Organisation.objects.none()
    return Organisation.objects.of_officer(user)


def is_officer_of(user: Any, organisation: Organisation) -> bool:
    return organisations_of(user).filter(pk=organisation.pk).exists()
