"""What the live room holds about a person, how it goes, and what the clock takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from live.errors import OutOfTurn
from live.models import AudienceQuestion, Ballot, Command, Event, PaperCount, Support
from live.names import voter_of_user
from live.privacy import KEPT, collect_entered, collect_running, collect_votes, erase_votes
from live.services.agenda import add_step
from live.services.commands import give_command
from live.services.events import end_event, invite_facilitator
from people import ticks
from people.privacy import apply_retention, erase_person, held_about
from tests.live.halls import NOW, choices_of, make_event, make_poll
from tests.live.past import make_round, on_paper, vote, write

pytestmark = pytest.mark.django_db

SIGNED_IN = Event.Admission.SIGNED_IN


def take_part(event, user):
    """Have this person vote, put a question and support another's; and somebody else do the same."""
    item = make_poll(event)
    talk = add_step(event=event, kind="talk")
    bus, train, _bike = choices_of(item)
    round_ = make_round(item)
    voter = voter_of_user(event.secret_bytes, user.pk)
    Ballot.objects.create(round=round_, voter=voter, value=train, device="d", received_at=NOW)
    vote(round_, [bus] * 3)
    mine = AudienceQuestion.objects.create(item=talk, voter=voter, text="Mine?", put_at=NOW)
    theirs = AudienceQuestion.objects.create(item=talk, voter="f" * 32, text="Theirs?", put_at=NOW)
    Support.objects.create(question=theirs, voter=voter)
    Support.objects.create(question=mine, voter="f" * 32)
    return item


class TestVotes:
    def test_one_who_signed_in_sees_their_own_and_no_others(self, cast):
        event = make_event(admission=SIGNED_IN, title="Signed in")
        take_part(event, cast.resident)
        rows = collect_votes(cast.resident)
        assert [list(row.values())[1:] for row in rows] == [["How did you come here?", "Train"], ["Mine?"]]
        assert collect_votes(cast.outsider) == []

    @pytest.mark.parametrize("admission", [Event.Admission.OPEN, Event.Admission.CARD])
    def test_at_other_events_nobody_is_found(self, cast, admission):
        take_part(make_event(admission=admission), cast.resident)
        assert collect_votes(cast.resident) == []
        assert erase_votes(cast.resident, NOW) == 0

    def test_once_the_event_has_ended_nothing_leads_to_a_vote(self, cast):
        event = make_event(admission=SIGNED_IN)
        take_part(event, cast.resident)
        name = voter_of_user(event.secret_bytes, cast.resident.pk)
        end_event(event=event, at=NOW)
        assert collect_votes(cast.resident) == []
        assert erase_votes(cast.resident, NOW) == 0
        assert not Ballot.objects.filter(voter=name).exists()
        assert Ballot.objects.count() == 4

    def test_erasing_takes_votes_questions_and_support_and_screens_look_again(self, cast):
        event = make_event(admission=SIGNED_IN)
        take_part(event, cast.resident)
        assert erase_votes(cast.resident, NOW) > 0
        assert Ballot.objects.count() == 3
        assert [one.text for one in AudienceQuestion.objects.all()] == ["Theirs?"]
        assert not Support.objects.exists()
        done = Command.objects.get()
        assert (done.revision, done.name, done.given_by) == (event.revision + 1, Command.ERASED, None)
        with pytest.raises(OutOfTurn, match="somebody took their own votes back"):
            give_command(event=event, name="start", revision=event.revision, by=None, at=NOW)
        give_command(event=event, name="start", revision=done.revision, by=None, at=NOW)


class TestRunning:
    @pytest.fixture
    def event(self, cast):
        event = make_event(title="Conference")
        invite_facilitator(event=event, email=cast.facilitator.email, by=None, at=NOW)
        item = make_poll(event)
        give_command(event=event, name="start", revision=0, by=cast.facilitator, at=NOW)
        round_ = make_round(item)
        vote(round_, [choices_of(item)[0]] * 2, channel="helper", entered_by=cast.facilitator)
        PaperCount.objects.filter(pk=on_paper(round_, choices_of(item)[0], 7).pk).update(entered_by=cast.facilitator)
        return event

    def test_shows_what_somebody_did_and_never_whose_votes_they_entered(self, cast, event):
        assert [list(row.values())[-1] for row in collect_running(cast.facilitator)] == [NOW, 1]
        assert [list(row.values()) for row in collect_entered(cast.facilitator)] == [["Conference", 9]]
        assert collect_running(cast.outsider) == collect_entered(cast.outsider) == []

    def test_an_account_that_goes_leaves_the_votes_and_what_was_done(self, cast, event):
        slugs = {held.kind.slug for held in held_about(cast.facilitator) if held.rows}
        assert {"live-running", "live-entered"} <= slugs
        erased = erase_person(user=cast.facilitator, at=NOW)
        assert (erased["live-running"], erased["live-entered"]) == (2, 3)
        assert Ballot.objects.count() == 2
        assert Command.objects.get().given_by is None

    def test_is_forgotten_half_a_year_after_the_event(self, cast, event):
        end_event(event=event, at=NOW)
        just_before = apply_retention(at=NOW + KEPT - timedelta(microseconds=1))
        assert just_before["live-running"] == just_before["live-entered"] == 0
        then = apply_retention(at=NOW + KEPT)
        assert (then["live-running"], then["live-entered"]) == (2, 3)
        assert collect_running(cast.facilitator) == collect_entered(cast.facilitator) == []
        assert apply_retention(at=NOW + KEPT)["live-running"] == 0


def test_unpublished_words_go_half_a_year_after_the_event_and_published_ones_stay():
    event = make_event()
    round_ = make_round(make_poll(event, "short_text"))
    write(round_, ["published"], state="shown")
    write(round_, ["waiting"], first=2)
    write(round_, ["left out"], state="hidden", first=3)
    talk = add_step(event=event, kind="talk")
    for state in AudienceQuestion.State.values:
        AudienceQuestion.objects.create(item=talk, voter="a" * 32, text=state, state=state, put_at=NOW)
    end_event(event=event, at=NOW)
    assert apply_retention(at=NOW + KEPT - timedelta(microseconds=1))["live-votes"] == 0
    assert apply_retention(at=NOW + KEPT)["live-votes"] == 5
    assert sorted(Ballot.objects.values_list("text", flat=True)) == ["", "", "published"]
    assert sorted(AudienceQuestion.objects.values_list("text", flat=True)) == ["accepted", "answered"]


def test_an_event_that_goes_on_keeps_its_words():
    event = make_event()
    write(make_round(make_poll(event, "short_text")), ["waiting"])
    assert apply_retention(at=NOW + 3 * KEPT)["live-votes"] == 0


def test_the_clock_ends_events_that_nobody_ended():
    forgotten = make_event(starts_at=NOW - timedelta(hours=20), ends_at=NOW - timedelta(hours=12, seconds=1))
    just_not = make_event(starts_at=NOW - timedelta(hours=20), ends_at=NOW - timedelta(hours=12))
    assert ticks.run_all(at=NOW)["live events"] == ""
    assert Event.objects.get(pk=forgotten.pk).ended_at == NOW
    assert Event.objects.get(pk=just_not.pk).ended_at is None
