"""Joining and leaving tried by who lies, who was told no, who is paused, and by who sits down at the same computer."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Notice
from tests.youth.factories import make_checked, make_piece, make_section, make_writer
from tests.youth.test_guardians import token_of
from youth.ages import place_of
from youth.joining_errors import NameTells, PausedName
from youth.models import Band, Writer
from youth.services.editors import pause_writer
from youth.services.guardians import answer
from youth.services.joining import change_settings, join
from youth.services.leaving import leave
from youth.services.telling import tell_writer

pytestmark = pytest.mark.django_db
NEW = "/youth/write/new/"


@pytest.fixture(autouse=True)
def section(cast):
    return make_section()


def settings_of(writer: Writer, **changed) -> dict:
    return {"writer": writer, "pen_name": writer.pen_name, "area": None, "wants_letters": False} | changed


def test_whoever_says_12_does_not_go_on_as_the_14_they_said_before(client):
    client.post("/youth/join/", {"age": "14"})
    assert client.get("/youth/join/name/").status_code == 200
    client.post("/youth/join/", {"age": "12"})
    assert client.get("/youth/join/name/").headers["Location"] == "/youth/join/"
    assert not set(client.session.keys())


@pytest.mark.parametrize("had_agreed", [False, True])
def test_nobody_leaves_and_comes_back_older_past_a_guardians_no(had_agreed):
    writer = make_writer(state=Writer.State.WAITING, band=Band.YOUNGER, name="Blue Teapot")
    token, user, at = token_of(writer), writer.user, timezone.now()
    for has_agreed in [True, False] if had_agreed else [False]:
        answer(token=token, has_agreed=has_agreed, at=at)
    client = Client()
    client.force_login(user)
    assert "We keep your pen name for 90 days" in client.get("/youth/me/leave/").content.decode()
    leave(writer=Writer.objects.get(), keeps_articles=False, at=at)
    older = place_of(17, today=timezone.localdate())
    again = join(user=user, place=older, area=None, pen_name="Blue Teapot", at=at)
    assert (again.state, again.band) == ("waiting", "younger")


def test_who_was_never_answered_is_forgotten_whole_when_they_leave():
    writer = make_writer(state=Writer.State.WAITING, band=Band.YOUNGER)
    token_of(writer)
    leave(writer=writer, keeps_articles=False, at=timezone.now())
    assert not Writer.objects.exists()


@pytest.mark.parametrize("name", ["insta is kaydee", "snap: jaydee", "add me on disc", "14 Acacia Road", "LE16 7AA"])
def test_a_pen_name_is_no_way_to_reach_somebody(name):
    with pytest.raises(NameTells):
        change_settings(**settings_of(make_writer(), pen_name=name))


def test_a_paused_writer_puts_no_other_name_above_what_they_wrote():
    writer = make_writer(name="Otter")
    pause_writer(writer=writer, by=make_checked(), reason="Not kind", at=timezone.now())
    with pytest.raises(PausedName):
        change_settings(**settings_of(writer, pen_name="You all smell"))
    client = Client()
    client.force_login(writer.user)
    refused = client.post("/youth/me/", {"pen_name": "You all smell"})
    assert (refused.status_code, "your name stays as it is" in refused.content.decode()) == (409, True)
    assert client.post("/youth/me/", {"pen_name": "Otter", "wants_letters": "on"}).status_code == 302
    writer.refresh_from_db()
    assert (writer.pen_name, writer.wants_letters) == ("Otter", True)


@pytest.mark.parametrize("way", ["off", "leave"])
def test_no_letter_comes_that_was_written_before_they_were_turned_off(way):
    writer = make_writer(wants_letters=True)
    assert tell_writer(make_piece(writer=writer), about="asked", at=timezone.now())
    assert tell_writer(make_piece(writer=make_writer(wants_letters=True)), about="asked", at=timezone.now())
    if way == "off":
        change_settings(**settings_of(writer))
    else:
        leave(writer=writer, keeps_articles=False, at=timezone.now())
    assert Notice.objects.count() == 1


def test_what_one_typed_is_not_shown_to_the_next_at_the_same_computer(client):
    first, second = make_writer(), make_writer()
    client.force_login(first.user)
    mark = re.search(r'name="whose" value="([^"]+)"', client.get(NEW).content.decode())
    assert mark
    for who, is_shown in ((second, False), (first, True)):
        client.logout()
        client.post(NEW, {"title": "A secret idea", "whose": mark[1]})
        client.force_login(who.user)
        assert ("A secret idea" in client.get(NEW).content.decode()) is is_shown
