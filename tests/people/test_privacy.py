"""What the site holds about a person: shown, given, erased, and kept no longer than it says."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from people import privacy
from people.models import Notice, RetentionRun, User
from people.notices import letter_of, notify, recipient_key
from people.own_data import ADMIN_LOG, IDLE_ACCOUNT, SENT_NOTICE, expire_accounts, expire_notices
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MOMENT = timedelta(seconds=1)


def around(limit: timedelta) -> list[tuple[timedelta, bool]]:
    """Just before, at and just after its time, and whether it is still there."""
    return [(limit - MOMENT, True), (limit, False), (limit + MOMENT, False)]


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def known(cast) -> User:
    """A resident of whom this app holds something of every kind."""
    user = cast.resident
    user.first_name = "Rosalind"
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    notify(kind="receipt", key="1", recipient=user.email, subject="Your receipt", body="Code 123", at=NOW)
    log(instance=cast.county, action="wagtail.edit", user=user)
    return user


@pytest.fixture
def kind_of_data():
    """Register a kind of data for one test."""
    slugs = []

    def register(**fields) -> None:
        slugs.append(fields["slug"])
        privacy.register(privacy.PersonalData(**({"label": "Pets", "retention": "A year."} | fields)))

    yield register
    for slug in slugs:
        privacy._kinds.pop(slug)


def test_a_stranger_signs_in_first():
    for name in ("my_data", "my_data_download", "my_data_erase"):
        answer = Client().get(reverse(name))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


def test_the_page_shows_every_kind_and_how_long_it_is_kept(known):
    body = client_of(known).get(reverse("my_data")).content.decode()
    for word in ("Rosalind", "resident@example.org", "Your receipt", "Code 123", "wagtail.edit", "three years"):
        assert word in body
    assert "outsider@example.org" not in body


def test_nobody_sees_what_is_held_about_another(cast, known):
    for name in ("my_data", "my_data_download"):
        body = client_of(cast.outsider).get(reverse(name)).content.decode()
        assert "Rosalind" not in body
        assert "Code 123" not in body


def test_the_file_holds_the_same(known, kind_of_data):
    kind_of_data(slug="pets", collect=lambda user: [{"Name": "Rex", "Of": user.email}])
    answer = client_of(known).get(reverse("my_data_download"))
    held = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert held["data"]["pets"]["rows"] == [{"Name": "Rex", "Of": "resident@example.org"}]
    assert held["data"]["account"]["rows"][0]["First name"] == "Rosalind"
    assert {"account", "sign-in", "notices", "admin-log", "pets"} <= set(held["data"])


def test_erasing_asks_once_and_a_look_erases_nothing(known):
    body = client_of(known).get(reverse("my_data_erase")).content.decode()
    assert "Yes, erase everything" in body
    assert User.objects.filter(pk=known.pk).exists()


def test_erasing_leaves_nothing_and_signs_out(cast, known):
    notify(kind="receipt", key="1", recipient=cast.outsider.email, subject="Another's", body="x", at=NOW)
    log(instance=known, action="wagtail.edit", user=cast.administrator)
    pk, client = known.pk, client_of(known)
    answer = client.post(reverse("my_data_erase"))
    assert answer.status_code == 302
    assert not User.objects.filter(pk=pk).exists()
    assert not EmailAddress.objects.filter(email="resident@example.org").exists()
    assert not Authenticator.objects.filter(user_id=pk).exists()
    assert [letter_of(notice).recipient for notice in Notice.objects.all()] == ["outsider@example.org"]
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(pk))
    assert not about.exists()
    assert client.get(reverse("my_data")).status_code == 302


def test_erasing_is_all_or_nothing(known, kind_of_data):
    def refuse(user, at):
        raise RuntimeError

    kind_of_data(slug="broken", erase=refuse, order=95)
    with pytest.raises(RuntimeError):
        privacy.erase_person(user=known, at=NOW)
    assert User.objects.filter(pk=known.pk).exists()
    assert Notice.objects.filter(recipient_key=recipient_key(known.email)).exists()


def test_the_account_goes_last(known, kind_of_data):
    seen = []
    kind_of_data(slug="witness", erase=lambda user, at: seen.append(User.objects.filter(pk=user.pk).exists()) or 0)
    privacy.erase_person(user=known, at=NOW)
    assert seen == [True]


def test_the_only_administrator_stays_until_there_is_another(cast):
    client = client_of(cast.administrator)
    answer = client.post(reverse("my_data_erase"))
    assert answer.status_code == 409
    assert "only administrator" in answer.content.decode()
    assert User.objects.filter(pk=cast.administrator.pk).exists()
    factories.make_user("second@example.org", is_superuser=True)
    assert client.post(reverse("my_data_erase")).status_code == 302
    assert not User.objects.filter(pk=cast.administrator.pk).exists()


@pytest.mark.parametrize(
    ("age", "stays"), [(IDLE_ACCOUNT - MOMENT, True), (IDLE_ACCOUNT, False), (IDLE_ACCOUNT + MOMENT, False)]
)
@pytest.mark.parametrize("field", ["last_login", "date_joined"])
def test_accounts_go_after_three_years_unused(field, age, stays):
    user = factories.make_user(**({"date_joined": NOW} | {field: NOW - age}))
    assert expire_accounts(NOW) == (0 if stays else 1)
    assert User.objects.filter(pk=user.pk).exists() is stays


def test_an_account_in_use_stays_however_old(cast):
    User.objects.update(date_joined=NOW - 4 * IDLE_ACCOUNT, last_login=NOW - timedelta(days=1))
    assert expire_accounts(NOW) == 0


def test_the_clock_never_locks_everybody_out(cast):
    User.objects.update(date_joined=NOW - 4 * IDLE_ACCOUNT)
    expire_accounts(NOW)
    assert list(User.objects.all()) == [cast.administrator]


@pytest.mark.parametrize(
    ("age", "stays"), [(SENT_NOTICE - MOMENT, True), (SENT_NOTICE, False), (SENT_NOTICE + MOMENT, False)]
)
@pytest.mark.parametrize("is_sent", [True, False])
def test_letters_go_after_three_months(age, stays, is_sent):
    notify(kind="receipt", key="1", recipient="a@example.org", subject="s", body="b", at=NOW - age)
    if is_sent:
        Notice.objects.update(sent_at=NOW - age, created_at=NOW - 2 * SENT_NOTICE)
    assert expire_notices(NOW) == (0 if stays else 1)
    assert Notice.objects.exists() is stays


def test_the_command_says_and_records_what_it_did(cast):
    log(instance=cast.county, action="wagtail.edit", user=cast.administrator)
    ModelLogEntry.objects.update(timestamp=NOW - ADMIN_LOG - MOMENT)
    Session.objects.create(session_key="old", session_data="", expire_date=NOW - MOMENT)
    Session.objects.create(session_key="new", session_data="", expire_date=NOW + timedelta(days=1))
    out = StringIO()
    call_command("apply_retention", stdout=out)
    assert "admin-log: 1 erased" in out.getvalue()
    assert "sign-in: 1 erased" in out.getvalue()
    assert "account: 0 erased" in out.getvalue()
    assert RetentionRun.objects.get(kind="admin-log").erased == 1
    assert not PageLogEntry.objects.exists()
    out = StringIO()
    call_command("apply_retention", stdout=out)
    assert "admin-log: 0 erased" in out.getvalue()


def test_one_clock_that_fails_stops_none_of_the_others(cast, kind_of_data):
    def refuse(at):
        User.objects.filter(pk=cast.resident.pk).delete()
        raise RuntimeError

    kind_of_data(slug="aaa-broken", expire=refuse, order=1)
    kind_of_data(slug="pets", expire=lambda at: 3)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("apply_retention", stdout=out)
    assert "aaa-broken: failed" in out.getvalue()
    assert "pets: 3 erased" in out.getvalue()
    assert not RetentionRun.objects.filter(kind="aaa-broken").exists()
    assert User.objects.filter(pk=cast.resident.pk).exists()


def test_my_data_costs_the_same_for_one_letter_and_for_three(known):
    client = client_of(known)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("my_data"))
        return len(queries)

    cost()
    one = cost()
    for key in "23":
        notify(kind="receipt", key=key, recipient=known.email, subject="Your receipt", body="x", at=NOW)
    assert cost() == one
