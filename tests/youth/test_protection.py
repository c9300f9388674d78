"""Young people are protected from the day they ask to join until they leave or have grown out of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from forums.models import Member
from people.errors import RoleRefused
from people.notices import notify, send_waiting
from people.protection import is_protected, protected_people
from people.roles import Role
from people.services import give_role
from tests.forums.factories import make_forum, make_member
from tests.youth.factories import make_editor, make_writer
from youth.ages import place_of
from youth.models import Band, Writer
from youth.services.joining import join

pytestmark = pytest.mark.django_db
State = Writer.State
NINE = datetime(2026, 5, 4, 21, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize("band", Band.values)
@pytest.mark.parametrize(
    ("state", "expected"),
    [(State.WAITING, True), (State.IN, True), (State.PAUSED, True), (State.LEFT, True), (State.ALUMNUS, False)],
)
def test_who_is_protected(cast, band, state, expected):
    writer = make_writer(band=band, state=state)
    assert is_protected(writer.user) is expected
    assert set(protected_people()) == ({writer.user} if expected else set())


def test_a_young_editor_is_protected_and_gets_no_other_role():
    editor = make_editor()
    assert is_protected(editor.user)
    with pytest.raises(RoleRefused):
        give_role(user=editor.user, role=Role.CHECKED_ADULT)


def test_no_letter_reaches_a_young_person_at_night():
    letter = {"kind": "piece", "key": "1", "subject": "Your piece", "body": "It is out.", "at": NINE}
    young, grown = make_writer(), make_writer(state=State.ALUMNUS)
    for writer in (young, grown):
        notify(recipient=writer.user.email, **letter)
    assert send_waiting(at=NINE) == 1
    assert mail.outbox[0].to == [grown.user.email]
    assert send_waiting(at=NINE + timedelta(hours=10)) == 1


def test_letters_that_came_of_themselves_stop_for_whoever_joins(cast):
    at = timezone.now()
    before = make_member(make_forum(), cast.young_person)
    other = make_member(before.forum, cast.resident)
    join(user=cast.young_person, place=place_of(17, today=timezone.localdate(at)), area=None, pen_name="Quill", at=at)
    after = make_member(make_forum(), cast.young_person)
    kept = Member.objects.in_bulk([before.pk, other.pk, after.pk])
    assert [kept[one.pk].notices for one in (before, other, after)] == ["never", "weekly", "never"]
