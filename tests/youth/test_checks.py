"""Safeguarding checks: two people, neither of them the adult, a day on which each ends, a number nobody else sees."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.access_log import LOOK
from people.models import Notice, User
from people.notices import letter_of
from people.permissions import has_role, may_enter_admin
from people.roles import Role
from people.services import give_role
from tests import factories
from tests.at_once import AT_ONCE, at_once
from tests.youth.factories import make_checked, make_editor, make_section, make_writer
from youth.errors import MovedOn, NotChecked
from youth.joining_errors import (
    CheckDates,
    CheckNumber,
    ChecksAreForAdministrators,
    CheckWaits,
    NotOver18,
    OwnCheck,
    ReasonMissing,
    SecondPersonNeeded,
)
from youth.models import SafeguardingCheck, YouthPage
from youth.permissions import is_checked_adult, is_safeguarding_lead
from youth.services.checks import (
    confirm_check,
    end_check,
    give_lead,
    look_at_clock,
    record_check,
    show_number,
    take_lead,
)

pytestmark = pytest.mark.django_db
LIST, RECORD = "/cms/youth/checks/", "/cms/youth/checks/record/"
NUMBER = "001234567890"


def make_admin(email: str = "") -> User:
    user = factories.make_user(email or None)
    give_role(user=user, role=Role.ADMINISTRATOR)
    return user


def record(adult: User, by: User, **fields) -> SafeguardingCheck:
    today = timezone.localdate()
    values = {
        "email": adult.email,
        "number": "0012 3456 7890",
        "checked_on": today - timedelta(days=30),
        "look_again_on": today + timedelta(days=335),
        "at": timezone.now(),
    }
    return record_check(**values | fields, by=by)


def letters() -> list:
    return [letter_of(one) for one in Notice.objects.order_by("pk")]


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_two_people_make_a_checked_adult_and_one_does_not(cast):
    make_section()
    first, second, adult = make_admin(), make_admin(), factories.make_user()
    check, today, at = record(adult, first), timezone.localdate(), timezone.now()
    assert NUMBER.encode() not in bytes(check.sealed_number)
    assert not is_checked_adult(adult, today=today)
    assert not may_enter_admin(adult)
    with pytest.raises(SecondPersonNeeded):
        confirm_check(check=check, by=first, at=at)
    with pytest.raises(ChecksAreForAdministrators):
        confirm_check(check=check, by=cast.county_officer, at=at)
    give_role(user=adult, role=Role.ADMINISTRATOR)
    with pytest.raises(OwnCheck):
        confirm_check(check=check, by=adult, at=at)
    confirm_check(check=check, by=second, at=at)
    adult = User.objects.get(pk=adult.pk)
    assert is_checked_adult(adult, today=today)
    assert has_role(adult, Role.CHECKED_ADULT)
    front = YouthPage.objects.get()
    assert front.group_permissions.filter(group__name=Role.CHECKED_ADULT.value).exists()
    with pytest.raises(MovedOn):
        confirm_check(check=check, by=make_admin(), at=at)


def test_the_database_itself_asks_for_three_people():
    adult, other = factories.make_user(), factories.make_user()
    base = {
        "user": adult,
        "sealed_number": b"x",
        "checked_on": date(2026, 1, 1),
        "look_again_on": date(2027, 1, 1),
        "recorded_at": timezone.now(),
    }
    for wrong in (
        {"recorded_by": adult},
        {"recorded_by": other, "confirmed_by": other},
        {"recorded_by": other, "confirmed_by": adult},
        {"recorded_by": other, "look_again_on": date(2026, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SafeguardingCheck.objects.create(**base | wrong)


def test_what_is_not_recorded(cast):
    make_section()
    admin, adult, today = make_admin(), factories.make_user("volunteer@example.org"), timezone.localdate()
    day = timedelta(days=1)
    for email in ("nobody@example.org", make_writer().user.email, make_editor().user.email):
        with pytest.raises(NotOver18):
            record(adult, admin, email=email)
    for by in (cast.county_officer, cast.outsider, make_checked()):
        with pytest.raises(ChecksAreForAdministrators):
            record(adult, by)
    with pytest.raises(OwnCheck):
        record(admin, admin)
    for dates in (
        {"checked_on": today + day},
        {"look_again_on": today},
        {"look_again_on": today + timedelta(days=3 * 366)},
        {"checked_on": today - timedelta(days=4 * 365)},
    ):
        with pytest.raises(CheckDates):
            record(adult, admin, **dates)
    for number in ("", "12345", "1" * 21, "12-34-56", "<b>12345"):
        with pytest.raises(CheckNumber):
            record(adult, admin, number=number)
    assert SafeguardingCheck.objects.of(adult).count() == 0
    record(adult, admin, email=adult.email.upper(), checked_on=today, look_again_on=today + day)
    with pytest.raises(CheckWaits):
        record(adult, make_admin())


def test_a_check_that_came_to_its_day_is_confirmed_by_nobody():
    check = record(factories.make_user(), make_admin())
    with pytest.raises(CheckDates):
        confirm_check(check=check, by=make_admin(), at=at_noon(check.look_again_on))
    confirm_check(check=check, by=make_admin(), at=at_noon(check.look_again_on - timedelta(days=1)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_who_confirm_at_once():
    check = record(factories.make_user(), make_admin())
    others = [make_admin() for _ in range(AT_ONCE)]
    done = at_once(lambda number: confirm_check(check=check, by=others[number], at=timezone.now()))
    assert sum(isinstance(one, SafeguardingCheck) for one in done) == 1
    assert sum(isinstance(one, MovedOn) for one in done) == AT_ONCE - 1


def test_ending_a_check_ends_everything_unless_another_stands():
    adult, admin, at, today = make_checked(is_lead=True), make_admin(), timezone.now(), timezone.localdate()
    first = SafeguardingCheck.objects.get()
    with pytest.raises(ReasonMissing):
        end_check(check=first, reason="  ", by=admin, at=at)
    with pytest.raises(ChecksAreForAdministrators):
        end_check(check=first, reason="Moved", by=adult, at=at)
    second = confirm_check(check=record(adult, admin), by=make_admin(), at=at)
    end_check(check=first, reason="A newer one", by=admin, at=at)
    assert is_safeguarding_lead(User.objects.get(pk=adult.pk), today=today)
    end_check(check=second, reason="Moved away", by=admin, at=at)
    adult = User.objects.get(pk=adult.pk)
    assert not is_checked_adult(adult, today=today)
    assert not adult.groups.exists()
    with pytest.raises(MovedOn):
        end_check(check=second, reason="Again", by=admin, at=at)


def test_a_lead_is_a_checked_adult_made_by_somebody_else(cast):
    adult, admin, at, today = make_checked(), make_admin(), timezone.now(), timezone.localdate()
    check = SafeguardingCheck.objects.get()
    with pytest.raises(ChecksAreForAdministrators):
        give_lead(check=check, by=adult, at=at)
    give_lead(check=check, by=admin, at=at)
    assert is_safeguarding_lead(adult, today=today)
    take_lead(check=check, by=admin)
    assert not is_safeguarding_lead(User.objects.get(pk=adult.pk), today=today)
    give_role(user=adult, role=Role.ADMINISTRATOR)
    with pytest.raises(OwnCheck):
        give_lead(check=check, by=adult, at=at)
    lapsed = make_checked(ends_in_days=0)
    with pytest.raises(NotChecked):
        give_lead(check=SafeguardingCheck.objects.get(user=lapsed), by=admin, at=at)


@pytest.mark.parametrize(
    ("days", "adult_reads"),
    [(-31, ""), (-30, "has to be looked at again by"), (-1, "has to be looked at again by"), (0, "no longer counts")],
)
def test_adult_and_leads_are_told_a_month_before_and_on_the_day(days, adult_reads):
    lead, adult = make_checked(is_lead=True, ends_in_days=900), make_checked(ends_in_days=100)
    at = at_noon(timezone.localdate() + timedelta(days=100 + days))
    look_at_clock(at)
    look_at_clock(at + timedelta(hours=1))
    told = {letter.recipient: letter for letter in letters()}
    assert set(told) == ({adult.email, lead.email} if adult_reads else set())
    assert len(letters()) == len(told)
    if adult_reads:
        assert adult_reads in told[adult.email].subject
        assert adult.email in told[lead.email].subject
        assert all(NUMBER not in letter.body for letter in letters())
    assert has_role(User.objects.get(pk=adult.pk), Role.CHECKED_ADULT) is (days < 0)
    assert has_role(User.objects.get(pk=lead.pk), Role.SAFEGUARDING_LEAD)


def test_without_a_lead_administrators_are_told_and_renewed_checks_are_silent():
    admin, adult = make_admin(), make_checked(ends_in_days=10)
    renewed = make_checked(ends_in_days=10)
    confirm_check(check=record(renewed, admin), by=make_admin("second@example.org"), at=timezone.now())
    look_at_clock(timezone.now())
    assert {letter.recipient for letter in letters()} == {adult.email, admin.email, "second@example.org"}


def test_a_role_without_a_check_does_not_last(cast):
    give_role(user=cast.outsider, role=Role.CHECKED_ADULT)
    look_at_clock(timezone.now())
    assert not has_role(User.objects.get(pk=cast.outsider.pk), Role.CHECKED_ADULT)


def test_the_number_is_shown_by_a_press_and_each_look_is_noted():
    adult, admin = make_checked(), make_admin()
    check = SafeguardingCheck.objects.get()
    client = Client()
    client.force_login(admin)
    for path in (LIST, f"{LIST}{check.pk}/", f"{LIST}{check.pk}/?action=number"):
        assert NUMBER not in client.get(path).content.decode()
    assert not ModelLogEntry.objects.filter(action=LOOK).exists()
    page = client.post(f"{LIST}{check.pk}/", {"action": "number"})
    assert NUMBER in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    look = ModelLogEntry.objects.get(action=LOOK)
    assert (look.user, look.object_id) == (admin, str(check.pk))
    assert adult.email not in look.label
    assert "Looked at personal data" in client.get("/cms/reports/site-history/").content.decode()
    with pytest.raises(ChecksAreForAdministrators):
        show_number(check=check, by=adult)


def test_the_screens_are_for_administrators(cast):
    checked = make_checked()
    check = SafeguardingCheck.objects.get()
    sent = {"action": "end", "reason": "Mine now", "email": cast.outsider.email}
    for user in (checked, cast.county_officer, cast.outsider, cast.moderator, make_editor().user):
        client = Client()
        client.force_login(user)
        for path in (LIST, RECORD, f"{LIST}{check.pk}/"):
            assert is_refused(client.get(path))
            assert is_refused(client.post(path, sent)) or path == LIST
        assert LIST not in client.get("/cms/").content.decode()
    check.refresh_from_db()
    assert check.ended_at is None


def is_refused(answer: Any) -> bool:
    """Whether somebody is kept out: Wagtail sends who works in the admin back to its first page."""
    return answer.status_code == 403 or (answer.status_code == 302 and answer.url in {"/cms/", "/"})


def test_two_administrators_go_through_the_screens():
    make_section()
    first, second, adult = make_admin(), make_admin(), factories.make_user("volunteer@example.org")
    today = timezone.localdate()
    one, other = Client(), Client()
    one.force_login(first)
    other.force_login(second)
    assert "No check is on record" in one.get(LIST).content.decode()
    assert LIST in one.get("/cms/").content.decode()
    sent = {"email": adult.email, "number": "12", "checked_on": today, "look_again_on": today + timedelta(days=20)}
    refused = one.post(RECORD, sent)
    assert refused.status_code == 422
    assert "6 to 20 letters or digits" in refused.content.decode()
    assert adult.email in refused.content.decode()
    assert one.post(RECORD, {}).status_code == 422
    address = one.post(RECORD, sent | {"number": NUMBER}).url
    assert "You recorded this check" in one.get(address).content.decode()
    assert one.post(address, {"action": "confirm"}).status_code == 409
    assert "Waits to be confirmed" in other.get(LIST).content.decode()
    assert other.post(address, {"action": "confirm"}).url == address
    assert other.post(address, {"action": "confirm"}).status_code == 409
    assert other.post(address, {"action": "nothing"}).status_code == 404
    assert "Lapses in 20 days" in one.get(LIST).content.decode()
    assert other.post(address, {"action": "lead"}).url == address
    assert "Take the role away" in one.get(address).content.decode()
    assert other.post(address, {"action": "unlead"}).url == address
    assert one.post(address, {"action": "end", "reason": ""}).status_code == 422
    assert one.post(address, {"action": "end", "reason": "Left the county"}).url == address
    page = one.get(address).content.decode()
    assert "Left the county" in page
    assert "End this check" not in page
    assert one.get(f"{LIST}999999/").status_code == 404


def test_the_list_asks_no_more_for_three_than_for_one():
    client = Client()
    client.force_login(make_admin())
    make_checked(is_lead=True)
    client.get(LIST)
    counted = statements(client)
    make_checked(is_lead=True)
    make_checked(ends_in_days=0)
    assert statements(client) == counted


def statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(LIST)
    return len(captured)
