"""The stage: commands in turn, rounds that open and close by the server's clock, results that wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from live.errors import EventOver, NotNow, OutOfTurn, StillCounting
from live.models import Ballot, Command, Event, Round
from live.models.rounds import GRACE, SETTLING
from live.services.agenda import add_step
from live.services.commands import give_command
from live.services.events import end_event
from live.showing import remote_context
from live.stage import read_stage
from tests.live.halls import NOW, cast_votes, choices_of, make_event, make_poll, make_vote, open_round

pytestmark = [pytest.mark.django_db]
JUST = timedelta(microseconds=1)


class Hall:
    """An event whose stage the test presses through."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.at = NOW

    def press(self, name: str, *, number: int | None = None, later: timedelta = timedelta(0)) -> Event:
        self.at += later
        self.event.refresh_from_db()
        return give_command(
            event=self.event,
            name=name,
            revision=self.event.revision,
            by=None,
            at=self.at,
            item_id=self.event.current_id,
            number=number,
        )

    def stage(self, *, later: timedelta = timedelta(0)):
        return read_stage(self.event.pk, at=self.at + later)


@pytest.fixture
def hall():
    return Hall(make_event())


def test_two_people_who_press_next_advance_once_and_the_second_is_told_who_did(cast, hall):
    make_poll(hall.event)
    make_poll(hall.event)
    plain = {"event": hall.event, "name": "next", "revision": 0, "at": NOW, "item_id": None}
    give_command(by=cast.facilitator, **plain)
    with pytest.raises(OutOfTurn) as told:
        give_command(by=cast.county_officer, **plain)
    assert str(cast.facilitator) in str(told.value.public_message)
    assert "Next" in str(told.value.public_message)
    hall.event.refresh_from_db()
    assert hall.event.revision == 1
    assert Command.objects.count() == 1


def test_a_command_given_on_another_step_is_refused(hall):
    first = make_poll(hall.event)
    make_poll(hall.event)
    hall.press("start")
    hall.press("next")
    with pytest.raises(OutOfTurn):
        give_command(event=hall.event, name="open", revision=2, by=None, at=NOW, item_id=first.pk)


def test_next_and_back_walk_the_agenda_and_close_what_is_left(hall):
    poll = make_poll(hall.event)
    slide = add_step(event=hall.event, kind="slide", title="Facts")
    hall.press("start")
    hall.press("open")
    hall.press("next", later=timedelta(seconds=5))
    assert hall.stage().item == slide
    assert Round.objects.get(item=poll).closes_at == hall.at
    with pytest.raises(NotNow):
        hall.press("next")
    hall.press("back")
    hall.press("back")
    assert hall.stage().state == "waiting"


def test_the_states_of_a_poll_follow_the_clock(hall):
    make_poll(hall.event)
    hall.press("start")
    assert hall.stage().state == "ready"
    hall.press("countdown", number=30)
    assert hall.stage().state == "open"
    assert hall.stage(later=timedelta(seconds=10)).closes_in == 20_000
    closing = timedelta(seconds=30)
    assert hall.stage(later=closing - JUST).state == "open"
    assert hall.stage(later=closing).state == "counting"
    assert hall.stage(later=closing + SETTLING - JUST).state == "counting"
    assert hall.stage(later=closing + SETTLING).state == "closed"


def test_nobody_sees_a_count_of_a_blind_poll_before_it_is_settled(hall):
    poll = make_poll(hall.event)
    hall.press("start")
    hall.press("open")
    cast_votes(Round.objects.get(), *choices_of(poll))
    assert hall.stage().counts is None
    assert hall.stage().voted == 3
    with pytest.raises(NotNow):
        hall.press("show")
    hall.press("close")
    assert hall.stage().counts is None
    with pytest.raises(StillCounting):
        hall.press("show", later=SETTLING - JUST)
    hall.press("show", later=JUST)
    assert hall.stage().counts.tally.answered == 3
    assert hall.stage().state == "shown"


def test_an_open_result_grows_only_where_the_poll_is_not_blind(hall):
    poll = make_poll(hall.event, is_blind=False)
    hall.press("start")
    hall.press("open")
    hall.press("show")
    cast_votes(Round.objects.get(), choices_of(poll)[0])
    assert hall.stage().is_result_up
    assert hall.stage().counts.tally.answered == 1
    hall.press("close")
    assert hall.stage(later=GRACE).counts is None


def test_reopening_goes_on_with_the_round_until_its_result_was_shown(hall):
    make_poll(hall.event)
    hall.press("start")
    hall.press("open")
    hall.press("close")
    hall.press("reopen")
    assert Round.objects.get().closes_at is None
    hall.press("close")
    hall.press("show", later=SETTLING)
    hall.press("hide")
    hall.press("reopen")
    assert [(one.number, one.is_open(at=hall.at)) for one in Round.objects.order_by("number")] == [
        (1, False),
        (2, True),
    ]


