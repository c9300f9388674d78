"""A young editor who turns bad, and judges who would know more than they may."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.youth.factories import make_checked, make_editor, make_section
from tests.youth.test_competitions import enter, make_competition, photograph
from youth.models import Competition, SafeguardingCheck, WeekPoll, WhatsOn
from youth.services.asking import change_poll, suggest_poll
from youth.services.editors import pause_writer
from youth.services.judging import name_judge
from youth.services.whats_on import change_whats_on, suggest_whats_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cast):
    section = make_section()
    section.organisation = factories.make_organisation()
    section.save()
    return make_editor()


@pytest.fixture
def adult(editor) -> Client:
    client = Client()
    client.force_login(make_checked())
    return client


def mark_on(client: Client, place: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', client.get(place).content.decode())
    assert found
    return found[1]


def refused_as_changed(client: Client, place: str, seen: str) -> None:
    for sent in ({"seen": seen}, {"seen": ""}, {}):
        answer = client.post(place, {"out": "1"} | sent)
        assert (answer.status_code, "Somebody has changed this" in answer.content.decode()) == (409, True)


def test_what_is_on_goes_out_as_it_was_read_or_not_at_all(editor, adult):
    at = timezone.now()
    words = {
        "title": "Open mic",
        "summary": "Sing.",
        "place": "The hall",
        "cost": "",
        "access": "A ramp.",
        "run_by": "Us",
    }
    when = {"starts_at": at + timedelta(days=2), "ends_at": at + timedelta(days=2, hours=2)}
    one = suggest_whats_on(values=words | when, by=editor.user, at=at)
    place = f"/youth/team/whats-on/{one.pk}/"
    seen = mark_on(adult, place)
    change_whats_on(pk=one.pk, values={"link": "https://bad.example/"}, by=editor.user, at=at)
    refused_as_changed(adult, place, seen)
    assert WhatsOn.objects.get().published_at is None
    assert adult.post(place, {"out": "1", "seen": mark_on(adult, place)}).status_code == 302
    assert WhatsOn.objects.get().published_at is not None


def test_a_poll_goes_out_as_it_was_read_or_not_at_all(editor, adult):
    at, day = timezone.now(), timezone.localdate()
    words = {"question": "Which is best?", "answers": "One\nTwo", "starts_on": day, "ends_on": day}
    poll = suggest_poll(**words, by=editor.user, at=at)
    place = f"/youth/team/asking/polls/{poll.pk}/"
    seen = mark_on(adult, place)
    change_poll(poll=poll, **words | {"question": "Who is worst?"}, by=editor.user, at=at)
    refused_as_changed(adult, place, seen)
    assert WeekPoll.objects.get().event is None
    assert adult.post(place, {"out": "1", "seen": mark_on(adult, place)}).status_code == 302
    assert WeekPoll.objects.get().event is not None


@pytest.mark.parametrize("who", ["lapsed", "paused"])
def test_a_judge_who_is_of_the_team_no_more_sees_no_picture(editor, who, settings, tmp_path):
    settings.YOUTH_ENTRIES = tmp_path
    at = timezone.now()
    shown = {"opens_at": at - timedelta(days=2), "closes_at": at + timedelta(hours=1), "published_at": at}
    dates = {"announce_on": at.date() + timedelta(days=9), "erase_on": at.date() + timedelta(days=40)}
    competition = make_competition(takes="picture", **shown, **dates)
    entry = enter(competition, at=at, text="", picture=photograph(), picture_alt="A bus")
    judge = make_checked() if who == "lapsed" else editor.user
    name_judge(competition=competition, user=judge, by=make_checked(), at=at)
    Competition.objects.update(closes_at=at - timedelta(hours=1))
    client, place = Client(), f"/youth/competitions/pictures/{entry.picture}.webp"
    client.force_login(judge)
    assert client.get(place).status_code == 200
    if who == "lapsed":
        SafeguardingCheck.objects.filter(user=judge).update(look_again_on=timezone.localdate())
    else:
        pause_writer(writer=editor, by=make_checked(), reason="Not kind", at=at)
    assert client.get(place).status_code == 404
    assert client.get(f"/youth/team/competitions/{competition.pk}/judging/").status_code == 404
