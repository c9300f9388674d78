"""Several in the room at the same moment, on both databases."""

from datetime import timedelta

import pytest

from juries.models import DraftVersion, Stand
from juries.room_errors import DraftMoved, VoteNotOpen
from juries.services.room import Words, save_draft
from juries.services.room_votes import cast, close_vote
from tests.consultations.test_at_once import AT_ONCE, at_once
from tests.juries.factories import make_jury
from tests.juries.rooms import make_draft, make_vote, now, seat

both_databases = pytest.mark.parametrize(
    "database", ["whichever is set", pytest.param("postgres", marks=pytest.mark.postgres)]
)
pytestmark = [pytest.mark.django_db(transaction=True), both_databases]
AT = now()


@pytest.fixture
def jurors(database):
    return seat(make_jury(ends_on=None), AT_ONCE)


def test_of_those_who_save_over_one_version_one_does_and_the_others_are_told(jurors):
    draft = make_draft(jurors[0])

    def save(number: int) -> int:
        words = Words("Write plainly", f"Words of {number}")
        return save_draft(draft=draft, juror=jurors[number], words=words, base=1, at=AT).version

    outcomes = at_once(save)
    assert outcomes.count(2) == 1
    assert sum(isinstance(one, DraftMoved) for one in outcomes) == AT_ONCE - 1
    assert DraftVersion.objects.filter(draft=draft).count() == 2


def test_one_juror_on_four_machines_has_one_vote_and_none_is_lost_at_the_close(jurors):
    vote = make_vote(make_draft(jurors[0]), at=AT)
    at_once(lambda number: cast(vote=vote, juror=jurors[0], stand=Stand.FOR, at=AT))
    assert vote.ballots.count() == 1

    def vote_or_close(number: int) -> object:
        if number == AT_ONCE - 1:
            return close_vote(vote=vote, at=AT + timedelta(seconds=1))
        return cast(vote=vote, juror=jurors[number], stand=Stand.FOR, at=AT)

    cast(vote=vote, juror=jurors[1], stand=Stand.FOR, at=AT)
    cast(vote=vote, juror=jurors[3], stand=Stand.FOR, at=AT)
    outcomes = at_once(vote_or_close)
    assert all(one is None or isinstance(one, VoteNotOpen) or one == vote for one in outcomes)
    vote.refresh_from_db()
    late = sum(isinstance(one, VoteNotOpen) for one in outcomes)
    assert vote.votes_for in ({3, 4} if late else {4})
    assert vote.ballots.count() == 0