def test_asking_again_is_a_new_round_in_which_everybody_may_vote(hall):
    poll = make_poll(hall.event)
    bus, train, _bike = choices_of(poll)
    hall.press("start")
    hall.press("open")
    first = Round.objects.get()
    cast_votes(first, bus, voter="a" * 32)
    hall.press("close")
    with pytest.raises(StillCounting):
        hall.press("again")
    hall.press("again", later=SETTLING)
    second = Round.objects.get(number=2)
    cast_votes(second, train, voter="a" * 32)
    assert Ballot.objects.count() == 2
    assert hall.stage().counts is None


def test_a_cut_is_shown_only_when_both_polls_are_settled_and_hides_small_groups(hall):
    age = make_poll(hall.event, choices=("Under 25", "25 to 64", "65 or over"), is_slice=True)
    young, middle, old = choices_of(age)
    poll = make_poll(hall.event)
    bus, *_others = choices_of(poll)
    ages = open_round(age, closes_at=NOW)
    votes = open_round(poll)
    hall.event.refresh_from_db()
    groups = [young] * 4 + [middle] * 8 + [old] * 6
    for number, group in enumerate(groups):
        cast_votes(ages, group, voter=f"{number:032x}")
        cast_votes(votes, bus, voter=f"{number:032x}")
    with pytest.raises(NotNow):
        hall.press("cut", number=age.pk)
    hall.press("close")
    with pytest.raises(StillCounting):
        hall.press("cut", number=age.pk, later=GRACE)
    hall.press("cut", number=age.pk, later=SETTLING)
    showing = votes.showings.get()
    assert young not in showing.groups
    assert showing.groups == [middle]  # with the old as well, the total would tell about the young
    with pytest.raises(NotNow):
        hall.press("cut", number=poll.pk)


def test_groups_are_not_cut_by_groups(hall):
    """Of one old woman among ten women the hall would read that there is one."""
    sex = make_poll(hall.event, choices=("Woman", "Man"), is_slice=True)
    age = make_poll(hall.event, choices=("Old", "Young"), is_slice=True)
    cast_votes(open_round(sex, closes_at=NOW), *[choices_of(sex)[0]] * 10)
    cast_votes(open_round(age, closes_at=NOW), *[choices_of(age)[0]] * 10)
    hall.event.refresh_from_db()
    hall.press("show", later=SETTLING)
    with pytest.raises(NotNow, match="makes groups"):
        hall.press("cut", number=sex.pk)
    assert remote_context(hall.stage())["slices"] == []


def test_leaving_a_poll_takes_the_cut_off_the_stage(hall):
    make_poll(hall.event)
    hall.press("start")
    Event.objects.update(cut_by=hall.event.agenda.first(), is_comparing=True, is_blank=True)
    make_poll(hall.event)
    event = hall.press("next")
    assert (event.cut_by, event.is_comparing, event.is_blank) == (None, False, False)


def test_an_ended_event_takes_no_command_and_knows_no_voter_any_more(hall):
    poll = make_poll(hall.event)
    round_ = open_round(poll)
    make_second = open_round(make_poll(hall.event), closes_at=NOW)
    voter = "a" * 32
    cast_votes(round_, choices_of(poll)[0], voter=voter)
    cast_votes(make_second, 1, voter=voter)
    end_event(event=hall.event, at=NOW + timedelta(hours=1))
    hall.event.refresh_from_db()
    names = set(Ballot.objects.values_list("voter", flat=True))
    assert len(names) == 1
    assert voter not in names
    assert bytes(hall.event.secret) == b""
    assert Round.objects.get(pk=round_.pk).closes_at == NOW + timedelta(hours=1)
    with pytest.raises(EventOver):
        hall.press("start")
    again = end_event(event=hall.event, at=NOW + timedelta(hours=2))
    assert again.ended_at == NOW + timedelta(hours=1)


def test_the_stage_takes_the_same_statements_however_many_vote(hall, django_assert_max_num_queries):
    poll = make_poll(hall.event, is_blind=False)
    hall.press("start")
    hall.press("open")
    round_ = Round.objects.get()
    for wave in range(2):
        cast_votes(round_, *[choices_of(poll)[wave]] * (1 + 2 * wave))
        with django_assert_max_num_queries(14):
            hall.stage()


def test_a_receipt_is_given_only_where_it_ties_nobody_to_a_group_or_to_words(hall):
    from live.answers import Submission, vote_of

    codes = {}
    for name, settings in {"plain": {}, "slice": {"is_slice": True}, "test": {"is_test": True}}.items():
        poll = make_poll(hall.event, **settings)
        round_ = open_round(poll)
        submission = Submission(round_.pk, {"": [str(choices_of(poll)[0])]}, "d", 1)
        codes[name] = vote_of(submission, stage=hall.stage(), voter="a" * 32, at=NOW).code
    assert codes["plain"]
    assert (codes["slice"], codes["test"]) == ("", "")
    words = make_poll(hall.event, "short_text")
    round_ = open_round(words)
    submission = Submission(round_.pk, {"": ["Buses"]}, "d", 1)
    assert vote_of(submission, stage=hall.stage(), voter="a" * 32, at=NOW).code == ""
    assert make_vote(round_, None).code == ""
