"""Votes on drafts: windows, thresholds, one a juror, and that no row ever tells who voted how."""

from datetime import timedelta

import pytest
from django.apps import apps

from core.sealing import SealBroken, unseal
from juries.draft_state import DraftState, has_passed, state_of
from juries.models import DraftBallot, DraftVote, Recommendation, Stand
from juries.room_errors import (
    BadWindow,
    DraftLocked,
    NotAVoter,
    NotPassed,
    TooFewJurors,
    VoteNotOpen,
    VoteStands,
)
from juries.services.jurors import seat_juror
from juries.services.leaving import end_place
from juries.services.room import Words, save_draft, stand_by, write_statement
from juries.services.room_votes import adopt, close_due, close_vote, own_stand
from juries.services.room_votes import cast as give
from tests.juries.factories import make_jury
from tests.juries.rooms import enter, make_draft, make_vote, now, seat

pytestmark = pytest.mark.django_db
AT = now()
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def jury(cast):
    return make_jury(cast.county, ends_on=None)


def test_a_vote_takes_votes_from_its_opening_until_just_before_its_close(jury):
    jurors = seat(jury)
    opens_at, closes_at = AT + timedelta(hours=1), AT + timedelta(hours=2)
    vote = make_vote(make_draft(jurors[0]), at=AT, opens_at=opens_at, closes_at=closes_at)
    for outside in (opens_at - MOMENT, closes_at, closes_at + MOMENT):
        with pytest.raises(VoteNotOpen):
            give(vote=vote, juror=jurors[0], stand=Stand.FOR, at=outside)
    give(vote=vote, juror=jurors[0], stand=Stand.FOR, at=opens_at)
    give(vote=vote, juror=jurors[1], stand=Stand.FOR, at=closes_at - MOMENT)
    assert vote.ballots.count() == 2
    assert close_due(closes_at - MOMENT) == 0
    assert close_due(closes_at) == 1
    assert close_due(closes_at) == 0


def test_a_vote_is_changed_not_added_to_and_is_ones_own(jury):
    jurors = seat(jury)
    vote = make_vote(make_draft(jurors[0]), at=AT)
    for stand in (Stand.FOR, Stand.AGAINST):
        give(vote=vote, juror=jurors[0], stand=stand, at=AT)
    give(vote=vote, juror=jurors[1], stand=Stand.FOR, at=AT)
    give(vote=vote, juror=jurors[2], stand=Stand.ABSTAIN, at=AT)
    assert [own_stand(vote, one) for one in jurors] == [Stand.AGAINST, Stand.FOR, Stand.ABSTAIN, None]
    counted = close_vote(vote=vote, at=AT + timedelta(minutes=5))
    assert (counted.votes_for, counted.votes_against, counted.votes_abstained) == (1, 1, 1)
    assert own_stand(counted, jurors[0]) is None
    with pytest.raises(VoteNotOpen):
        give(vote=vote, juror=jurors[3], stand=Stand.FOR, at=AT + timedelta(minutes=5))


def everything_stored() -> str:
    """Return every value of every row of the juries, and of what is logged about them."""
    models = [*apps.get_app_config("juries").get_models(include_auto_created=True)]
    models += [apps.get_model("wagtailcore", name) for name in ("PageLogEntry", "ModelLogEntry")]
    return "\n".join(str([model._meta.label, *row]) for model in models for row in model.objects.values_list())


