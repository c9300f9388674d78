"""Writes about people, organisations and roles."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection

from people.models import Organisation, User
from people.roles import Role


@transaction.atomic
def create_organisation(*, name: str, slug: str, kind: str = Organisation.Kind.OTHER, **fields: str) -> Organisation:
    """Make a partner body with the group of its officers and the collection of its pictures and documents."""
    officers = Group.objects.create(name=f"Officers: {name}"[:150])
    collection = Collection.get_first_root_node().add_child(name=name)
    return Organisation.objects.create(
        name=name, slug=slug, kind=kind, officers=officers, collection=collection, **fields
    )


def make_officer(*, user: User, organisation: Organisation) -> None:
    """Let this person act for the organisation."""
    user.groups.add(organisation.officers)


def give_role(*, user: User, role: Role) -> None:
    """Give this person a role across the whole site."""
    user.groups.add(Group.objects.get_or_create(name=role.value)[0])
