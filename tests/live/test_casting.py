"""Votes as they are stored: once each, in time, many in few statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.models import Ballot
from live.models.rounds import GRACE
from live.services.casting import Outcome, store_votes
from tests.live.halls import NOW, cast_votes, choices_of, make_event, make_poll, make_vote, open_round, stored

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def poll():
    return make_poll(make_event())


def test_each_voter_has_one_ballot_whose_newest_answer_stands(poll):
    bus, train, _bike = choices_of(poll)
    round_ = open_round(poll)
    first = make_vote(round_, bus, voter="a" * 32)
    second = make_vote(round_, train, voter="a" * 32, sequence=2)
    assert store_votes([first]) == [Outcome.STORED]
    assert store_votes([second]) == [Outcome.STORED]
    assert stored(round_) == [train]
    assert Ballot.objects.get().revision == 2


@pytest.mark.parametrize("together", [True, False])
def test_a_repeat_and_one_that_was_overtaken_change_nothing(poll, together):
    bus, train, _bike = choices_of(poll)
    round_ = open_round(poll)
    first = make_vote(round_, bus, voter="a" * 32)
    second = make_vote(round_, train, voter="a" * 32, sequence=2)
    if together:
        assert store_votes([second, first, second]) == [Outcome.STORED] * 3
    else:
        for vote in (second, first, second):
            assert store_votes([vote]) == [Outcome.STORED]
    assert stored(round_) == [train]
    assert Ballot.objects.get().revision == 1


def test_another_device_of_the_same_voter_changes_the_vote(poll):
    bus, train, _bike = choices_of(poll)
    round_ = open_round(poll)
    store_votes([make_vote(round_, bus, voter="a" * 32, sequence=9)])
    store_votes([make_vote(round_, train, voter="a" * 32, device="other", sequence=1)])
    assert stored(round_) == [train]


def test_an_answer_that_cannot_be_changed_stands(poll):
    poll.can_change = False
    poll.save()
    bus, train, _bike = choices_of(poll)
    round_ = open_round(poll)
    first = make_vote(round_, bus, voter="a" * 32)
    second = make_vote(round_, train, voter="a" * 32, sequence=2)
    assert store_votes([first]) == [Outcome.STORED]
    assert store_votes([second, first]) == [Outcome.ALREADY_VOTED, Outcome.STORED]
    assert stored(round_) == [bus]


def test_what_arrives_within_two_seconds_of_closing_counts(poll):
    bus, *_others = choices_of(poll)
    closing = NOW + timedelta(minutes=1)
    round_ = open_round(poll, closes_at=closing)
    just = timedelta(microseconds=1)
    votes = [
        make_vote(round_, bus, received_at=moment)
        for moment in (NOW - just, NOW, closing, closing + GRACE - just, closing + GRACE)
    ]
    assert store_votes(votes) == [
        Outcome.NOT_OPEN,
        Outcome.STORED,
        Outcome.STORED,
        Outcome.STORED,
        Outcome.TOO_LATE,
    ]
    assert len(stored(round_)) == 3


def test_a_round_that_does_not_exist_takes_nothing(poll):
    round_ = open_round(poll)
    vote = make_vote(round_, 1)
    round_.delete()
    assert store_votes([vote]) == [Outcome.NOT_OPEN]


@pytest.mark.parametrize("number", [1, 100, 500])
def test_a_batch_takes_at_most_four_statements(poll, number):
    bus, *_others = choices_of(poll)
    round_ = open_round(poll)
    votes = [make_vote(round_, bus) for _ in range(number)]
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert set(store_votes(votes)) == {Outcome.STORED}
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 4
    assert Ballot.objects.count() == number


def test_a_batch_of_polls_that_may_be_changed_and_polls_that_may_not_takes_at_most_four_too(poll):
    final = make_poll(poll.event, can_change=False)
    rounds = [open_round(poll), open_round(final)]
    values = [choices_of(one)[:2] for one in (poll, final)]
    for place in range(2):
        votes = [
            make_vote(round_, both[place], voter=f"{number:032x}", sequence=place + 1)
            for round_, both in zip(rounds, values, strict=True)
            for number in range(3)
        ]
        early = make_vote(rounds[0], values[0][0], received_at=NOW - timedelta(days=1))
        with CaptureQueriesContext(connection) as seen:
            told = store_votes([*votes, early])
        assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 4
        assert told == [Outcome.STORED] * 3 + [Outcome.ALREADY_VOTED if place else Outcome.STORED] * 3 + [
            Outcome.NOT_OPEN
        ]
    assert [stored(round_) for round_ in rounds] == [[values[0][1]] * 3, [values[1][0]] * 3]


def test_changed_words_wait_for_the_moderator_again_and_unchanged_ones_do_not():
    poll = make_poll(make_event(), "short_text")
    round_ = open_round(poll)
    store_votes([make_vote(round_, None, text="Buses", voter="a" * 32)])
    Ballot.objects.update(text_state=Ballot.TextState.SHOWN)
    store_votes([make_vote(round_, None, text="Buses", voter="a" * 32, sequence=2)])
    assert Ballot.objects.get().text_state == Ballot.TextState.SHOWN
    store_votes([make_vote(round_, None, text="Trains", voter="a" * 32, sequence=3)])
    assert Ballot.objects.get().text_state == Ballot.TextState.WAITING


def test_values_of_every_shape_come_back_as_they_were(poll):
    round_ = open_round(poll)
    values = [7, "3.5", [1, 2], {"4": 5}, None]
    cast_votes(round_, *values)
    assert stored(round_) == values


@pytest.mark.parametrize("can_change", [True, False])
def test_the_repeat_of_an_answer_that_came_in_time_is_never_too_late(poll, can_change):
    """Its receipt may have been lost on the way; another answer after closing is refused."""
    poll.can_change = can_change
    poll.save()
    bus, train, _bike = choices_of(poll)
    closing = NOW + timedelta(minutes=1)
    round_ = open_round(poll, closes_at=closing)
    in_time = make_vote(round_, bus, voter="a" * 32)
    store_votes([in_time])
    later = closing + GRACE
    again = replace(in_time, received_at=later)
    changed = make_vote(round_, train, voter="a" * 32, sequence=2, received_at=later)
    assert store_votes([again, changed]) == [Outcome.STORED, Outcome.TOO_LATE]
    assert stored(round_) == [bus]
