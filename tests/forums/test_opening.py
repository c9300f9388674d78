"""Who is behind a name: never one person alone, never twice, never without a line in the log."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forums.errors import NotAuthorised, OpeningOver, ReasonMissing, SecondPersonNeeded
from forums.models import Moderator, NameOpening
from forums.services.opening import STANDS, ask_opening, decide_opening, open_name
from people.models import Notice
from people.notices import letter_of
from tests.forums.factories import make_forum, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast):
    forum = make_forum("Faith groups")
    Moderator.objects.create(forum=forum, user=cast.moderator, since=timezone.now(), may_open_names=True)
    return make_member(forum, cast.resident, "Otter")


def test_two_people_open_a_name_together_once_and_the_person_is_told(cast, member):
    at = timezone.now()
    with pytest.raises(ReasonMissing):
        ask_opening(member=member, reason=" ", by=cast.moderator, at=at)
    opening = ask_opening(member=member, reason="A threat against somebody", by=cast.moderator, at=at)
    with pytest.raises(OpeningOver):
        open_name(opening=opening, by=cast.moderator, at=at)
    with pytest.raises(SecondPersonNeeded):
        decide_opening(opening=opening, is_confirmed=True, by=cast.moderator, at=at)
    with pytest.raises(OpeningOver):
        decide_opening(opening=opening, is_confirmed=True, by=cast.administrator, at=at + STANDS)
    late = at + STANDS - timedelta(seconds=1)
    decide_opening(opening=opening, is_confirmed=True, by=cast.administrator, at=late)
    assert open_name(opening=opening, by=cast.moderator, at=late) == cast.resident
    with pytest.raises(OpeningOver):
        open_name(opening=opening, by=cast.administrator, at=late)
    assert ModelLogEntry.objects.filter(action="engage.look").count() == 3
    assert cast.resident.email not in str(list(ModelLogEntry.objects.values_list("label", "data")))
    letter = letter_of(Notice.objects.get(kind="forum-name-opened"))
    assert letter.recipient == cast.resident.email
    assert "A threat against somebody" in letter.body


def test_nobody_else_takes_part(cast, member):
    at = timezone.now()
    for stranger in (cast.county_officer, cast.outsider, cast.resident):
        with pytest.raises(NotAuthorised):
            ask_opening(member=member, reason="Curious", by=stranger, at=at)
    opening = ask_opening(member=member, reason="A threat", by=cast.moderator, at=at)
    with pytest.raises(NotAuthorised):
        decide_opening(opening=opening, is_confirmed=True, by=cast.county_officer, at=at)
    decide_opening(opening=opening, is_confirmed=False, by=cast.administrator, at=at)
    with pytest.raises(OpeningOver):
        open_name(opening=opening, by=cast.moderator, at=at)
    assert NameOpening.objects.get().opened_at is None


def test_where_it_would_endanger_somebody_the_person_is_not_told_and_the_reason_stands(cast, member):
    at = timezone.now()
    with pytest.raises(ReasonMissing):
        ask_opening(member=member, reason="A threat", is_endangering=True, by=cast.moderator, at=at)
    opening = ask_opening(
        member=member, reason="A threat", is_endangering=True, endangers="A child", by=cast.moderator, at=at
    )
    decide_opening(opening=opening, is_confirmed=True, by=cast.administrator, at=at)
    open_name(opening=opening, by=cast.administrator, at=at)
    assert not Notice.objects.filter(kind="forum-name-opened").exists()
