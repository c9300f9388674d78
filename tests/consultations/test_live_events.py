"""Room and web together: which events are linked, and what of them counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationEvent, ConsultationPartner
from consultations.services.events import NotYourEvent, link_event, unlink_event
from consultations.services.results import count_due, count_results, fresh_results, stored_results
from live.models import Event
from live.models.rounds import SETTLING
from live.services.agenda import add_question_step
from live.services.events import end_event
from tests import factories
from tests.consultations.answered import choice_ids, make_closed, make_response, questions_of
from tests.live.halls import NOW, make_event, make_poll
from tests.live.past import end, make_round, on_paper, vote

pytestmark = pytest.mark.django_db

LATER = NOW + SETTLING


@pytest.fixture
def consultation(cast):
    return make_closed(cast.county, "single")


@pytest.fixture
def question(consultation):
    (question,) = questions_of(consultation)
    return question


def link(consultation, event, cast):
    return link_event(consultation=consultation, event=event, by=cast.county_officer, at=NOW)


def ask_in_room(cast, question, *, votes=(3, 1), **settings):
    """Return an event of the county in which so many gave the first answers of the question."""
    event = make_event(cast.county)
    item = add_question_step(event=event, question=question, **settings)
    values = [one for one, number in zip(choice_ids(question), votes, strict=False) for _ in range(number)]
    vote(make_round(item), values)
    return event, item


def counts(snapshot, question):
    return [number for _choice, number in snapshot.tables[str(question.pk)]["tally"]["counts"]]


class TestCounting:
    def test_an_event_counts_once_it_has_ended(self, cast, consultation, question):
        make_response(consultation, {question: choice_ids(question)[2]})
        event, item = ask_in_room(cast, question)
        on_paper(item.rounds.get(), choice_ids(question)[1], 6)
        link(consultation, event, cast)
        before = fresh_results(consultation, at=NOW)
        assert (before.responses, counts(before, question)) == ({"online": 1}, [0, 0, 1])
        end(event)
        after = fresh_results(consultation, at=LATER)
        assert counts(after, question) == [3, 7, 1]
        assert after.responses == {"online": 1, "event": 10}
        channels = after.tables[str(question.pk)]["channels"]
        assert {slug: one["answered"] for slug, one in channels.items()} == {"online": 1, "event": 10}

    def test_responses_typed_in_at_an_event_and_votes_in_the_room_add_up(self, cast, consultation, question):
        make_response(consultation, {question: choice_ids(question)[0]}, channel="event")
        event, _item = ask_in_room(cast, question)
        link(consultation, event, cast)
        end(event)
        assert fresh_results(consultation, at=LATER).responses == {"event": 5}

    def test_the_last_settled_round_alone(self, cast, consultation, question):
        event, item = ask_in_room(cast, question, votes=(9, 0))
        vote(make_round(item, number=2), [choice_ids(question)[1]] * 4)
        last = make_round(item, number=3, closes_at=NOW)
        vote(last, [choice_ids(question)[2]] * 2)
        link(consultation, event, cast)
        end(event)
        just_before = NOW + SETTLING - timedelta(microseconds=1)
        assert counts(count_results(consultation, at=just_before), question) == [0, 4, 0]
        assert counts(fresh_results(consultation, at=LATER), question) == [0, 0, 2]

    @pytest.mark.parametrize("settings", [{"is_slice": True}, {"is_test": True}])
    def test_neither_groups_nor_test_questions(self, cast, consultation, question, settings):
        event, _item = ask_in_room(cast, question, **settings)
        link(consultation, event, cast)
        end(event)
        assert fresh_results(consultation, at=LATER).total == 0

    def test_neither_other_questions_nor_events_that_are_not_linked(self, cast, consultation, question):
        event, _item = ask_in_room(cast, question)
        end(event)
        other = make_event(cast.county)
        poll = make_poll(other)
        vote(make_round(poll), [poll.question.choices.first().pk] * 3)
        link(consultation, other, cast)
        end(other)
        assert fresh_results(consultation, at=LATER).total == 0

    def test_a_question_of_another_consultation_counts_there_alone(self, cast, consultation, question):
        other = make_closed(cast.county, "single")
        event, _item = ask_in_room(cast, question)
        for one in (consultation, other):
            link(one, event, cast)
        end(event)
        assert fresh_results(other, at=LATER).total == 0
        assert fresh_results(consultation, at=LATER).total == 4

    def test_taking_the_link_away_takes_the_votes_away(self, cast, consultation, question):
        event, _item = ask_in_room(cast, question)
        link(consultation, event, cast)
        end(event)
        assert fresh_results(consultation, at=LATER).total == 4
        unlink_event(consultation=consultation, event_id=event.pk)
        assert fresh_results(consultation, at=LATER).total == 0

    def test_nothing_is_counted_again_while_nothing_changes(self, cast, consultation, question):
        event, item = ask_in_room(cast, question)
        link(consultation, event, cast)
        end(event)
        first = fresh_results(consultation, at=LATER)
        assert fresh_results(consultation, at=LATER + timedelta(hours=1)).counted_at == first.counted_at
        on_paper(item.rounds.get(), choice_ids(question)[0], 2)
        assert counts(fresh_results(consultation, at=LATER), question) == [5, 1, 0]

    def test_the_clock_counts_what_nobody_looks_at(self, cast, consultation, question):
        event, _item = ask_in_room(cast, question)
        link(consultation, event, cast)
        count_due(at=LATER)
        assert stored_results(consultation).total == 0
        end(event)
        assert count_due(at=LATER) == 1
        assert stored_results(consultation).total == 4
        assert count_due(at=LATER) == 0
        unlink_event(consultation=consultation, event_id=event.pk)
        assert count_due(at=LATER) == 1
        assert stored_results(consultation).total == 0

    def test_events_cost_the_same_at_one_and_at_three(self, cast, consultation, question):
        numbers = []
        for times in (1, 2):
            for _ in range(times):
                event, _item = ask_in_room(cast, question)
                link(consultation, event, cast)
                end(event)
            fresh_results(consultation, at=LATER)
            with CaptureQueriesContext(connection) as seen:
                fresh_results(consultation, at=LATER)
            numbers.append(len(seen))
        assert numbers[0] == numbers[1] == 4


class TestScreen:
    def address(self, consultation):
        return reverse("officer_results:events", args=[consultation.pk])

    def client(self, user):
        client = Client()
        client.force_login(user)
        return client

    def test_an_officer_links_and_unlinks_an_event(self, cast, consultation, question):
        event, _item = ask_in_room(cast, question)
        client = self.client(cast.county_officer)
        assert event.title in client.get(self.address(consultation)).content.decode()
        assert client.post(self.address(consultation), {"event": event.pk}).status_code == 302
        made = ConsultationEvent.objects.get()
        assert (made.event, made.linked_by) == (event, cast.county_officer)
        assert client.post(self.address(consultation), {"event": event.pk}).status_code == 302
        assert "Once the event has ended" in client.get(self.address(consultation)).content.decode()
        client.post(self.address(consultation), {"away": event.pk})
        assert not ConsultationEvent.objects.exists()

    def test_an_event_of_another_body_is_not_offered_and_not_linked(self, cast, consultation):
        theirs = make_event(cast.borough, title="Of the borough")
        client = self.client(cast.county_officer)
        assert "Of the borough" not in client.get(self.address(consultation)).content.decode()
        for sent in (theirs.pk, 10**9, "x", ""):
            assert client.post(self.address(consultation), {"event": sent}).status_code == 400
        with pytest.raises(NotYourEvent):
            link(consultation, theirs, cast)
        assert not ConsultationEvent.objects.exists()

    def test_a_partner_who_may_only_read_looks_and_links_nothing(self, cast, consultation):
        ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough, can_edit=False)
        theirs = make_event(cast.borough)
        client = self.client(cast.borough_officer)
        assert client.get(self.address(consultation)).status_code == 200
        assert client.post(self.address(consultation), {"event": theirs.pk}).status_code == 404
        assert not ConsultationEvent.objects.exists()

    def test_others_find_no_such_page(self, cast, consultation):
        event = make_event(cast.county)
        for user in (cast.borough_officer, cast.facilitator, cast.resident, cast.outsider):
            client = self.client(user)
            assert client.get(self.address(consultation)).status_code in (302, 403, 404)
            assert client.post(self.address(consultation), {"event": event.pk}).status_code in (302, 403, 404)
        assert not ConsultationEvent.objects.exists()


class TestPages:
    def text(self, consultation, end=""):
        return Client().get(consultation.url + end).content.decode()

    @pytest.mark.parametrize("is_public", [True, False])
    def test_the_consultation_says_where_it_was_asked(self, cast, consultation, question, is_public):
        event, _item = ask_in_room(cast, question)
        Event.objects.filter(pk=event.pk).update(title="Autumn conference", are_results_public=is_public)
        link(consultation, event, cast)
        assert "Autumn conference" not in self.text(consultation)
        end_event(event=event, at=timezone.now() - timedelta(minutes=1))
        for page in (self.text(consultation), self.text(consultation, "results/")):
            assert "Autumn conference" in page
            assert (f"/j/{event.code}/results/" in page) == is_public
        assert "At an event" in self.text(consultation, "results/")

    def test_another_consultation_says_nothing_of_it(self, cast, consultation, question):
        event, _item = ask_in_room(cast, question)
        link(consultation, event, cast)
        end(event)
        other = factories.make_consultation(cast.county)
        assert "Asked in the room" not in self.text(other)
