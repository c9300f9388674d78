"""Accounts: made by anybody, proved by e-mail, and never a way out to another site."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "a long walk by the river"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def member(db) -> User:
    user = factories.make_user("member@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_up(client: Client, email: str = "new@example.org"):
    return client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD, "password2": PASSWORD})


def sign_in(client: Client, email: str, password: str = "correct horse battery", **more):
    return client.post(reverse("account_login"), {"login": email, "password": password} | more)


def link_in(letter) -> str:
    return re.search(r"https?://\S+?(/accounts/\S+)", letter.body)[1]


def test_anybody_signs_up_and_comes_in_once_the_address_is_proved():
    client = Client()
    assert sign_up(client).status_code == 302
    assert "_auth_user_id" not in client.session
    letter = mail.outbox[0]
    assert letter.subject == "Please confirm your e-mail address"
    assert not getattr(letter, "alternatives", None)
    assert "Nobody reads answers to it" in letter.body
    answer = client.get(link_in(letter))
    if answer.status_code == 200:
        client.post(link_in(letter))
    assert EmailAddress.objects.get(email="new@example.org").verified
    assert sign_in(Client(), "new@example.org", PASSWORD).status_code == 302


def test_without_proof_nobody_comes_in():
    sign_up(Client())
    client = Client()
    sign_in(client, "new@example.org", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_a_taken_address_is_not_given_away(member):
    known, unknown = sign_up(Client(), "Member@Example.org"), sign_up(Client(), "new@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.filter(email__iexact="member@example.org").count() == 1
    assert "already have an account" in mail.outbox[0].subject


@pytest.mark.parametrize("email", ["member@example.org", "MEMBER@example.org", "Member@Example.Org"])
def test_an_address_signs_in_however_it_is_typed(member, email):
    client = Client()
    sign_in(client, email)
    assert client.session["_auth_user_id"] == str(member.pk)


def test_a_forgotten_password_is_chosen_anew(member):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": member.email})
    letter = mail.outbox[0]
    assert letter.subject == "Choose a new password"
    form = client.get(link_in(letter), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
    assert [letter.subject for letter in mail.outbox[1:]] == ["You have a new password"]
    assert "Was it you?" in mail.outbox[1].body
    used = Client().get(link_in(letter), follow=True)
    assert 'name="password1"' not in used.content.decode()


def test_asking_for_a_strangers_password_says_nothing(member):
    known = Client().post(reverse("account_reset_password"), {"email": member.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox[1].subject == "You have no account with us"


@pytest.mark.parametrize(
    ("target", "arrives"),
    [
        ("/my-data/", "/my-data/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("http://localhost.evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_to_an_address_of_this_site(member, target, arrives):
    assert sign_in(Client(), member.email, next=target).url == arrives


def test_an_officer_comes_in_to_the_admin(cast):
    user = cast.county_officer
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    assert sign_in(Client(), user.email).url == reverse("wagtailadmin_home")


def test_the_admins_own_sign_in_goes_through_the_same_door():
    answer = Client().get("/cms/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert sign_in(Client(), "x@example.org").status_code == 200
    assert Client().post("/cms/login/", {"username": "x", "password": "y"}).url.startswith(reverse("account_login"))


def test_with_an_app_the_password_alone_is_not_enough(member):
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    client = Client()
    assert sign_in(client, member.email).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    code = f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"] == str(member.pk)


def test_guessing_passwords_is_stopped(member):
    answers = [sign_in(Client(), member.email, f"guess {number}") for number in range(12)]
    assert any("wrong too often" in answer.content.decode() for answer in answers if answer.status_code == 200)
    client = Client()
    sign_in(client, member.email)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_the_forms_are_there(name):
    assert Client().get(reverse(name)).status_code == 200
