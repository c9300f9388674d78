"""The screens where administrators keep partner bodies, communities and people."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import ShelfPage
from people.models import CommunityOfInterest, Organisation, User
from people.notices import send_waiting
from people.roles import Role
from people.services import ensure_role, give_role
from tests import factories

pytestmark = pytest.mark.django_db
POLICE = {"name": "County Police", "short_name": "Police", "slug": "police", "kind": "police", "website": ""}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(cast) -> Client:
    return client_of(cast.administrator)


def test_a_new_organisation_gets_group_collection_and_shelf(admin):
    factories.make_index()
    assert admin.post(reverse("organisation:add"), POLICE).status_code == 302
    organisation = Organisation.objects.get(slug="police")
    assert organisation.officers.name == "Officers: County Police"
    assert organisation.collection.name == "County Police"
    shelf = ShelfPage.objects.get(organisation=organisation)
    officer = factories.make_user()
    officer.groups.add(organisation.officers)
    assert shelf.permissions_for_user(officer).can_add_subpage()


def test_before_there_is_a_database_it_waits_for_its_shelf(db):
    administrator = factories.make_user()
    give_role(user=administrator, role=Role.ADMINISTRATOR)
    assert client_of(administrator).post(reverse("organisation:add"), POLICE).status_code == 302
    assert Organisation.objects.filter(slug="police").exists()
    assert not ShelfPage.objects.exists()


def test_a_taken_name_is_said_beside_the_field_and_leaves_nothing_behind(admin, cast):
    answer = admin.post(reverse("organisation:add"), POLICE | {"name": cast.county.name})
    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors
    assert Organisation.objects.count() == 2


def test_a_new_name_reaches_group_and_collection(admin, cast):
    data = POLICE | {"name": "County Partnership", "slug": "county"}
    assert admin.post(reverse("organisation:edit", args=[cast.county.pk]), data).status_code == 302
    cast.county.refresh_from_db()
    assert cast.county.officers.name == "Officers: County Partnership"


def test_one_with_a_shelf_is_kept_and_the_screen_says_so(admin, cast):
    factories.make_shelf(cast.county)
    answer = admin.post(reverse("organisation:delete", args=[cast.county.pk]), follow=True)
    assert Organisation.objects.filter(pk=cast.county.pk).exists()
    assert answer.status_code in {200, 403}


def test_a_community_has_a_role_in_public_and_an_officer_in_house(admin, cast):
    data = {
        "name": "Carers",
        "slug": "carers",
        "description": "",
        "lead_organisation": cast.county.pk,
        "lead_role": "Adult care team",
        "lead_officer": cast.county_officer.pk,
    }
    assert admin.post(reverse("communityofinterest:add"), data).status_code == 302
    assert CommunityOfInterest.objects.get().lead_officer == cast.county_officer


@pytest.mark.parametrize("who", ["county_officer", "outsider", "facilitator"])
@pytest.mark.parametrize("name", ["organisation", "communityofinterest", "wagtailusers_users"])
def test_these_screens_are_the_administrators_alone(cast, who, name):
    client = client_of(getattr(cast, who))
    for view in ("index", "add"):
        assert client.get(reverse(f"{name}:{view}")).status_code in {302, 403}
    assert client.post(reverse(f"{name}:add"), POLICE | {"email": "x@example.org"}).status_code in {302, 403}
    assert Organisation.objects.count() == 2
    assert not User.objects.filter(email="x@example.org").exists()


@pytest.mark.parametrize("name", ["organisation:index", "communityofinterest:index", "wagtailusers_users:index"])
def test_the_lists_cost_the_same_for_one_row_and_for_three(admin, cast, name):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(reverse(name)).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        factories.make_user()
        organisation = factories.make_organisation()
        CommunityOfInterest.objects.create(name=f"c{number}", slug=f"c{number}", lead_organisation=organisation)

    add(1)
    cost()
    one = cost()
    add(2)
    add(3)
    assert cost() == one


def person(**changes) -> dict:
    return {"email": "ada@example.org", "first_name": "Ada", "last_name": "Byron", "groups": []} | changes


def test_a_colleague_is_added_with_roles_and_told_how_to_come_in(admin, cast):
    role = ensure_role(role=Role.FACILITATOR)
    data = person(groups=[role.pk, cast.county.officers_id])
    assert admin.post(reverse("wagtailusers_users:add"), data).status_code == 302
    ada = User.objects.get(email="ada@example.org")
    assert set(ada.groups.all()) == {role, cast.county.officers}
    assert not ada.has_usable_password()
    send_waiting(at=timezone.now())
    assert mail.outbox[0].to == ["ada@example.org"]
    assert reverse("account_request_login_code") in mail.outbox[0].body


def test_the_invited_come_in_with_a_code_that_proves_their_address(admin):
    admin.post(reverse("wagtailusers_users:add"), person())
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    code = next(line for line in mail.outbox[0].body.splitlines() if line.strip() and line == line.upper())
    client.post(reverse("account_confirm_login_code"), {"code": code.strip()})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="ada@example.org").pk)
    assert EmailAddress.objects.get(email="ada@example.org").verified


def test_roles_are_named_as_people_say_them(admin, cast):
    ensure_role(role=Role.YOUNG_EDITOR)
    body = admin.get(reverse("wagtailusers_users:add")).content.decode()
    assert "Officer of County Council" in body
    assert "Young editor" in body
    assert "is_superuser" not in body
    assert "password1" not in body


def test_two_people_cannot_share_an_address_however_it_is_written(admin, cast):
    answer = admin.post(reverse("wagtailusers_users:add"), person(email="Resident@Example.org"))
    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors or answer.context["form"].non_field_errors()
    assert User.objects.filter(email__iexact="resident@example.org").count() == 1


def test_a_changed_address_must_be_proved_again(admin, cast):
    user = cast.resident
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    assert admin.post(url, person(is_active="on", email="resident@example.org")).status_code == 302
    assert EmailAddress.objects.filter(user=user, verified=True).exists()
    assert admin.post(url, person(is_active="on", email="new@example.org")).status_code == 302
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [("new@example.org", False)]


def test_editing_somebody_never_makes_or_unmakes_a_superuser(admin, cast):
    User.objects.filter(pk=cast.resident.pk).update(is_superuser=True)
    url = reverse("wagtailusers_users:edit", args=[cast.resident.pk])
    admin.post(url, person(is_active="on", email="resident@example.org"))
    assert User.objects.get(pk=cast.resident.pk).is_superuser
    url = reverse("wagtailusers_users:edit", args=[cast.outsider.pk])
    admin.post(url, person(is_active="on", email="outsider@example.org", is_superuser="on"))
    assert not User.objects.get(pk=cast.outsider.pk).is_superuser
