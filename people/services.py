"""Writes about people, organisations and roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from people.errors import LastAdministrator, RoleRefused
from people.models import Organisation, User
from people.permissions import is_administrator
from people.privacy import erase_person
from people.protection import is_protected
from people.roles import LIBRARY, MANAGE_COLLECTIONS, PAGE_WORK, USE_LIBRARY, WORK_ON_MATERIAL, Role

GROUP_NAME = "Officers: {name}"


@transaction.atomic
def create_organisation(*, name: str, slug: str, kind: str = Organisation.Kind.OTHER, **fields: str) -> Organisation:
    """Make a partner body with the group of its officers and the collection of its pictures and documents."""
    officers = Group.objects.create(name=_group_name(name))
    collection = Collection.get_first_root_node().add_child(name=name)
    organisation = Organisation.objects.create(
        name=name, slug=slug, kind=kind, officers=officers, collection=collection, **fields
    )
    grant_material(organisation=organisation)
    return organisation


@transaction.atomic
def save_organisation(*, organisation: Organisation) -> Organisation:
    """Store an edited partner body; its group and its collection keep its name."""
    organisation.save()
    Group.objects.filter(pk=organisation.officers_id).update(name=_group_name(organisation.name))
    Collection.objects.filter(pk=organisation.collection_id).update(name=organisation.name)
    return organisation


@transaction.atomic
def remove_organisation(*, organisation: Organisation) -> None:
    """Remove a partner body that leads nothing, and the rights of its officers. Its pictures and documents stay.

    Raises:
        django.db.models.ProtectedError: Something of it still stands, such as its shelf of consultations.
    """
    officers = organisation.officers
    organisation.delete()
    officers.delete()


def make_officer(*, user: User, organisation: Organisation) -> None:
    """Let this person act for the organisation.

    Raises:
        RoleRefused: They are protected because of their age.
    """
    _refuse_protected(user)
    user.groups.add(organisation.officers)


def give_role(*, user: User, role: Role) -> None:
    """Give this person a role across the whole site.

    Raises:
        RoleRefused: They are protected because of their age, and the role is one for adults.
    """
    if role is not Role.YOUNG_EDITOR:
        _refuse_protected(user)
    user.groups.add(ensure_role(role=role))


def _refuse_protected(user: User) -> None:
    if is_protected(user):
        raise RoleRefused


@transaction.atomic
def leave(*, user: User, at: datetime) -> dict[str, int]:
    """Erase a person who asks for it, with everything the site holds about them.

    Returns:
        How many rows of each kind of data went.

    Raises:
        LastAdministrator: Nobody would be left to look after the site.
    """
    if is_administrator(user) and not administrators().exclude(pk=user.pk).exists():
        raise LastAdministrator
    return erase_person(user=user, at=at)


def administrators() -> QuerySet[User]:
    """The people who look after the whole site."""
    role = Q(groups__name=Role.ADMINISTRATOR.value) | Q(is_superuser=True)
    return User.objects.filter(role, is_active=True).distinct()


@transaction.atomic
def ensure_groups() -> None:
    """Make every role's group and give it, and every organisation's officers, exactly the rights this file names.

    Repeating it changes nothing. Rights on single pages are the consultation database's: `grant_shelf` there.
    """
    clear_stock_rights()
    for role in Role:
        ensure_role(role=role)
    for organisation in Organisation.objects.select_related("officers", "collection"):
        grant_material(organisation=organisation)


def ensure_role(*, role: Role) -> Group:
    """Return the role's group, with the rights of the role."""
    group = Group.objects.get_or_create(name=role.value)[0]
    if role is Role.ADMINISTRATOR:
        group.permissions.set(Permission.objects.all())
        grant_pages(group=group, page=Page.get_first_root_node(), codenames=[*PAGE_WORK, "bulk_delete_page"])
        everything = [*WORK_ON_MATERIAL, *MANAGE_COLLECTIONS]
        grant_collection(group=group, collection=Collection.get_first_root_node(), codenames=everything)
    elif role is Role.MODERATOR:
        clear_stock_rights()
    return group


def clear_stock_rights() -> None:
    """Take back what Wagtail gives a new site's own groups: rights over the whole tree, for people who moderate talk.

    Its stock workflow asks administrators from here on.
    """
    stock = Group.objects.filter(name__in=["Moderators", "Editors"])
    GroupPagePermission.objects.filter(group__in=stock, page__depth=1).delete()
    GroupCollectionPermission.objects.filter(group__in=stock, collection__depth=1).delete()
    for group in stock:
        group.permissions.remove(*group.permissions.filter(codename="access_admin"))
    Group.objects.filter(name="Editors", user=None, page_permissions=None, collection_permissions=None).delete()
    for task in GroupApprovalTask.objects.filter(groups__name="Moderators", name="Moderators approval"):
        task.groups.set([Group.objects.get_or_create(name=Role.ADMINISTRATOR.value)[0]])
        task.name = "Approval by an administrator"
        task.save()
        Workflow.objects.filter(name="Moderators approval", workflow_tasks__task=task).update(name=task.name)


def grant_material(*, organisation: Organisation) -> None:
    """Let the officers in, to pictures and documents of their own and to choosing from the shared library."""
    group = organisation.officers
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    grant_collection(group=group, collection=organisation.collection, codenames=WORK_ON_MATERIAL)
    grant_collection(group=group, collection=picture_library(), codenames=USE_LIBRARY)


def picture_library() -> Collection:
    """Return the collection everybody may choose from and administrators fill."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=LIBRARY).first() or root.add_child(name=LIBRARY)


def grant_pages(*, group: Group, page: Page, codenames: Iterable[str]) -> None:
    """Give the group these rights on the page and below it; those it has stay."""
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label="wagtailcore", content_type__model="page"
    )
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group=group, page_id=page.pk, permission=permission) for permission in permissions],
        ignore_conflicts=True,
    )


def grant_collection(*, group: Group, collection: Collection, codenames: Iterable[str]) -> None:
    """Give the group these rights on the collection and below it; those it has stay."""
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailcore"]
    )
    GroupCollectionPermission.objects.bulk_create(
        [GroupCollectionPermission(group=group, collection=collection, permission=one) for one in permissions],
        ignore_conflicts=True,
    )


def _group_name(name: str) -> str:
    return GROUP_NAME.format(name=name)[:150]
