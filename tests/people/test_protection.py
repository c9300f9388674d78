"""Who is protected because of their age gets no letter at night, is in no list, and gets no role over others."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from forums.errors import NobodyThere
from forums.models import Member
from forums.services.joining import choose_notices, tell_member
from forums.services.keeping import appoint
from live.errors import NotInvited
from live.services.events import invite_facilitator
from people import notices, protection
from people.errors import LastAdministrator, RoleRefused
from people.models import CommunityOfInterest, Notice, User
from people.notices import BATCH, Telling, notify, notify_all, send_waiting
from people.privacy import erase_person
from people.roles import Role
from people.services import give_role, leave, make_officer
from tests.forums.factories import make_forum, make_member
from tests.live.halls import make_event

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 5, 4, 21, tzinfo=ZoneInfo("Europe/London"))
MORNING = EVENING + timedelta(hours=10)
SECOND = timedelta(seconds=1)


@pytest.fixture
def young(cast, monkeypatch) -> User:
    """Somebody whom a room above protects; a stranger is protected by another room."""
    kept = {"young_person@example.org"}
    monkeypatch.setitem(protection._rooms, "one", lambda: User.objects.filter(email__in=kept).order_by("email"))
    monkeypatch.setitem(protection._rooms, "other", lambda: User.objects.filter(email="nobody@example.org"))
    return cast.young_person


def tell(recipient: str, key: str = "1", at: datetime = EVENING - timedelta(minutes=1)) -> None:
    assert notify(kind="news", key=key, recipient=recipient, subject="News", body="Read on.", at=at)


def told() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


def test_whom_a_room_names_is_protected_and_nobody_else(cast, young):
    assert protection.is_protected(young)
    assert not protection.is_protected(cast.resident)
    assert not protection.is_protected(Client().get("/nowhere/").wsgi_request.user)
    assert set(protection.protected_people()) == {young}


def test_without_a_room_nobody_is(cast, monkeypatch):
    monkeypatch.setattr(protection, "_rooms", {})
    assert not protection.is_protected(cast.young_person)
    assert set(protection.without_protected(User.objects.all())) == set(User.objects.all())
    assert protection.protected_addresses(["young_person@example.org"]) == set()


def test_addresses_are_known_however_they_are_written_and_once_they_are_proved(cast, young, django_assert_num_queries):
    EmailAddress.objects.create(user=young, email="Second@Example.org", verified=True)
    EmailAddress.objects.create(user=young, email="somebody.elses@example.org", verified=False)
    EmailAddress.objects.create(user=cast.resident, email="third@example.org", verified=True)
    asked = [" Young_Person@example.ORG", "second@example.org", "somebody.elses@example.org", "third@example.org"]
    with django_assert_num_queries(1):
        found = protection.protected_addresses([*asked, *(f"{n}@example.org" for n in range(BATCH))])
    assert found == {"young_person@example.org", "second@example.org"}
    with django_assert_num_queries(0):
        assert protection.protected_addresses([]) == set()


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (EVENING - timedelta(seconds=30), True),
        (EVENING, False),
        (EVENING + SECOND, False),
        (MORNING - timedelta(seconds=30), False),
        (MORNING, True),
    ],
)
def test_a_letter_to_them_leaves_by_day_alone(young, at, leaves):
    tell(young.email.upper())
    assert send_waiting(at=at) == int(leaves)
    assert send_waiting(at=MORNING) == int(not leaves)
    assert told() == [young.email]
    assert Notice.objects.get().failures == 0


def test_what_waits_for_the_morning_is_looked_at_once_a_night(young, django_assert_num_queries):
    tell(young.email)
    assert send_waiting(at=EVENING) == 0
    with django_assert_num_queries(1):
        assert send_waiting(at=EVENING + timedelta(minutes=1)) == 0
    assert Notice.objects.get().next_try_at == MORNING


def test_a_slow_mail_server_takes_no_letter_into_the_night(young, monkeypatch):
    minutes = iter(range(0, 60, 10))
    monkeypatch.setattr(notices, "monotonic", lambda: next(minutes) * 60.0)
    tell(young.email, "1")
    tell(young.email, "2")
    assert send_waiting(at=EVENING - timedelta(minutes=15)) == 1
    assert Notice.objects.get(sent_at=None).next_try_at == MORNING


def test_those_who_wait_keep_nobody_else_back(young, cast):
    letters = [Telling(young.email, f"News {n}", "Read on.") for n in range(BATCH)]
    for number, letter in enumerate(letters):
        notify_all([letter], kind="news", key=str(number), at=EVENING - timedelta(hours=1))
    tell(cast.resident.email, at=EVENING)
    assert send_waiting(at=EVENING) == 1
    assert told() == [cast.resident.email]
    assert send_waiting(at=MORNING) == BATCH


def test_holding_back_costs_the_same_for_few_and_for_many(young, cast):
    def cost(number: int, at: datetime) -> int:
        Notice.objects.all().delete()
        for one in range(number):
            tell(young.email, str(one), at)
        with CaptureQueriesContext(connection) as queries:
            assert send_waiting(at=at) == 0
        return len(queries)

    assert cost(3, EVENING) == cost(60, EVENING)


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise OSError


def test_a_second_try_waits_for_the_morning_too(young, settings):
    tell(young.email)
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert send_waiting(at=EVENING - timedelta(minutes=1)) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(at=EVENING + timedelta(minutes=5)) == 0
    assert send_waiting(at=MORNING - SECOND) == 0
    assert send_waiting(at=MORNING) == 1


def test_a_code_to_sign_in_is_asked_for_and_leaves_at_once(young):
    Client().post(reverse("account_request_login_code"), {"email": young.email})
    assert told() == [young.email]
    assert not Notice.objects.exists()


def test_letters_about_a_community_are_off_until_they_turn_them_on(cast, young):
    forum, at = make_forum(), timezone.now()
    other, member = make_member(forum, cast.resident), make_member(forum, young)
    assert other.notices == Member.Notices.WEEKLY
    assert member.notices == Member.Notices.NEVER
    words = {"kind": "forum-removed", "key": "1", "subject": "Removed", "body": "Why.", "at": at}
    assert not tell_member(member=member, **words, is_unasked=True)
    assert tell_member(member=other, **words, is_unasked=True)
    assert tell_member(member=member, **words)
    choose_notices(member=member, notices=Member.Notices.DAILY)
    member.refresh_from_db()
    assert tell_member(member=member, **words | {"key": "2"}, is_unasked=True)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


#: Every screen of one account.
SCREENS = ("edit", "delete", "copy", "history", "history_results", "usage")


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_of_their_account_is_there_for_an_administrator(cast, young, name):
    admin = client_of(cast.administrator)
    assert admin.get(reverse(f"wagtailusers_users:{name}", args=[young.pk])).status_code == 404
    assert (
        admin.post(reverse(f"wagtailusers_users:{name}", args=[young.pk]), {"email": "x@example.org"}).status_code
        == 404
    )
    assert User.objects.filter(email=young.email).exists()
    assert admin.get(reverse(f"wagtailusers_users:{name}", args=[cast.resident.pk])).status_code == 200


def test_a_superuser_is_no_exception(cast, young):
    User.objects.filter(pk=cast.outsider.pk).update(is_superuser=True)
    client = client_of(cast.outsider)
    assert client.get(reverse("wagtailusers_users:edit", args=[young.pk])).status_code == 404
    assert young.email not in client.get(reverse("wagtailusers_users:index")).content.decode()


@pytest.mark.parametrize("query", ["", "?q=example.org", "?q=young_person", "?is_active=true", "?ordering=-email"])
@pytest.mark.parametrize("name", ["index", "index_results"])
def test_no_list_of_accounts_holds_them(cast, young, name, query):
    answer = client_of(cast.administrator).get(reverse(f"wagtailusers_users:{name}") + query)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert f"/{young.pk}/" not in body
    assert young.email not in body
    if "young" not in query:
        assert cast.resident.email in body


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_nothing_is_done_to_them_with_many_others(cast, young, action):
    admin = client_of(cast.administrator)
    url = reverse("wagtail_bulk_action", args=["people", "user", action])
    sent = {"role": cast.county.officers_id, "mark_as_active": "False"}
    assert admin.get(f"{url}?id={young.pk}").status_code == 404
    assert admin.post(f"{url}?id={young.pk}", sent).status_code == 404
    assert young.email not in admin.get(f"{url}?id=all").content.decode()
    spare = f"{url}?id={cast.resident.pk}&id={young.pk}"
    assert young.email not in admin.get(spare).content.decode()
    assert admin.post(spare, sent).status_code == 302
    young.refresh_from_db()
    assert young.is_active
    assert not young.groups.exists()
    there = User.objects.filter(pk=cast.resident.pk, is_active=True, groups=None)
    assert not there.exists()


def test_the_sites_history_names_them_nowhere(cast, young):
    log(instance=young, action="wagtail.edit", user=cast.administrator, title=young.email)
    log(instance=cast.county, action="wagtail.edit", user=young)
    log(instance=cast.resident, action="wagtail.edit", user=cast.administrator, title=cast.resident.email)
    admin = client_of(cast.administrator)
    for query in ("", "?export=csv", f"?user={young.pk}", "?label=young"):
        answer = admin.get(reverse("wagtailadmin_reports:site_history") + query)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert young.email.encode() not in body.replace(b"label=young", b"")
    assert cast.resident.email in admin.get(reverse("wagtailadmin_reports:site_history")).content.decode()


def test_the_list_and_the_history_cost_the_same_for_one_of_them_and_for_three(cast, young, monkeypatch):
    admin = client_of(cast.administrator)

    def cost(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse(name))
        return len(queries)

    names = ("wagtailusers_users:index", "wagtailadmin_reports:site_history")
    [cost(name) for name in names]
    before = [cost(name) for name in names]
    three = ["young_person@example.org", "outsider@example.org", "facilitator@example.org"]
    monkeypatch.setitem(protection._rooms, "one", lambda: User.objects.filter(email__in=three))
    assert [cost(name) for name in names] == before


def test_who_works_here_is_seen_whatever_their_age(cast, monkeypatch):
    """Else nobody could take the role back."""
    monkeypatch.setitem(protection._rooms, "one", lambda: User.objects.all())
    admin = client_of(cast.administrator)
    body = admin.get(reverse("wagtailusers_users:index")).content.decode()
    for seen in (cast.administrator, cast.county_officer):
        assert seen.email in body
        assert admin.get(reverse("wagtailusers_users:edit", args=[seen.pk])).status_code == 200
    for hidden in (cast.resident, cast.facilitator, cast.moderator):
        assert hidden.email not in body


def test_they_get_no_role_over_others(cast, young):
    with pytest.raises(RoleRefused):
        make_officer(user=young, organisation=cast.county)
    for role in set(Role) - {Role.YOUNG_EDITOR}:
        with pytest.raises(RoleRefused):
            give_role(user=young, role=role)
    assert not young.groups.exists()
    give_role(user=young, role=Role.YOUNG_EDITOR)
    assert [group.name for group in young.groups.all()] == [Role.YOUNG_EDITOR.value]


def test_an_address_typed_to_name_somebody_finds_nobody(cast, young):
    at = timezone.now()
    with pytest.raises(NobodyThere):
        appoint(forum=make_forum(), email=young.email, by=cast.administrator, at=at)
    with pytest.raises(NotInvited):
        invite_facilitator(event=make_event(), email=young.email, by=cast.county_officer, at=at)
    assert appoint(forum=make_forum(), email=cast.resident.email, by=cast.administrator, at=at).user == cast.resident


def test_only_who_works_here_is_offered_as_lead_officer(cast, young):
    community = CommunityOfInterest.objects.create(name="Carers", slug="carers", lead_officer=cast.moderator)
    admin, url = client_of(cast.administrator), reverse("communityofinterest:edit", args=[community.pk])
    body = admin.get(url).content.decode()
    assert young.email not in body
    assert cast.resident.email not in body
    assert cast.county_officer.email in body
    assert cast.moderator.email in body
    data = {"name": "Carers", "slug": "carers", "description": "", "lead_organisation": "", "lead_role": ""}
    assert admin.post(url, data | {"lead_officer": young.pk}).status_code == 200
    community.refresh_from_db()
    assert community.lead_officer == cast.moderator


def test_they_can_go_and_the_last_administrator_cannot(cast, young, monkeypatch):
    tell(young.email)
    leave(user=young, at=timezone.now())
    assert not User.objects.filter(email="young_person@example.org").exists()
    assert not Notice.objects.exists()
    monkeypatch.setitem(protection._rooms, "one", lambda: User.objects.all())
    with pytest.raises(LastAdministrator):
        leave(user=cast.administrator, at=timezone.now())
    erase_person(user=cast.resident, at=timezone.now())
    assert not User.objects.filter(email="resident@example.org").exists()
