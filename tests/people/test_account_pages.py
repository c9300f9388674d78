"""The pages of accounts: allauth's, in our words."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils.html import strip_tags

from people.adapters import AccountAdapter, SecondStepAdapter
from tests import factories

WAYS_IN = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_email_verification_sent",
    "account_inactive",
]
OWN = ["account_email", "account_change_password", "account_logout", "account_reauthenticate", "mfa_index"]
#: Words of allauth's that no page of ours says.
JARGON = re.compile(
    r"\b(email|emails|reauthenticat\w*|authenticat(?!or app)\w*|token|verif\w*|primary|log ?in)\b", re.I
)


@pytest.fixture
def home(db):
    return factories.make_home()


def text_of(response) -> str:
    return strip_tags(response.content.decode().partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize("name", [*WAYS_IN, *OWN])
def test_a_page_says_it_in_plain_words_and_each_label_once(client, home, cast, name):
    if name in OWN:
        client.force_login(cast.resident)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert not JARGON.search(text_of(response)), text_of(response)
    assert "placeholder" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("account_login", {}, ["Write your e-mail address.", "Write your password."]),
        ("account_login", {"login": "here", "password": "x"}, ["Write the whole address, such as name@example.org."]),
        ("account_signup", {"email": "a@example.org"}, ["Write a password.", "Write the password once more."]),
        ("account_reset_password", {}, ["Write your e-mail address."]),
        ("account_request_login_code", {}, ["Write your e-mail address."]),
    ],
)
def test_an_error_says_what_to_do_beside_the_field_and_in_the_summary(client, home, name, data, said):
    page = client.post(reverse(name), data).content.decode()
    for words in said:
        assert page.count(words) == 2
    assert "This field is required" not in page


def test_our_adapters_refuse_in_plain_words():
    ours = [*AccountAdapter.error_messages.items(), *SecondStepAdapter.error_messages.items()]
    unused = {"username", "phone", "unknown", "invalid_login", "invalid_or_expired_key", "select_only_one"}
    said = {name: str(words) for name, words in ours if not any(name.startswith(one) for one in unused)}
    assert {name: words for name, words in said.items() if JARGON.search(words)} == {}


def test_a_second_address_is_added_confirmed_made_the_main_one_and_the_first_removed(client, home, cast):
    client.force_login(cast.resident)
    EmailAddress.objects.create(user=cast.resident, email=cast.resident.email, verified=True, primary=True)
    page = reverse("account_email")
    client.post(page, {"action_add": "", "email": "second@example.org"})
    assert "Not confirmed yet" in text_of(client.get(page))
    link = re.search(r"https?://\S+", mail.outbox[-1].body)[0]
    client.post(link)
    client.post(page, {"action_primary": "", "email": "second@example.org"})
    cast.resident.refresh_from_db()
    assert cast.resident.email == "second@example.org"
    first = EmailAddress.objects.get(user=cast.resident, primary=False).email
    client.post(page, {"action_remove": "", "email": first})
    assert list(EmailAddress.objects.filter(user=cast.resident).values_list("email", flat=True)) == [
        "second@example.org"
    ]


def test_somebody_elses_address_can_neither_be_removed_nor_made_ones_own(client, home, cast):
    client.force_login(cast.resident)
    theirs = EmailAddress.objects.create(user=cast.outsider, email=cast.outsider.email, verified=True, primary=True)
    for action in ("action_remove", "action_primary", "action_send"):
        client.post(reverse("account_email"), {action: "", "email": theirs.email})
    theirs.refresh_from_db()
    assert theirs.primary
    assert mail.outbox == []


def test_too_many_tries_are_told_in_the_sites_own_page(client, home, cast):
    client.force_login(cast.resident)
    answers = [client.post(reverse("account_change_password"), {}) for _try in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "That was too often in a short time" in text_of(answers[-1])
