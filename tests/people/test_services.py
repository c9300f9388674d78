"""Roles, organisations and their officers."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.db.models import ProtectedError
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from people import permissions
from people.models import Organisation, User
from people.roles import LIBRARY, Role
from people.services import (
    create_organisation,
    ensure_groups,
    give_role,
    make_officer,
    picture_library,
    remove_organisation,
    save_organisation,
)
from tests import factories

pytestmark = pytest.mark.django_db


def rights() -> list:
    return [
        sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        sorted(GroupCollectionPermission.objects.values_list("group", "collection", "permission")),
        sorted(Group.permissions.through.objects.values_list("group", "permission")),
        sorted(Group.objects.values_list("name", flat=True)),
        Collection.objects.count(),
    ]


def test_setting_up_roles_twice_changes_nothing(cast):
    call_command("setup_roles")
    before = rights()
    call_command("setup_roles")
    assert rights() == before


def test_moderators_of_talk_have_no_hand_in_pages(cast):
    """Wagtail gives a group of this name the whole tree."""
    ensure_groups()
    user = User.objects.get(pk=cast.moderator.pk)
    assert not permissions.may_enter_admin(user)
    assert not Page.get_first_root_node().permissions_for_user(user).can_add_subpage()
    assert not Group.objects.filter(name="Editors").exists()
    assert [group.name for group in GroupApprovalTask.objects.get().groups.all()] == [Role.ADMINISTRATOR]


def test_only_giving_the_role_takes_wagtails_rights_back(cast):
    group = Group.objects.get(name=Role.MODERATOR)
    assert not group.page_permissions.exists()
    assert not group.collection_permissions.exists()


def test_a_group_of_editors_that_somebody_uses_stays():
    group = Group.objects.get_or_create(name="Editors")[0]
    user = factories.make_user()
    user.groups.add(group)
    ensure_groups()
    assert Group.objects.filter(name="Editors").exists()
    assert not permissions.may_enter_admin(User.objects.get(pk=user.pk))


def test_administrators_may_do_everything(cast):
    user = User.objects.get(pk=cast.administrator.pk)
    page = factories.make_consultation(cast.county)
    tester = page.permissions_for_user(user)
    assert tester.can_edit()
    assert tester.can_publish()
    assert tester.can_delete()
    assert user.has_perms(["people.add_organisation", "people.change_user", "wagtailadmin.access_admin"])


@pytest.mark.parametrize(
    ("who", "enters", "administers"),
    [
        ("administrator", True, True),
        ("county_officer", True, False),
        ("facilitator", False, False),
        ("moderator", False, False),
        ("resident", False, False),
        ("outsider", False, False),
    ],
)
def test_who_may_enter_and_who_administers(cast, who, enters, administers):
    user = User.objects.get(pk=getattr(cast, who).pk)
    assert permissions.may_enter_admin(user) is enters
    assert permissions.is_administrator(user) is administers


def test_an_account_that_is_switched_off_is_nobody(cast):
    for who in ("administrator", "county_officer"):
        User.objects.filter(pk=getattr(cast, who).pk).update(is_active=False)
        user = User.objects.get(pk=getattr(cast, who).pk)
        assert not permissions.may_enter_admin(user)
        assert not permissions.is_administrator(user)
        assert not permissions.organisations_of(user).exists()


def test_an_officer_is_one_of_their_organisation_alone(cast):
    assert permissions.is_officer_of(cast.county_officer, cast.county)
    assert not permissions.is_officer_of(cast.county_officer, cast.borough)
    assert not permissions.is_officer_of(AnonymousUser(), cast.county)
    make_officer(user=cast.county_officer, organisation=cast.borough)
    assert set(permissions.organisations_of(cast.county_officer)) == {cast.county, cast.borough}


def test_a_role_is_given_once(cast):
    give_role(user=cast.resident, role=Role.FACILITATOR)
    give_role(user=cast.resident, role=Role.FACILITATOR)
    assert [group.name for group in cast.resident.groups.all()] == [Role.FACILITATOR]


def test_there_is_one_library():
    assert picture_library() == picture_library()
    assert Collection.objects.filter(name=LIBRARY).count() == 1


def test_group_and_collection_follow_the_name(cast):
    cast.county.name = "County Partnership"
    save_organisation(organisation=cast.county)
    organisation = Organisation.objects.get(pk=cast.county.pk)
    assert organisation.officers.name == "Officers: County Partnership"
    assert organisation.collection.name == "County Partnership"


def test_a_very_long_name_fits():
    organisation = create_organisation(name="x" * 120, slug="x")
    assert organisation.officers.name.startswith("Officers: xxx")


def test_an_organisation_with_a_shelf_stays(cast):
    factories.make_shelf(cast.county)
    with pytest.raises(ProtectedError):
        remove_organisation(organisation=cast.county)
    assert Organisation.objects.filter(pk=cast.county.pk).exists()
    assert Group.objects.filter(pk=cast.county.officers_id).exists()


def test_with_an_organisation_go_the_rights_of_its_officers(db):
    organisation, officer = factories.make_organisation(), factories.make_user()
    make_officer(user=officer, organisation=organisation)
    assert permissions.may_enter_admin(User.objects.get(pk=officer.pk))
    remove_organisation(organisation=organisation)
    assert not permissions.may_enter_admin(User.objects.get(pk=officer.pk))
