"""The door of the jury's room: links, sessions, who comes in and who does not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from juries.models import Juror
from juries.room_session import (
    COOKIE,
    DOOR_COOKIE,
    DOOR_TIME,
    IDLE,
    LONGEST,
    new_session,
    read_door,
    read_session,
    seal_door,
    seal_session,
)
from juries.services.jurors import make_link, send_link
from juries.services.leaving import end_place
from people.models import Notice
from people.notices import letter_of
from tests.juries.factories import make_jury
from tests.juries.rooms import enter, make_draft, now, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def jury(cast):
    return make_jury(cast.county, ends_on=None)


def test_following_the_link_changes_nothing_and_takes_the_secret_out_of_the_address(jury):
    (ann,) = seat(jury, 1)
    token = make_link(juror=ann, at=now())
    scanner = Client()
    for _visit in range(3):
        answer = scanner.get(f"/juries/room/enter/{token}/")
        assert (answer.status_code, answer.url) == (302, "/juries/room/enter/")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert token not in str(scanner.get("/juries/room/enter/").content)
    ann.refresh_from_db()
    assert ann.joined_at is None
    assert COOKIE not in scanner.cookies
    client = enter(ann, token=token)
    ann.refresh_from_db()
    assert ann.joined_at is not None
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["path"] == "/juries/room/"
    assert token not in cookie.value
    page = client.get("/juries/room/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert client.cookies[DOOR_COOKIE].value == ""


def test_a_link_works_again_until_a_new_one_is_sent(jury, cast):
    (ann,) = seat(jury, 1)
    token = make_link(juror=ann, at=now())
    first, second = enter(ann, token=token), enter(ann, token=token)
    assert first.get("/juries/room/").status_code == second.get("/juries/room/").status_code == 200
    send_link(juror=ann, at=now() + timedelta(seconds=1), by=cast.county_officer)
    assert first.get("/juries/room/").status_code == 403
    assert enter(ann, token=token).get("/juries/room/").status_code == 403
    letters = [letter_of(one) for one in Notice.objects.filter(kind="jury-invitation")]
    assert len(letters) == 1, "the letter with the dead link is taken back"
    fresh = letters[0].body.split("/enter/")[1].split("/")[0]
    assert enter(ann, token=fresh).get("/juries/room/").status_code == 200


def test_leaving_ends_what_was_opened_on_every_machine(jury):
    (ann,) = seat(jury, 1)
    token = make_link(juror=ann, at=now())
    library, phone = enter(ann, token=token), enter(ann, token=token)
    copied = library.cookies[COOKIE].value
    assert library.post("/juries/room/leave/").status_code == 200
    assert phone.get("/juries/room/").status_code == 403
    library.cookies[COOKIE] = copied
    assert library.get("/juries/room/").status_code == 403
    assert enter(ann, token=token).get("/juries/room/").status_code == 200


def test_a_session_ends_by_itself():
    at = now()
    juror = Juror(pk=7, token_hash="a" * 64)
    sealed = seal_session(new_session(juror, at=at))
    moment = timedelta(microseconds=1)
    assert read_session(sealed, at=at + IDLE - moment)
    assert read_session(sealed, at=at + IDLE) is None
    long = new_session(juror, at=at).seen(at + LONGEST - moment)
    assert read_session(seal_session(long), at=at + LONGEST - moment)
    assert read_session(seal_session(long), at=at + LONGEST) is None
    assert read_session(sealed[:-1] + ("A" if sealed[-1] != "A" else "B"), at=at) is None
    door = seal_door("secret", at=at)
    assert read_door(door, at=at + DOOR_TIME - moment) == "secret"
    assert read_door(door, at=at + DOOR_TIME) == ""


def test_who_left_or_whose_jury_is_closed_is_out(jury):
    ann, ben = seat(jury, 2)
    of_ann, of_ben = enter(ann), enter(ben)
    end_place(juror=ann, at=now())
    assert of_ann.get("/juries/room/").status_code == 403
    jury.closed_on = timezone.localdate()
    jury.save()
    assert of_ben.get("/juries/room/").status_code == 200, "the day it closes still counts"
    jury.closed_on = timezone.localdate() - timedelta(days=1)
    jury.save()
    assert of_ben.get("/juries/room/").status_code == 403


def test_what_was_typed_when_the_session_ended_is_still_there(jury):
    (ann,) = seat(jury, 1)
    draft = make_draft(ann)
    words = {"title": "Three days of work", "text": "Not to be lost", "reasons": "", "base": "1"}
    answer = Client().post(f"/juries/room/drafts/{draft.pk}/edit/", words)
    assert answer.status_code == 403
    body = answer.content.decode()
    assert 'value="Three days of work"' in body
    assert 'name="base" value="1"' in body
    assert "Not to be lost" in body


def test_nobody_from_outside_comes_in(jury, cast):
    (ann,) = seat(jury, 1)
    draft = make_draft(ann)
    (stranger,) = seat(make_jury(cast.borough), 1)
    paths = [
        "",
        "me/",
        "drafts/new/",
        f"drafts/{draft.pk}/",
        f"drafts/{draft.pk}/edit/",
        f"drafts/{draft.pk}/versions/",
    ]
    for who in (cast.county_officer, cast.borough_officer, cast.administrator, cast.outsider, None):
        client = Client()
        if who:
            client.force_login(who)
        for path in paths:
            answer = client.get(f"/juries/room/{path}")
            assert (answer.status_code, "Write plainly" in str(answer.content)) == (403, False), (who, path)
    other = enter(stranger)
    for path in paths[3:]:
        assert other.get(f"/juries/room/{path}").status_code == 404
    for path in ("notes/", "statement/", "vote/"):
        data = {"note-text": "hello", "statement-text": "hello"}
        assert other.post(f"/juries/room/drafts/{draft.pk}/{path}", data).status_code in (403, 404)
    assert draft.notes.count() == draft.statements.count() == draft.votes.count() == 0