def test_no_row_tells_who_voted_how(jury, monkeypatch):
    jurors = seat(jury)
    vote = make_vote(make_draft(jurors[0]), at=AT)
    before = everything_stored()
    for juror, stand in zip(jurors, (Stand.FOR, Stand.FOR, Stand.FOR, Stand.AGAINST), strict=True):
        give(vote=vote, juror=juror, stand=stand, at=AT)
    fields = {field.name for field in DraftBallot._meta.get_fields()}
    assert fields == {"id", "vote", "voter", "content"}, "no key to a juror, no moment"
    ballots = list(DraftBallot.objects.all())
    assert len({len(bytes(one.content)) for one in ballots}) == 1, "what was said does not show in its length"
    assert not any(f'"{stand.value}"'.encode() in bytes(one.content) for one in ballots for stand in Stand), "in clear"
    with monkeypatch.context() as other:
        other.setattr("django.conf.settings.VAULT_SECRETS", ["somebody else's"])
        with pytest.raises(SealBroken):
            unseal(ballots[0].content)
    changed = set(everything_stored().splitlines()) - set(before.splitlines())
    assert all(row.startswith("['juries.DraftBallot'") for row in changed), "voting leaves no other trace"
    close_vote(vote=vote, at=AT + timedelta(minutes=5))
    assert DraftBallot.objects.count() == 0
    counted = DraftVote.objects.get(pk=vote.pk)
    assert (bytes(counted.secret), counted.votes_for, counted.votes_against) == (b"", 3, 1)


def test_where_few_vote_nothing_is_told(jury):
    jurors = seat(jury, 3)
    draft = make_draft(jurors[0])
    vote = make_vote(draft, at=AT)
    for juror in jurors[:2]:
        give(vote=vote, juror=juror, stand=Stand.FOR, at=AT)
    counted = close_vote(vote=vote, at=AT + timedelta(minutes=5))
    assert counted.is_void
    assert state_of(draft, counted, at=AT) == DraftState.VOID
    with pytest.raises(NotPassed):
        adopt(draft=draft, at=AT, by=None)
    end_place(juror=jurors[2], at=AT)
    with pytest.raises(TooFewJurors):
        make_vote(draft, at=AT)


def test_only_jurors_who_sit_have_a_vote(jury, cast):
    jurors = seat(jury)
    helper = seat_juror(jury=jury, name="F", email="f@post.example", at=AT, by=None, is_facilitator=True)
    (stranger,) = seat(make_jury(cast.borough), 1)
    vote = make_vote(make_draft(jurors[0]), at=AT)
    for juror in jurors:
        give(vote=vote, juror=juror, stand=Stand.FOR, at=AT)
    end_place(juror=jurors[3], at=AT)
    for nobody in (helper, stranger, jurors[3]):
        with pytest.raises(NotAVoter):
            give(vote=vote, juror=nobody, stand=Stand.AGAINST, at=AT)
    counted = close_vote(vote=vote, at=AT + timedelta(minutes=5))
    assert (counted.votes_for, counted.votes_against) == (3, 0), "who left while it was open is not counted"


def test_one_vote_at_a_time_and_none_over_what_is_agreed(jury):
    jurors = seat(jury)
    draft = make_draft(jurors[0])
    with pytest.raises(BadWindow):
        make_vote(draft, at=AT, closes_at=AT)
    vote = make_vote(draft, at=AT)
    with pytest.raises(VoteStands):
        make_vote(draft, at=AT)
    with pytest.raises(DraftLocked):
        save_draft(draft=draft, juror=jurors[1], words=Words("Other", "words"), base=1, at=AT)
    for juror in jurors:
        give(vote=vote, juror=juror, stand=Stand.FOR, at=AT)
    close_vote(vote=vote, at=AT + timedelta(minutes=5))
    with pytest.raises(DraftLocked):
        save_draft(draft=draft, juror=jurors[1], words=Words("Other", "words"), base=1, at=AT)
    with pytest.raises(DraftLocked):
        make_vote(draft, at=AT)
    assert close_vote(vote=make_vote(make_draft(jurors[0]), at=AT, opens_at=AT + MOMENT), at=AT) is None, "called off"


@pytest.mark.parametrize(
    ("threshold", "in_favour", "against", "passes"),
    [
        (75, 3, 1, True),
        (76, 3, 1, False),
        (50, 2, 2, False),
        (50, 3, 2, True),
        (100, 4, 0, True),
        (100, 12, 1, False),
        (50, 0, 0, False),
        (67, 2, 1, False),
        (66, 2, 1, True),
    ],
)
def test_what_a_threshold_asks_for(threshold, in_favour, against, passes):
    vote = DraftVote(threshold=threshold, votes_for=in_favour, votes_against=against, votes_abstained=9)
    assert has_passed(vote) is passes


