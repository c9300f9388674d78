"""Rooms and hours, arranged by checked adults and nobody else."""

from datetime import time

import pytest

from forums.models import Forum, Post
from forums.services.rooms import open_room
from juries.services.talking import sweep_talk
from tests.forums.test_pages import shown, signed_in
from tests.youth.factories import make_checked, make_section, make_writer
from tests.youth.rooms import make_chat, make_talk, now
from tests.youth.test_chat import statements
from youth.models import Band, ChatRoom

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Music",
    "about": "What we hear",
    "band": "",
    "sort_order": "1",
    "opens_1": "16:00",
    "closes_1": "20:00",
}


@pytest.fixture
def adult(cast):
    make_section()
    return make_checked()


def test_a_checked_adult_makes_a_room_with_hours_and_changes_them(adult):
    client = signed_in(adult)
    assert "No rooms yet" in shown(client.get("/youth/looking-after/rooms/"))
    assert client.post("/youth/looking-after/rooms/new/", FORM).status_code == 302
    room = ChatRoom.objects.get()
    assert (room.slug, room.forum.community, room.forum.reads_every_post) == ("music", None, True)
    assert [(one.weekday, one.opens, one.closes) for one in room.hours.all()] == [(1, time(16), time(20))]
    assert "Be kind" in shown(signed_in(make_writer().user).get("/youth/chat/music/"))
    place = f"/youth/looking-after/rooms/{room.pk}/"
    assert 'value="16:00"' in client.get(place).content.decode()
    changed = FORM | {"name": "Sound", "opens_1": "", "closes_1": "", "opens_4": "15:30", "closes_4": "18:00"}
    assert client.post(place, changed | {"is_shut": "on"}).status_code == 302
    room.refresh_from_db()
    assert (room.name, room.slug, room.is_shut, room.hours.get().weekday) == ("Sound", "music", True, 4)
    assert "Shut for good" in shown(signed_in(make_writer().user).get("/youth/chat/music/"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Give it a name"),
        ({"closes_1": ""}, "Tuesday has one time"),
        ({"closes_1": "16:00"}, "Tuesday closes after it opens"),
        ({"opens_1": "06:59"}, "between 7 am and 9 pm"),
        ({"closes_1": "21:01"}, "between 7 am and 9 pm"),
        ({"name": "The Bench"}, "Another room has this name"),
        ({"name": "Own"}, "Another room has this name"),
        ({"opens_1": "four"}, "Write a time such as 16:00"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(adult, wrong, words):
    make_chat(by=adult)
    refused = signed_in(adult).post("/youth/looking-after/rooms/new/", FORM | wrong)
    assert words in shown(refused)
    assert "What we hear" in refused.content.decode()
    assert ChatRoom.objects.count() == 1


def test_seven_to_nine_is_allowed_to_the_minute(adult):
    edge = FORM | {"opens_1": "07:00", "closes_1": "21:00"}
    assert signed_in(adult).post("/youth/looking-after/rooms/new/", edge).status_code == 302


def test_who_reads_a_room_does_not_change_once_somebody_wrote_there(adult):
    room, client = make_chat(by=adult, band=Band.OLDER), signed_in(adult)
    place, form = f"/youth/looking-after/rooms/{room.pk}/", FORM | {"name": "The Bench"}
    assert client.post(place, form | {"band": Band.YOUNGER}).status_code == 302
    room.refresh_from_db()
    room.hours.all().delete()
    for day in range(7):
        room.hours.create(weekday=day, opens=time(0), closes=time(23, 59, 59))
    room = ChatRoom.objects.get()
    make_talk(room, make_writer(band=Band.YOUNGER), by=adult)
    refused = client.post(place, form | {"band": ""})
    assert refused.status_code == 409
    assert "Make a new room" in shown(refused)
    room.refresh_from_db()
    assert room.band == Band.YOUNGER


def test_nobody_else_comes_near(adult, cast):
    room = make_chat(by=adult)
    others = [make_writer().user, make_checked(ends_in_days=-1), cast.administrator, cast.moderator, cast.resident]
    for user in others:
        client = signed_in(user)
        for end in ("", "new/", f"{room.pk}/"):
            place = f"/youth/looking-after/rooms/{end}"
            assert client.get(place).status_code == 404, (user, place)
            assert client.post(place, FORM).status_code in (404, 405), (user, place)
    assert ChatRoom.objects.count() == 1


def test_the_list_asks_the_same_for_one_room_and_three(adult):
    make_chat(by=adult)
    client = signed_in(adult)
    one = statements(client, "/youth/looking-after/rooms/")
    make_chat(by=adult, name="Two")
    make_chat(by=adult, name="Three")
    assert statements(client, "/youth/looking-after/rooms/") == one


def test_what_destroys_the_rooms_of_deleted_juries_leaves_the_chat_alone(adult):
    first = make_talk(make_chat(by=adult), make_writer(name="Kestrel"), by=adult)
    open_room(at=now())
    assert sweep_talk() == 1
    assert list(Forum.private_rooms.all()) == [first.thread.forum]
    assert Post.objects.get() == first
