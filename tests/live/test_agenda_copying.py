"""Steps taken over from elsewhere: another event's agenda, the questions of a consultation."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.live_sources import Consultations
from live.models import Round
from live.services import agenda
from live.services.commands import give_command
from live.services.events import copy_agenda
from questions.models import Question
from tests import factories
from tests.admin_walk import client_of
from tests.live.halls import NOW, make_event, make_poll, open_round

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def event(cast):
    return make_event(cast.county)


@pytest.fixture
def client(cast):
    return client_of(cast.county_officer)


def address(name, event, *rest):
    return reverse(f"live:{name}", args=[event.pk, *rest])


def test_an_agenda_is_copied_from_an_event_one_may_run(cast, event, client):
    source = make_event(cast.county, title="Last year")
    make_poll(source)
    assert "Last year" in client.get(address("agenda_copy", event)).content.decode()
    client.post(address("agenda_copy", event), {"source": source.pk})
    assert event.agenda.get().question == source.agenda.get().question


def test_no_agenda_of_another_organisation_is_copied(cast, event, client):
    source = make_event(cast.borough, title="Their secret evening")
    make_poll(source)
    assert "Their secret" not in client.get(address("agenda_copy", event)).content.decode()
    assert client.post(address("agenda_copy", event), {"source": source.pk}).status_code == 400
    assert not event.agenda.exists()


def test_questions_of_ones_own_consultation_are_the_same_questions(cast, event, client):
    page = factories.make_consultation(cast.county, title="Rivers plan")
    factories.make_survey(page, "single", "matrix", "rating")
    single, _matrix, rating = Question.objects.order_by("pk")
    assert "Rivers plan" in client.get(address("agenda_copy", event)).content.decode()
    there = address("agenda_questions", event, "consultation", page.pk)
    body = client.get(there).content.decode()
    assert single.text in body
    assert _matrix.text not in body
    assert client.post(there).status_code == 400
    client.post(there, {"question": [single.pk, rating.pk, _matrix.pk]})
    assert list(event.agenda.values_list("question", flat=True)) == [single.pk, rating.pk]
    client.post(there, {"question": [single.pk]})
    assert event.agenda.count() == 2
    assert not agenda.may_reword(event.agenda.first())
    assert event.consultation_links.get().consultation == page


def test_a_question_taken_out_of_the_room_stays_in_its_consultation(cast, event):
    factories.make_survey(factories.make_consultation(cast.county), "single")
    question = Question.objects.get()
    agenda.remove_step(item=agenda.add_question_step(event=event, question=question))
    assert Question.objects.get() == question


def test_nobody_takes_questions_of_another_organisation(cast, event, client):
    page = factories.make_consultation(cast.borough, title="Their plan")
    factories.make_survey(page, "single")
    assert "Their plan" not in client.get(address("agenda_copy", event)).content.decode()
    there = address("agenda_questions", event, "consultation", page.pk)
    assert client.get(there).status_code == 404
    assert client.post(there, {"question": Question.objects.get().pk}).status_code == 404
    for key in ("0", "-1", "x", "9" * 30):
        assert client.get(address("agenda_questions", event, "consultation", key)).status_code == 404
    assert client.get(address("agenda_questions", event, "nothing", page.pk)).status_code == 404
    assert not event.agenda.exists()


def test_a_guest_facilitator_is_offered_no_consultations(cast, event):
    factories.make_survey(factories.make_consultation(cast.county), "single")
    assert Consultations().places_for(cast.facilitator) == []
    assert len(Consultations().places_for(cast.county_officer)) == 1
    assert len(Consultations().places_for(cast.administrator)) == 1


def test_a_retired_question_is_not_offered(cast):
    page = factories.make_consultation(cast.county)
    factories.make_survey(page, "single")
    Question.objects.update(retired_at=NOW)
    assert Consultations().places_for(cast.county_officer) == []
    assert Consultations().questions_of(str(page.pk), user=cast.county_officer) == []


def test_a_round_belongs_to_the_step_that_was_copied_from(cast, event):
    """A copy takes nothing of what happened."""
    item = make_poll(event)
    open_round(item)
    target = make_event(cast.county)
    copy_agenda(source=event, target=target)
    assert list(Round.objects.values_list("item", flat=True)) == [item.pk]


def test_a_survey_is_locked_once_the_hall_is_asked_a_question_of_it(cast, event):
    survey = factories.make_survey(factories.make_consultation(cast.county), "single")
    item = agenda.add_question_step(event=event, question=Question.objects.get())
    held = give_command(event=event, name="start", revision=0, by=cast.county_officer, at=NOW)
    survey.questionnaire.refresh_from_db()
    assert survey.questionnaire.locked_at is None
    give_command(event=held, name="open", revision=1, item_id=item.pk, by=cast.county_officer, at=NOW)
    survey.questionnaire.refresh_from_db()
    assert survey.questionnaire.locked_at == NOW


def test_an_event_of_another_organisation_does_not_count_for_the_consultation(cast):
    """An administrator may ask the questions of anybody anywhere; whether they add up is said."""
    page = factories.make_consultation(cast.borough)
    factories.make_survey(page, "single")
    event = make_event(cast.county)
    there = address("agenda_questions", event, "consultation", page.pk)
    sent = {"question": Question.objects.get().pk}
    response = client_of(cast.administrator).post(there, sent, follow=True)
    assert "count in the room alone" in response.content.decode()
    assert event.agenda.count() == 1
    assert not event.consultation_links.exists()