def test_what_is_adopted_takes_votes_and_statements_along_and_no_names(jury, cast):
    jurors = seat(jury)
    draft = make_draft(jurors[0], reasons="We heard it often.")
    statement = write_statement(draft=draft, juror=jurors[3], text="It costs too much.", at=AT)
    stand_by(statement=statement, juror=jurors[2], stands=True)
    with pytest.raises(NotPassed):
        adopt(draft=draft, at=AT, by=cast.county_officer)
    vote = make_vote(draft, at=AT)
    for juror, stand in zip(jurors, (Stand.FOR, Stand.FOR, Stand.FOR, Stand.AGAINST), strict=True):
        give(vote=vote, juror=juror, stand=stand, at=AT)
    close_vote(vote=vote, at=AT + timedelta(minutes=5))
    made = adopt(draft=draft, at=AT, by=cast.county_officer)
    assert adopt(draft=draft, at=AT, by=cast.county_officer) == made
    stored = Recommendation.objects.get()
    assert (stored.number, stored.title, stored.reasons) == (1, "Write plainly", "We heard it often.")
    assert (stored.votes_for, stored.votes_against, stored.threshold, stored.published_at) == (3, 1, 75, None)
    assert [(one.text, one.jurors) for one in stored.minority_statements.all()] == [("It costs too much.", 2)]
    for late in (lambda: write_statement(draft=draft, juror=jurors[0], text="Late", at=AT), lambda: make_vote(draft)):
        with pytest.raises(DraftLocked):
            late()


def test_changed_words_are_nobody_elses(jury):
    jurors = seat(jury)
    draft = make_draft(jurors[0])
    statement = write_statement(draft=draft, juror=jurors[3], text="It costs too much.", at=AT)
    stand_by(statement=statement, juror=jurors[2], stands=True)
    write_statement(draft=draft, juror=jurors[3], text="It costs too much.", at=AT)
    assert statement.supporters.count() == 1
    write_statement(draft=draft, juror=jurors[3], text="It is nonsense.", at=AT)
    assert statement.supporters.count() == 0
    write_statement(draft=draft, juror=jurors[3], text=" ", at=AT)
    assert draft.statements.count() == 0


def test_a_juror_votes_on_the_page_and_the_facilitator_opens_and_closes(jury):
    jurors = seat(jury)
    draft = make_draft(jurors[0])
    helper = seat_juror(jury=jury, name="F", email="f@post.example", at=AT, by=None, is_facilitator=True)
    desk, ann = enter(helper), enter(jurors[0])
    page = f"/juries/room/drafts/{draft.pk}/"
    closes = (AT + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    data = {"vote-threshold": "80", "vote-closes_at": closes}
    assert ann.post(f"{page}vote/", data).status_code == 403
    assert desk.post(f"{page}vote/", data | {"vote-closes_at": "never"}).status_code == 400
    assert desk.post(f"{page}vote/", data).status_code == 302
    vote = draft.votes.get()
    body = ann.get(page).content.decode()
    assert "How do you vote?" in body
    assert "the counts tell how each one voted" in body
    assert "How do you vote?" not in desk.get(page).content.decode()
    for juror in jurors:
        enter(juror).post(f"/juries/room/votes/{vote.pk}/", {"choice": "for"})
    assert "4 votes so far" in desk.get(page).content.decode()
    assert enter(jurors[0]).post(f"/juries/room/votes/{vote.pk}/close/").status_code == 403
    desk.post(f"/juries/room/votes/{vote.pk}/close/")
    vote.refresh_from_db()
    assert (vote.votes_for, vote.votes_against) == (4, 0)
    assert "Agreed by the jury" in desk.get(page).content.decode()
