"""Nobody works here on a password alone, once the site asks for a second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add_factor(user, kind=Authenticator.Type.TOTP) -> None:
    data = {"secret": "x"} if kind == Authenticator.Type.TOTP else {}
    Authenticator.objects.create(user=user, type=kind, data=data)


@pytest.mark.parametrize("who", ["county_officer", "administrator"])
@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailimages:index", "wagtailadmin_explore_root", "my_data"])
def test_staff_without_one_are_sent_to_set_one_up(cast, who, name):
    answer = client_of(getattr(cast, who)).get(reverse(name))
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_index")


def test_neither_are_they_let_in_to_the_officers_side_of_a_public_page(cast):
    page = factories.make_consultation(cast.county, live=False)
    assert client_of(cast.county_officer).get(f"/consultations/county/{page.slug}/").url == reverse("mfa_index")


def test_nor_may_they_write(cast):
    page = factories.make_consultation(cast.county)
    answer = client_of(cast.county_officer).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert answer.url == reverse("mfa_index")
    page.refresh_from_db()
    assert page.live


def test_a_script_in_the_admin_is_refused_rather_than_sent_elsewhere(cast):
    ask = client_of(cast.county_officer).get
    assert ask(reverse("wagtailadmin_home"), headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("name", ["mfa_index", "account_logout", "account_email", "account_change_password"])
def test_the_way_to_one_and_the_way_out_are_open(cast, name):
    answer = client_of(cast.county_officer).get(reverse(name))
    assert answer.status_code == 200 or answer.url != reverse("mfa_index")


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_with_an_app_or_a_passkey_the_door_opens(cast, kind):
    add_factor(cast.county_officer, kind)
    assert client_of(cast.county_officer).get(reverse("wagtailadmin_home")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast):
    add_factor(cast.county_officer, Authenticator.Type.RECOVERY_CODES)
    assert client_of(cast.county_officer).get(reverse("wagtailadmin_home")).status_code == 302


def test_taking_it_off_closes_the_door_at_once(cast):
    add_factor(cast.county_officer)
    client = client_of(cast.county_officer)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


@pytest.mark.parametrize("who", ["resident", "outsider", "facilitator"])
def test_it_is_asked_of_nobody_else(cast, who):
    assert client_of(getattr(cast, who)).get(reverse("my_data")).status_code == 200


def test_where_it_is_not_required_nobody_is_stopped(cast, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    assert client_of(cast.county_officer).get(reverse("wagtailadmin_home")).status_code == 200


def test_a_strangers_page_stays_free_of_the_session(cast):
    page = factories.make_consultation(cast.county)
    answer = Client().get(f"/consultations/county/{page.slug}/")
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
