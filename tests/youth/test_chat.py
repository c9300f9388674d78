"""The chat: who reads it, who writes in it and when, what is kept of what they type."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forums.models import Draft, Member, Post, PostVersion, Thread
from people.models import Notice, User
from people.privacy import erase_person, held_about
from tests.forums.test_pages import shown, signed_in
from tests.forums.test_vectors import sins
from tests.forums.vectors import VECTORS
from tests.youth.factories import make_checked, make_section, make_writer
from tests.youth.rooms import make_chat, make_reply, make_talk, now, reader, written_ago
from youth.chat_errors import ChatClosed
from youth.chat_hours import Hours
from youth.chat_reads import page_of
from youth.clocks import CHAT, NOT_LET_THROUGH
from youth.held_back import private_in
from youth.models import Band, Writer
from youth.services.chat_keeping import expire_chat, hide_words
from youth.services.chatting import begin, change, say
from youth.services.reading_first import let_through, turn_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def adult(cast):
    make_section()
    return make_checked()


@pytest.fixture
def room(adult):
    return make_chat(by=adult)


def url_of(post, end=""):
    return f"/youth/chat/the-bench/{post.thread.number}/{end}"


def statements(client, place):
    """How often a page asks the database, once what is kept between two pages is there."""
    client.get(place)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(place).status_code == 200
    return len(caught)


def test_what_a_young_person_writes_is_theirs_alone_until_an_adult_has_read_it(room, adult):
    kestrel, otter = make_writer(name="Kestrel"), make_writer(name="Otter")
    of_kestrel, of_otter = signed_in(kestrel.user), signed_in(otter.user)
    sent = of_kestrel.post("/youth/chat/the-bench/new/", {"title": "Late buses", "source": "They **stop** at six."})
    post = Post.objects.get()
    assert (sent.status_code, post.state, post.thread.started_by.display_name) == (302, "waiting", "")
    own = of_kestrel.get(sent.headers["Location"].split("#")[0])
    assert "Only you see this yet" in shown(own)
    assert "A checked adult reads it first, usually within" in shown(own)
    assert "Only you see these" in shown(of_kestrel.get("/youth/chat/the-bench/"))
    assert "Late buses" not in shown(of_otter.get("/youth/chat/the-bench/"))
    assert of_otter.get(url_of(post)).status_code == 404
    assert of_otter.post(url_of(post), {"source": "Me too"}).status_code == 404
    let_through(post=post, by=adult, at=now())
    page = of_otter.get(url_of(post))
    assert "<strong>stop</strong>" in page.content.decode()
    assert "Kestrel" in shown(page)
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"]
    of_otter.post(url_of(post), {"source": "Me too"})
    assert "Me too" not in shown(of_kestrel.get(url_of(post)))
    Writer.objects.filter(pk=kestrel.pk).update(pen_name="Merlin")
    assert "Kestrel" not in shown(of_otter.get(url_of(post)))
    for member in Member.objects.all():
        assert (member.display_name, bytes(member.content), member.organisation_id) == ("", b"", None)
    assert not Notice.objects.exists()


def test_only_young_people_who_joined_and_checked_adults_come_in(room, adult, cast):
    post = make_talk(room, make_writer(), by=adult)
    states = {
        state: make_writer(state=state) for state in (Writer.State.WAITING, Writer.State.LEFT, Writer.State.ALUMNUS)
    }
    superuser = User.objects.create_superuser("root@example.org", "correct horse battery")
    outside = [*(one.user for one in states.values()), make_checked(ends_in_days=-1), make_checked(ends_in_days=0)]
    outside += [superuser, cast.moderator, cast.administrator, cast.resident]
    places = ["/youth/chat/the-bench/", "/youth/chat/the-bench/new/", url_of(post), f"/youth/report/post/{post.pk}/"]
    for user in outside:
        client = signed_in(user)
        for place in places:
            assert (client.get(place).status_code, client.post(place).status_code) in ((404, 404), (404, 405)), place
        assert "The Bench" not in shown(client.get("/youth/chat/"))
    assert Client().get(places[0]).status_code == 302
    assert Client().get(places[3]).status_code == 404
    assert "How it works" in shown(Client().get("/youth/chat/"))
    assert signed_in(adult).get(url_of(post)).status_code == 200
    looked = ModelLogEntry.objects.filter(action="engage.look", user=adult).values_list("data__what", flat=True)
    assert "thread of the chat" in set(looked)


def test_a_room_for_one_age_is_not_there_for_the_other(adult):
    room = make_chat(by=adult, band=Band.YOUNGER)
    younger, older = make_writer(band=Band.YOUNGER), make_writer(band=Band.OLDER)
    post = make_talk(room, younger, by=adult)
    of_older = signed_in(older.user)
    for place in ("/youth/chat/the-bench/", url_of(post), f"/youth/report/post/{post.pk}/"):
        assert of_older.get(place).status_code == 404
    assert "The Bench" not in shown(of_older.get("/youth/chat/"))
    assert signed_in(younger.user).get(url_of(post)).status_code == 200


def test_a_paused_writer_reads_deletes_and_does_not_write(room, adult):
    kestrel = make_writer()
    post = make_talk(room, kestrel, by=adult)
    Writer.objects.filter(pk=kestrel.pk).update(state=Writer.State.PAUSED, paused_reason="A quiet week first.")
    client = signed_in(kestrel.user)
    page = client.get(url_of(post))
    assert "Your writing is paused" in shown(page)
    assert "A quiet week first" in shown(page)
    assert "<textarea" not in page.content.decode()
    refused = client.post(url_of(post), {"source": "Still here"})
    assert (refused.status_code, "Still here" in refused.content.decode()) == (409, True)
    assert client.post(f"/youth/chat/own/{post.pk}/", {"source": "Other"}).status_code == 409
    assert client.post(f"/youth/chat/own/{post.pk}/", {"choice": "delete"}).status_code == 302
    assert Post.objects.get().source == ""


PRIVATE = [
    ("Ring me on 07700 900123", "phone number"),
    ("I am at kestrel@example.org", "e-mail"),
    ("I live near LE1 5AB", "postcode"),
    ("Come to 14 High Street", "street and a number"),
    ("my snap is kestrel.07", "another app"),
    ("find me, @kestrel_07", "another app"),
    ("add me on something", "another app"),
]


@pytest.mark.parametrize(("words", "reason"), PRIVATE)
def test_what_is_private_is_given_back_in_kind_words_and_nothing_of_it_is_kept(room, adult, words, reason):
    kestrel = make_writer()
    client = signed_in(kestrel.user)
    refused = client.post("/youth/chat/the-bench/new/", {"title": "Hello", "source": words})
    assert refused.status_code == 409
    assert reason in shown(refused)
    assert words in refused.content.decode()
    in_title = client.post("/youth/chat/the-bench/new/", {"title": words, "source": "Hello"})
    assert in_title.status_code == 409
    assert not Thread.objects.exists()
    assert not Draft.objects.exists()
    post = make_talk(room, kestrel, by=adult)
    assert client.post(url_of(post), {"source": words}).status_code == 409
    assert client.post(f"/youth/chat/own/{post.pk}/", {"source": words}).status_code == 409
    assert Post.objects.get().source == "They stop at six."
    assert not PostVersion.objects.exists()


@pytest.mark.parametrize("words", ["The insta-worthy sunset", "We met at school", "I like steam trains", "50 @ 3"])
def test_what_is_not_private_is_not_held_back(words):
    assert private_in(words) == []


def test_links_wait_with_their_reason_and_pictures_stay_words(room, adult):
    kestrel = make_writer()
    first = make_talk(room, kestrel, by=adult)
    post = make_reply(room, first, kestrel, "Look: https://x.example ![a](https://x.example/a.png)", is_read=False)
    assert (post.state, post.held_by) == ("held", ["link"])
    let_through(post=post, by=adult, at=now())
    html = signed_in(make_writer().user).get(url_of(first)).content.decode()
    assert "<img" not in html
    form = '<input type="file"'
    assert form not in html


def test_nothing_counts_likes_or_says_who_is_there(room, adult):
    kestrel = make_writer()
    first = make_talk(room, kestrel, by=adult)
    make_reply(room, first, make_writer(), "Same here", by=adult)
    for place in ("/youth/chat/", "/youth/chat/the-bench/", url_of(first)):
        words = shown(signed_in(kestrel.user).get(place)).lower()
        assert not [
            one for one in ("1 post", "2 posts", "replies", "unread", "online", "streak", "like this") if one in words
        ]


def test_no_vector_gets_through(room, adult):
    """Part of the list of tests/forums, where all of it goes through the same renderer."""
    first = make_talk(room, make_writer(), by=adult)
    kept = [one.replace("\x00", "") for one in VECTORS[::4] if not private_in(one)]
    for number, vector in enumerate(kept):
        if number % 25 == 0:
            writer = make_writer()
        make_reply(room, first, writer, f"x {vector}", by=adult)
    posts = page_of(first.thread, reader=reader(adult), page=1, at=now()).said
    assert len(kept) > 40
    assert [sins(str(one.html)) for one in posts] == [[]] * len(posts)


def test_outside_the_hours_one_reads_and_what_was_typed_is_kept_in_the_form(adult):
    local = timezone.localtime()
    tomorrow = Hours((local.weekday() + 1) % 7, time(16), time(20))
    room = make_chat(by=adult)
    first = make_talk(room, make_writer(), by=adult)
    room.hours.all().delete()
    room.hours.create(weekday=tomorrow.weekday, opens=tomorrow.opens, closes=tomorrow.closes)
    client = signed_in(make_writer().user)
    page = client.get(url_of(first))
    assert "Opens tomorrow at 4 pm" in shown(page)
    assert "<textarea" not in page.content.decode()
    refused = client.post(url_of(first), {"source": "Typed too late"})
    assert (refused.status_code, "Typed too late" in refused.content.decode()) == (409, True)
    assert "The chat is closed just now" in shown(refused)
    begun = client.post("/youth/chat/the-bench/new/", {"title": "Too", "source": "Typed too late"})
    assert (begun.status_code, "Typed too late" in begun.content.decode()) == (409, True)
    assert Post.objects.count() == 1


def test_the_window_of_writing_is_half_open(adult):
    room = make_chat(by=adult, hours=[Hours(1, time(16), time(20))])
    kestrel = reader(make_writer())
    opens = timezone.make_aware(timezone.datetime(2026, 11, 3, 16))
    closes, tick = opens + timedelta(hours=4), timedelta(microseconds=1)
    for moment in (opens - tick, closes):
        with pytest.raises(ChatClosed):
            begin(room=room, reader=kestrel, title="No", source="No", at=moment)
    first = begin(room=room, reader=kestrel, title="Yes", source="Yes", at=opens)
    post = say(room=room, thread=first.thread, reader=kestrel, source="Also", at=closes - tick)
    with pytest.raises(ChatClosed):
        change(room=room, post=post, reader=kestrel, source="Changed", at=closes)


def test_an_edit_is_read_again_and_a_colleague_may_not_touch_it(room, adult):
    kestrel, otter = make_writer(), make_writer()
    first = make_talk(room, kestrel, by=adult)
    post = make_reply(room, first, kestrel, "First words", by=adult)
    place = f"/youth/chat/own/{post.pk}/"
    assert signed_in(otter.user).get(place).status_code == signed_in(otter.user).post(place).status_code == 404
    assert signed_in(adult).get(place).status_code == 404
    assert signed_in(kestrel.user).post(place, {"source": "Second words"}).status_code == 302
    post.refresh_from_db()
    assert post.state == "waiting"
    page = shown(signed_in(otter.user).get(url_of(first)))
    assert "First words" not in page
    assert "Second words" not in page
    written_ago(post, timedelta(minutes=30))
    assert signed_in(kestrel.user).post(place, {"source": "Third words"}).status_code == 409
    assert signed_in(kestrel.user).post(place, {"choice": "delete"}).status_code == 302
    assert "Deleted by who wrote it" in shown(signed_in(otter.user).get(url_of(first)))


def test_what_was_not_let_through_is_explained_to_who_wrote_it_alone(room, adult):
    kestrel = make_writer()
    post = begin(room=room, reader=reader(kestrel), title="Rude title", source="Rude words", at=now())
    rule = room.forum.rules.get(number=1)
    turn_down(post=post, rule=rule, reason="Say it without the name.", by=adult, at=now())
    own = shown(signed_in(kestrel.user).get("/youth/chat/the-bench/"))
    assert "Say it without the name." in own
    assert "Be kind" in own
    other = signed_in(make_writer().user)
    assert "Rude" not in shown(other.get("/youth/chat/the-bench/"))
    assert other.get(url_of(post)).status_code == 404


def test_a_checked_adult_writes_as_one(room, adult):
    post = make_talk(room, adult, title="Welcome")
    assert (post.state, post.role) == ("public", "checked adult")
    page = shown(signed_in(make_writer().user).get(url_of(post)))
    assert "A checked adult" in page
    assert adult.email not in page


def test_a_page_asks_the_same_of_the_database_for_one_post_and_for_three(room, adult):
    kestrel = make_writer()
    first = make_talk(room, kestrel, by=adult)
    client = signed_in(make_writer().user)
    places = ["/youth/chat/", "/youth/chat/the-bench/", url_of(first)]
    one = [statements(client, place) for place in places]
    for words in ("Two", "Three"):
        make_reply(room, first, make_writer(), words, by=adult)
        make_talk(room, make_writer(), by=adult, title=words, source=words)
        make_chat(by=adult, name=f"Room {words}")
    assert [statements(client, place) for place in places] == one


def test_posts_go_after_half_a_year_and_unread_words_after_a_month(room, adult):
    kestrel = make_writer()
    old, young = (make_talk(room, kestrel, by=adult, title=one, source=one) for one in ("Old", "Young"))
    answer = make_reply(room, old, make_writer(), "Newer answer", by=adult)
    unread, fresh = (make_reply(room, young, kestrel, one, is_read=False) for one in ("Unread", "Fresh"))
    at, tick = now(), timedelta(seconds=1)
    for post, written in (
        (old, CHAT),
        (young, CHAT - tick),
        (unread, NOT_LET_THROUGH),
        (fresh, NOT_LET_THROUGH - tick),
    ):
        Post.objects.filter(pk=post.pk).update(written_at=at - written)
    assert expire_chat(at) == 2
    assert set(Post.objects.values_list("pk", flat=True)) == {answer.pk, young.pk, fresh.pk}
    assert "Newer answer" in shown(signed_in(kestrel.user).get(url_of(old)))
    assert expire_chat(at + CHAT) == 3
    assert not Thread.objects.exists()


def test_what_somebody_wrote_goes_with_them_and_is_hidden_meanwhile(room, adult):
    kestrel, otter = make_writer(), make_writer()
    first = make_talk(room, kestrel, by=adult, title="Mine", source="Kestrel words")
    make_reply(room, first, otter, "An answer", by=adult)
    lonely = make_talk(room, kestrel, by=adult, title="Lonely", source="Kestrel alone")
    rows = {held.kind.slug: held.rows for held in held_about(kestrel.user)}
    assert len(rows["youth-chat"]) == 2
    hide_words(kestrel, now())
    assert signed_in(otter.user).get(url_of(first)).status_code == 404
    Writer.objects.filter(pk=kestrel.pk).update(state=Writer.State.PAUSED)
    assert "Kestrel words" not in shown(signed_in(adult).get("/youth/looking-after/"))
    Writer.objects.filter(pk=kestrel.pk).update(state=Writer.State.IN)
    assert "Kestrel words" in shown(signed_in(adult).get("/youth/looking-after/"))
    erase_person(user=kestrel.user, at=now())
    assert not Post.objects.exclude(source="").filter(source__contains="Kestrel").exists()
    assert not Thread.objects.filter(pk=lonely.thread_id).exists()
    assert not Thread.objects.filter(title="Mine").exists()
    page = shown(signed_in(otter.user).get(url_of(first)))
    assert "An answer" in page
    assert "Kestrel" not in page
