from datetime import timedelta
import pytest
from django.test import Client
from django.utils import timezone
from forums.models import Post
from people.models import Notice
from tests.youth.factories import *
from tests.youth.rooms import *
from tests.youth.test_guardians import letters, token_of
from youth.models import *
from youth.services.guardians import answer
from youth.services.chatting import begin, say, change
from youth.services.reading_first import let_through
from youth.services.concerns import report_post, report_article
from youth.services import concern_steps as steps
from youth.services.chat_keeping import expire_chat
from youth.services.joining import change_settings, join
from youth.services.leaving import leave
from youth.services.editors import pause_writer
from youth.services.telling import tell_writer
from youth.ages import place_of
from youth.concern_reads import concerns_for, waiting_posts

pytestmark = pytest.mark.django_db

def client_of(u):
    c = Client(); c.force_login(u); return c

@pytest.fixture
def adult(cast):
    return make_checked()

def test_withdrawn_waiting(adult):
    make_section()
    w = make_writer(state="waiting", band="younger", name="Blue")
    t = token_of(w)
    answer(token=t, has_agreed=True, at=timezone.now())
    w.refresh_from_db()
    room = make_chat(by=adult)
    p = begin(room=room, reader=reader(w), title="Hi", source="Hello there", at=now())
    answer(token=t, has_agreed=False, at=timezone.now())
    let_through(post=p, by=adult, at=now())
    p.refresh_from_db()
    assert p.state != "public"

def test_withdrawn_put_back(adult):
    make_section()
    w = make_writer(state="waiting", band="younger", name="Blue")
    t = token_of(w)
    answer(token=t, has_agreed=True, at=timezone.now())
    w.refresh_from_db()
    room = make_chat(by=adult)
    p = make_talk(room, w, by=adult)
    c = report_post(post=p, reason="mean", network="x", at=now())
    answer(token=t, has_agreed=False, at=timezone.now())
    steps.take_on(concern=c, by=adult, at=now())
    steps.put_back(concern=c, words="fine", by=adult, at=now())
    p.refresh_from_db()
    assert p.state != "public"

def test_edit_race(adult):
    make_section()
    w = make_writer()
    room = make_chat(by=adult)
    p = begin(room=room, reader=reader(w), title="Hi", source="Hello there", at=now())
    c = client_of(adult)
    url = f"/youth/looking-after/posts/{p.pk}/"
    assert "Hello there" in c.get(url).content.decode()
    change(room=room, post=p, reader=reader(w), source="Something vile", at=now())
    c.post(url, {"choice": "through"})
    p.refresh_from_db()
    assert p.state != "public"

def test_expired_adult_post(adult):
    make_section()
    other = make_checked(is_lead=True)
    room = make_chat(by=adult)
    p = make_talk(room, adult)
    assert p.role
    c = report_post(post=p, reason="stranger", words="he scares me", reporter=make_writer(), network="x", at=now())
    assert not concerns_for(adult).exists()
    expire_chat(timezone.now() + timedelta(days=181))
    assert not concerns_for(adult).exists()

def test_adult_article(adult):
    make_section()
    page = ReadPage.objects.get().add_child(instance=ArticlePage(title="A", slug="a", live=False, byline="Uncle", teaser="x", body="y", owner=adult))
    r = page.save_revision(user=adult)
    r.publish(user=adult)
    page.refresh_from_db()
    c = report_article(article=page, reason="stranger", reporter=make_writer(), network="x", at=now())
    assert not concerns_for(adult).exists()

@pytest.mark.parametrize("name", ["insta is kaydee", "snap: jaydee", "add me on disc", "14 Acacia Road", "LE16 7AA"])
def test_pen_name(adult, name):
    make_section()
    w = make_writer()
    with pytest.raises(Exception):
        change_settings(writer=w, pen_name=name, area=None, wants_letters=False)

def test_paused_rename(adult):
    w = make_writer()
    pause_writer(writer=w, by=adult, reason="x", at=now())
    with pytest.raises(Exception):
        change_settings(writer=w, pen_name="You all suck", area=None, wants_letters=False)

def test_letters_off():
    make_section()
    w = make_writer(wants_letters=True)
    p = make_piece(writer=w)
    tell_writer(p, about="asked", at=now())
    assert Notice.objects.count() == 1
    change_settings(writer=w, pen_name=w.pen_name, area=None, wants_letters=False)
    assert Notice.objects.count() == 0

def test_letters_left():
    make_section()
    w = make_writer(wants_letters=True)
    p = make_piece(writer=w)
    tell_writer(p, about="asked", at=now())
    leave(writer=w, keeps_articles=False, at=now())
    assert Notice.objects.count() == 0

def test_no_then_rejoin():
    make_section()
    w = make_writer(state="waiting", band="younger", name="Blue")
    t = token_of(w)
    answer(token=t, has_agreed=False, at=timezone.now())
    u = w.user
    leave(writer=w, keeps_articles=False, at=now())
    w2 = join(user=u, place=place_of(17, today=timezone.localdate()), area=None, pen_name="Blue", at=now())
    assert w2.state == "waiting"

def test_place_after_12(client):
    make_section()
    client.post("/youth/join/", {"age": "14"})
    client.post("/youth/join/", {"age": "12"})
    assert client.get("/youth/join/name/").status_code == 302
    assert "youth_place" not in client.session

def test_unsent_between_people(client):
    make_section()
    a, b = make_writer(), make_writer()
    client.post("/youth/write/new/", {"title": "secret of A", "idea": "x"})
    client.force_login(b.user)
    print("UNSENT", "secret of A" in client.get("/youth/write/new/").content.decode())

def test_forum_urls(adult, cast):
    make_section()
    w = make_writer()
    room = make_chat(by=adult)
    p = make_talk(room, w, by=adult)
    for u in (cast.administrator, cast.moderator, w.user, cast.resident):
        c = client_of(u)
        for url in (f"/forums/posts/{p.pk}/", f"/forums/{room.slug}/", f"/forums/report/{p.pk}/"):
            r = c.get(url); print(u, url, r.status_code)
