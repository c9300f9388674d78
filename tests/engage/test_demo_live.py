"""The demonstration's live events: there at once, unharmed by loading again, believable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import ConsultationEvent
from engage.demo.live import place_events
from engage.demo.rooms import CONFERENCE, CONFERENCE_CODE, PAST_CODE
from live.models import AgendaItem, Ballot, Event
from live.report import report_of
from live.services.commands import give_command
from live.services.events import end_event
from tests import factories
from tests.consultations.answered import questions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def load(today):
    county = factories.make_organisation(slug="county")
    factories.make_user("facilitator@engage.example")
    consultation = factories.make_consultation(county, slug="community-strategy-review")
    factories.make_survey(consultation, "agree")
    (question,) = questions_of(consultation)
    question.text = "I can influence decisions where I live."
    question.save()

    def loaded(days=0):
        place_events(today=today + timedelta(days=days), at=timezone.now() + timedelta(days=days))

    loaded()
    return loaded


def test_the_conference_is_ready_and_one_of_its_polls_counts_for_a_consultation(load):
    event = Event.objects.get(code=CONFERENCE_CODE)
    facilitator = event.facilitators.get().user
    steps = list(event.agenda.all())
    assert len(steps) == len(CONFERENCE)
    assert {step.kind for step in steps} == set(AgendaItem.Kind.values)
    assert (sum(step.is_slice for step in steps), sum(step.is_test for step in steps)) == (2, 1)
    shared = ConsultationEvent.objects.get(event=event).consultation
    assert event.agenda.filter(question__section__questionnaire__survey__consultation=shared).count() == 1
    begun = give_command(event=event, name="start", revision=0, by=facilitator, at=timezone.now())
    assert begun.current == steps[0]


def test_the_past_forum_shows_results_a_cut_and_who_moved(load):
    event = Event.objects.get(code=PAST_CODE)
    assert Client().get(f"/j/{PAST_CODE}/results/").status_code == 200
    report = report_of(event, at=timezone.now())
    assert 140 < report.voters < 160
    assert any(told.cuts for poll in report.polls for told in poll.rounds)
    assert any(movement.is_told for poll in report.polls for _one, _two, movement in poll.movements)


def test_loading_again_changes_nothing_but_the_day(load, today):
    votes = Ballot.objects.count()
    load(days=1)
    assert (Event.objects.count(), Ballot.objects.count()) == (2, votes)
    assert timezone.localdate(Event.objects.get(code=CONFERENCE_CODE).starts_at) == today + timedelta(days=1)


def test_a_conference_that_was_held_keeps_its_results_and_another_is_prepared(load):
    held = Event.objects.get(code=CONFERENCE_CODE)
    end_event(event=held, at=timezone.now())
    load()
    assert Event.objects.get(code=CONFERENCE_CODE).pk != held.pk
    held.refresh_from_db()
    assert held.is_over
    assert held.code not in {CONFERENCE_CODE, PAST_CODE}
