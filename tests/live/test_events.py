"""What becomes of events: made, ended for good, copied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import generation
from live.errors import EventOver
from live.models import AudienceQuestion, Ballot, Event, Facilitator, Round, Support
from live.models.events import FORGOTTEN
from live.names import LETTERS, voter_of_user
from live.services import events
from live.services.agenda import add_step
from live.services.casting import Outcome, store_votes
from live.services.events import copy_event, end_event, end_forgotten
from tests.live.halls import NOW, choices_of, make_event, make_poll, make_vote, open_round

pytestmark = [pytest.mark.django_db]


def test_an_event_has_a_code_of_its_own(monkeypatch):
    first = make_event()
    codes = iter([first.code, first.code, "K7M4TP"])
    monkeypatch.setattr(events, "fresh_code", lambda: next(codes))
    assert make_event().code == "K7M4TP"
    assert set(first.code) <= set(LETTERS)


def test_the_end_closes_what_is_open_and_keeps_when_others_closed():
    event = make_event()
    closed = open_round(make_poll(event), closes_at=NOW + timedelta(minutes=1))
    counting_down = open_round(make_poll(event), closes_at=NOW + timedelta(minutes=30))
    still_open = open_round(make_poll(event))
    at = NOW + timedelta(minutes=10)
    end_event(event=event, at=at)
    ends = dict(Round.objects.values_list("pk", "closes_at"))
    assert ends == {closed.pk: NOW + timedelta(minutes=1), counting_down.pk: at, still_open.pk: at}
    event.refresh_from_db()
    assert (event.ended_at, event.current, event.is_over) == (at, None, True)


def test_the_end_destroys_what_ties_a_voter_to_ballots():
    event = make_event(admission=Event.Admission.SIGNED_IN)
    polls = [make_poll(event), make_poll(event)]
    known = voter_of_user(event.secret_bytes, 17)
    other = voter_of_user(event.secret_bytes, 18)
    for poll in polls:
        bus, train, _bike = choices_of(poll)
        round_ = open_round(poll)
        store_votes([make_vote(round_, bus, voter=known, device="phone"), make_vote(round_, train, voter=other)])
    end_event(event=event, at=NOW + timedelta(hours=1))
    event.refresh_from_db()
    assert event.secret_bytes == b""
    ballots = list(Ballot.objects.order_by("round", "value").values_list("voter", "device"))
    voters = [voter for voter, _device in ballots]
    assert not {known, other} & set(voters)
    assert {device for _voter, device in ballots} == {""}
    assert set(Ballot.objects.values_list("received_at", flat=True)) == {NOW + timedelta(hours=1)}
    assert voters[:2] == voters[2:]
    assert len(set(voters)) == 2


def test_the_end_leaves_no_name_on_questions_and_their_support():
    event = make_event()
    item = add_step(event=event, kind="talk")
    asker, friend = "a" * 32, "b" * 32
    put = timedelta(minutes=1)
    questions = [
        AudienceQuestion.objects.create(item=item, voter=asker, text=text, state="accepted", put_at=NOW + put)
        for text in ("One?", "Two?")
    ]
    for question in questions:
        Support.objects.create(question=question, voter=asker)
        Support.objects.create(question=question, voter=friend)
    elsewhere = Support.objects.create(
        question=AudienceQuestion.objects.create(
            item=add_step(event=make_event(), kind="talk"), voter=asker, text="Three?", put_at=NOW
        ),
        voter=asker,
    )
    end_event(event=event, at=NOW + timedelta(hours=1))
    there = AudienceQuestion.objects.filter(item=item)
    assert set(there.values_list("voter", "put_at")) == {("", NOW + timedelta(hours=1))}
    assert [(one.text, one.support) for one in there.by_support()] == [("One?", 2), ("Two?", 2)]
    names = set(Support.objects.filter(question__item=item).values_list("voter", flat=True))
    assert len(names) == 4
    assert not names & {asker, friend}
    elsewhere.refresh_from_db()
    assert (elsewhere.voter, elsewhere.question.voter) == (asker, asker)


def test_a_vote_on_its_way_at_the_end_is_not_stored_under_its_old_name():
    event = make_event()
    round_ = open_round(make_poll(event))
    vote = make_vote(round_, choices_of(round_.item)[0], received_at=NOW)
    end_event(event=event, at=NOW)
    assert store_votes([vote]) == [Outcome.NOT_OPEN]
    assert not Ballot.objects.exists()


def test_an_event_ends_once():
    event = make_event()
    before = generation.current()
    end_event(event=event, at=NOW)
    assert generation.current() > before
    end_event(event=event, at=NOW + timedelta(hours=1))
    event.refresh_from_db()
    assert (event.ended_at, event.revision) == (NOW, 1)


@pytest.mark.parametrize(("after", "ends"), [(timedelta(0), 0), (timedelta(microseconds=1), 1)])
def test_what_everybody_forgot_ends_by_itself(after, ends):
    event = make_event()
    assert end_forgotten(event.ends_at + FORGOTTEN + after) == ends
    event.refresh_from_db()
    assert event.is_over is bool(ends)


def test_a_copy_takes_the_agenda_and_nothing_that_happened(cast):
    event = make_event(cast.county, minimum=7, cards=30, has_receipts=False)
    item = make_poll(event, is_slice=True)
    round_ = open_round(item)
    store_votes([make_vote(round_, choices_of(item)[0])])
    Facilitator.objects.create(event=event, user=cast.facilitator, invited_at=NOW)
    end_event(event=event, at=NOW)
    copy = copy_event(event=event, at=NOW, by=cast.county_officer, title="Again")
    assert (copy.minimum, copy.cards, copy.has_receipts, copy.organisation) == (7, 30, False, cast.county)
    assert (copy.ended_at, copy.current, copy.revision, copy.facilitators.count()) == (None, None, 0, 0)
    assert copy.secret_bytes
    assert {copy.code, copy.screen_key}.isdisjoint({event.code, event.screen_key})
    step = copy.agenda.get()
    assert (step.question, step.is_slice, step.rounds.count()) == (item.question, True, 0)


def test_an_event_that_has_ended_takes_no_facilitator(cast):
    event = make_event(cast.county)
    end_event(event=event, at=NOW)
    event.refresh_from_db()
    with pytest.raises(EventOver):
        events.invite_facilitator(event=event, email=cast.facilitator.email, by=cast.county_officer, at=NOW)


def test_who_runs_which_events(cast):
    theirs, ours = make_event(cast.borough), make_event(cast.county)
    Facilitator.objects.create(event=theirs, user=cast.outsider, invited_at=NOW)
    Facilitator.objects.create(event=theirs, user=cast.borough_officer, invited_at=NOW)
    found = {
        name: list(Event.objects.run_by(getattr(cast, name)).order_by("pk"))
        for name in ("borough_officer", "county_officer", "outsider", "resident", "administrator")
    }
    assert found == {
        "borough_officer": [theirs],
        "county_officer": [ours],
        "outsider": [theirs],
        "resident": [],
        "administrator": [theirs, ours],
    }
    cast.outsider.is_active = False
    assert not Event.objects.run_by(cast.outsider).exists()
