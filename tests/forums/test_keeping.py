"""Opening a forum, its rules and assessments; what threads are about; times of first answer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forums.errors import NotLater
from forums.models import Assessment, Forum, Moderator
from forums.reads.queue import first_answers, median_hours
from forums.services.joining import join
from forums.services.keeping import add_rule, end_moderator, name_moderator, open_forum, record_assessment, retire_rule
from forums.services.posting import add_post
from forums.timeliness import say_hours
from people.models import CommunityOfInterest
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import shown

pytestmark = pytest.mark.django_db


def test_a_forum_begins_with_rules_and_numbers_are_never_used_again(cast):
    community = CommunityOfInterest.objects.create(name="Carers", slug="carers")
    at = timezone.now()
    forum = open_forum(community=community, is_closed=False, by=cast.administrator, at=at)
    assert open_forum(community=community, is_closed=True, by=cast.administrator, at=at) == forum
    assert Forum.objects.get().is_closed is False
    last = forum.rules.last()
    retire_rule(rule=last, by=cast.administrator)
    assert add_rule(forum=forum, title="New", text="", by=cast.administrator).number == last.number + 1
    page = shown(Client().get("/forums/carers/rules/"))
    assert "1. Talk about things" in page
    assert f"{last.number}. " not in page
    moderator = name_moderator(forum=forum, user=cast.resident, by=cast.administrator, at=at)
    end_moderator(moderator=moderator, by=cast.administrator)
    assert not Moderator.objects.exists()
    assert ModelLogEntry.objects.filter(action="forums.kept").count() == 5


def test_assessments_stay_on_record_with_the_day_of_the_next(cast):
    forum = make_forum()
    words = {"made_by_role": "Policy team", "conclusion": "Low", "by": cast.administrator, "forum": forum}
    for year in (2025, 2026):
        record_assessment(
            kind=Assessment.Kind.ILLEGAL_CONTENT, made_on=date(year, 1, 1), review_on=date(year + 1, 1, 1), **words
        )
    assert [one.made_on.year for one in forum.assessments.all()] == [2026, 2025]
    days = {"kind": Assessment.Kind.CHILDRENS_ACCESS, "made_on": date(2026, 1, 1), "review_on": date(2026, 1, 1)}
    with pytest.raises(NotLater):
        record_assessment(**days, **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(forum=forum, made_by_role="Policy team", conclusion="Low", **days)


def test_times_of_first_answer_are_of_the_bodies_and_of_the_last_year(cast):
    forum, at = make_forum(), timezone.now()
    member = make_member(forum)
    officer = join(forum=forum, user=cast.county_officer, organisation=cast.county, role="Officer", at=at)
    for days, answer_hours in ((400, 1), (9, 5), (8, 7), (7, None)):
        thread = make_thread(member, f"{days} days ago", str(days), at=at - timedelta(days=days))
        if answer_hours:
            moment = at - timedelta(days=days) + timedelta(hours=answer_hours)
            add_post(thread=thread, member=officer, user=cast.county_officer, source="Yes", at=moment)
    figures = first_answers(forum, at=at)
    assert (figures.threads, figures.answered, figures.hours_to_answer) == (3, 2, 6)
    assert (figures.said_to_answer, figures.said_to_settle) == ("6 hours", "")
    assert median_hours([]) is None
    assert [say_hours(hours) for hours in (0, 1, 47, 48, 467)] == ["0 hours", "1 hour", "47 hours", "2 days", "19 days"]
