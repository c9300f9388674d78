"""Officers' screens of the room: for the jury's own organisation alone; who a juror is, with a reason and a trace."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, PageLogEntry

from juries.models import Juror, Recommendation, Stand
from juries.services.jurors import seat_juror
from juries.services.room_votes import cast as give
from people.access_log import LOOK
from people.models import Notice
from people.notices import letter_of
from tests.admin_walk import client_of
from tests.juries.factories import make_jury
from tests.juries.rooms import enter, make_draft, make_vote, now, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def jury(cast):
    return make_jury(cast.county, ends_on=None)


def addresses(jury, juror, draft) -> list[str]:
    room = f"/cms/juries/{jury.pk}/room/"
    rest = ["", "drafting/", "papers/", "jurors/", "make-up/", "priorities/"]
    rest += [f"drafts/{draft.pk}/{end}" for end in ("", "close/", "adopt/")]
    rest += [f"jurors/{juror.pk}/{end}" for end in ("link/", "remove/", "who/")]
    return [room + end for end in rest]


def test_nobody_else_sees_or_writes_anything(jury, cast):
    ann, *_others = seat(jury)
    draft = make_draft(ann, "Heron secret")
    make_vote(draft)
    token = Juror.objects.get(pk=ann.pk).token_hash
    for who in (cast.borough_officer, cast.facilitator, cast.moderator, cast.outsider):
        client = client_of(who)
        for address in addresses(jury, ann, draft):
            data = {"reason": "curious", "sure": "yes", "close": "1", "name": "X", "email": "x@post.example"}
            for answer in (client.get(address), client.post(address, data)):
                assert answer.status_code in (302, 403, 404, 405), (who, address)
                body = answer.content.decode()
                assert [word for word in ("Heron secret", "Otter", "post.example") if word in body] == []
    own = make_jury(cast.borough)
    crossed = f"/cms/juries/{own.pk}/room/jurors/{ann.pk}/who/"
    assert client_of(cast.borough_officer).post(crossed, {"reason": "curious"}).status_code == 404
    assert Juror.objects.get(pk=ann.pk).token_hash == token
    assert Juror.objects.filter(jury=jury, left_at=None).count() == 4
    assert draft.votes.get().counted_at is None
    assert not ModelLogEntry.objects.filter(action=LOOK).exists()


def test_the_list_shows_chosen_names_and_a_look_leaves_a_trace(jury, cast):
    ann, ben = seat(jury, 2)
    client = client_of(cast.county_officer)
    jurors = f"/cms/juries/{jury.pk}/room/jurors/"
    body = client.get(jurors).content.decode()
    assert "Ann" in body
    assert "Otter" not in body
    assert "post.example" not in body
    who = f"{jurors}{ann.pk}/who/"
    assert "Otter" not in client.get(who).content.decode(), "a look is a press of a button, never an address"
    assert "Otter" not in client.post(who, {"reason": " "}).content.decode()
    assert not ModelLogEntry.objects.filter(action=LOOK).exists()
    answer = client.post(who, {"reason": "Travel money to pay out"})
    assert "Ann Otter" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    entry = ModelLogEntry.objects.get(action=LOOK)
    assert (entry.user, entry.object_id) == (cast.county_officer, str(ann.pk))
    assert "Otter" not in str(vars(entry))
    assert "Travel money to pay out" in client.get(jurors).content.decode()
    assert "Travel money to pay out" in enter(ann).get("/juries/room/me/").content.decode()
    assert "Travel money to pay out" not in enter(ben).get("/juries/room/me/").content.decode()


def test_an_administrator_runs_the_room_but_does_not_look_who_jurors_are(jury, cast):
    (ann,) = seat(jury, 1)
    client = client_of(cast.administrator)
    jurors = f"/cms/juries/{jury.pk}/room/jurors/"
    body = client.get(jurors).content.decode()
    assert "Ann" in body
    assert "Look up who this is" not in body
    answer = client.post(f"{jurors}{ann.pk}/who/", {"reason": "I run the site"})
    assert "Otter" not in answer.content.decode()
    assert not ModelLogEntry.objects.filter(action=LOOK).exists()


def test_an_officer_seats_renews_and_removes(jury, cast):
    client = client_of(cast.county_officer)
    jurors = f"/cms/juries/{jury.pk}/room/jurors/"
    client.post(jurors, {"name": "Ann Otter", "email": "ann@post.example"})
    ann = Juror.objects.get(jury=jury)
    old = letter_of(Notice.objects.get(kind="jury-invitation")).body.split("/enter/")[1].split("/")[0]
    assert (
        "has a place in this jury already"
        in client.post(jurors, {"name": "Ann", "email": "ann@post.example"}, follow=True).content.decode()
    )
    client.post(f"{jurors}{ann.pk}/link/")
    assert enter(ann, token=old).get("/juries/room/").status_code == 403
    assert "out of the jury?" in client.post(f"{jurors}{ann.pk}/remove/").content.decode()
    assert Juror.objects.get().left_at is None
    client.post(f"{jurors}{ann.pk}/remove/", {"sure": "yes"})
    gone = Juror.objects.get()
    assert gone.left_at is not None
    assert gone.token_hash == ""
    lines = [str(entry.data["what"]) for entry in PageLogEntry.objects.filter(page=jury, action="juries.room")]
    assert len(lines) == 4
    assert "Otter" not in str(lines)


def test_an_officer_opens_closes_and_adopts(jury, cast):
    jurors = seat(jury)
    draft = make_draft(jurors[0])
    client = client_of(cast.county_officer)
    page = f"/cms/juries/{jury.pk}/room/drafts/{draft.pk}/"
    closes = (now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(page, {"threshold": "30", "closes_at": closes}).status_code == 200
    assert client.post(page, {"threshold": "75", "closes_at": closes}).status_code == 302
    vote = draft.votes.get()
    for juror in jurors:
        give(vote=vote, juror=juror, stand=Stand.FOR, at=now() + timedelta(seconds=1))
    body = client.get(page).content.decode()
    assert "Votes so far: 4" in body
    assert "officer-figures" not in body, "no counts before the close"
    client.post(f"{page}close/")
    assert "officer-figures" in client.get(page).content.decode()
    client.post(f"{page}adopt/")
    assert Recommendation.objects.get(jury=jury).votes_for == 4
    room = client.get(f"/cms/juries/{jury.pk}/room/").content.decode()
    assert "4 for, 0 against, 0 abstained" in room
    client.post(f"/cms/juries/{jury.pk}/room/drafting/", {"close": "1"})
    assert "Drafting is closed" in client.get(f"/cms/juries/{jury.pk}/room/").content.decode()


def test_an_officer_enters_groups_of_the_population(jury, cast):
    client = client_of(cast.county_officer)
    page = f"/cms/juries/{jury.pk}/room/make-up/"
    for lines in ("Under 25", "Under 25; many", "A; 60\nB; 60", "A; 10\na; 10"):
        assert client.post(page, {"feature": "age", "lines": lines}).status_code == 200
    assert jury.population_shares.count() == 0
    assert client.post(page, {"feature": "age", "lines": "Under 25; 28.5%; 4\n25 or over; 71.5; 9"}).status_code == 302
    assert [(one.band, str(one.per_cent), one.on_paper) for one in jury.population_shares.all()] == [
        ("Under 25", "28.5", 4),
        ("25 or over", "71.5", 9),
    ]
    client.post(page, {"publish": "1"})
    rows = jury.make_up.tables[0]["rows"]
    assert [(row["labels"], row["jurors"]) for row in rows] == [(["Under 25"], 4), (["25 or over"], 9)]
    assert "stays as it is" in client.get(page).content.decode()


def test_the_screens_ask_as_often_for_three_as_for_one(jury, cast):
    jurors = seat(jury, 3)
    client = client_of(cast.county_officer)
    addresses = [f"/cms/juries/{jury.pk}/room/{rest}" for rest in ("", "jurors/")]

    def statements() -> list[int]:
        numbers = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            numbers.append(len(asked))
        return numbers

    make_vote(make_draft(jurors[0]))
    client.get(addresses[0])
    at_one = statements()
    for title in ("Second", "Third"):
        make_vote(make_draft(jurors[0], title))
        seat_juror(jury=jury, name=title, email=f"{title}@post.example", at=now(), by=None)
    assert statements() == at_one
