"""One's own page: what stands there, what can be changed, how one goes, and that nobody else comes near it."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from people.roles import Role
from people.services import give_role
from tests import factories
from tests.youth.factories import make_article, make_checked, make_piece, make_section, make_writer
from youth.errors import MovedOn
from youth.joining_errors import NotGrown
from youth.models import ArticlePage, Band, LineComment, Piece, PieceMessage, Writer
from youth.permissions import is_young_editor
from youth.services.leaving import choose_after, leave

pytestmark = pytest.mark.django_db
ME, LEAVE, AFTER = "/youth/me/", "/youth/me/leave/", "/youth/me/after/"


@pytest.fixture(autouse=True)
def section():
    return make_section()


@pytest.mark.parametrize("path", [ME, LEAVE, AFTER, "/youth/join/guardian/"])
def test_strangers_sign_in_and_others_find_nothing(cast, client, path):
    assert client.get(path).url.startswith("/accounts/login/")
    for user in (cast.outsider, cast.county_officer, make_checked()):
        client.force_login(user)
        answer = client.get(path)
        assert answer.status_code == 404 or answer.url == "/youth/join/"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "We are waiting for your parent’s or guardian’s yes"),
        ("in", "You are in."),
        ("paused", "Your writing is paused"),
    ],
)
def test_the_page_says_where_one_stands(client, state, words):
    writer = make_writer(state=state, band=Band.YOUNGER)
    client.force_login(writer.user)
    page = client.get(ME)
    body = page.content.decode()
    assert words in body
    assert "13 to 15" in body
    assert "id_first_name" not in body
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert 'name="wants_letters"' in body
    assert " checked>" not in body


def test_a_refused_change_keeps_what_was_typed(client):
    writer = make_writer(name="Magpie")
    make_writer(name="Heron")
    client.force_login(writer.user)
    sent = {"pen_name": "Heron", "first_name": "Ivy", "area": "", "wants_letters": "1"}
    page = client.post(ME, sent)
    assert page.status_code == 409
    assert "Somebody has this pen name" in page.content.decode()
    assert 'value="Heron"' in page.content.decode()
    assert 'value="Ivy"' in page.content.decode()
    writer.refresh_from_db()
    assert (writer.pen_name, writer.wants_letters) == ("Magpie", False)
    assert client.post(ME, sent | {"pen_name": ""}).status_code == 422
    assert client.post(ME, sent | {"pen_name": "Jackdaw"}).status_code == 302
    writer.refresh_from_db()
    assert (writer.pen_name, writer.first_name, writer.wants_letters, writer.area) == ("Jackdaw", "Ivy", True, None)


@pytest.mark.parametrize("keeps", [True, False])
def test_leaving_keeps_or_erases_articles_and_erases_the_rest(client, keeps):
    writer, other = make_writer(first_name="Ivy"), make_piece()
    picture = Image.objects.create(title="A hall", file=get_test_image_file("hall.png"))
    article = make_article(writer=writer, picture=picture, picture_alt="A hall")
    draft = make_piece(writer=writer)
    give_role(user=writer.user, role=Role.YOUNG_EDITOR)
    said = {"piece": other, "by": writer.user, "name": writer.pen_name, "made_at": timezone.now()}
    PieceMessage.objects.create(words="Hello", **said)
    LineComment.objects.create(words="Hm", paragraph=1, **said)
    client.force_login(writer.user)
    assert article.title in client.get(LEAVE).content.decode()
    assert client.post(LEAVE, {}).status_code == 422
    assert "You have left" in client.post(LEAVE, {"articles": "keep" if keeps else "erase"}).content.decode()
    writer.refresh_from_db()
    assert (writer.state, writer.first_name, writer.area, writer.keeps_articles) == ("left", "", None, keeps)
    assert ArticlePage.objects.filter(pk=article.pk, live=True).exists() is keeps
    assert Image.objects.filter(pk=picture.pk).exists() is keeps
    assert not Piece.objects.filter(pk=draft.pk).exists()
    assert not PieceMessage.objects.filter(by=writer.user).exists()
    assert not LineComment.objects.filter(by=writer.user).exists()
    assert not is_young_editor(writer.user)
    assert client.get(ME).url == AFTER
    assert client.get(LEAVE).url == AFTER
    assert "Join again" in client.get(AFTER).content.decode()
    with pytest.raises(MovedOn):
        leave(writer=writer, keeps_articles=keeps, at=timezone.now())
    client.post(AFTER, {"articles": "erase"})
    assert not ArticlePage.objects.filter(pk=article.pk).exists()


def test_who_waits_leaves_no_trace(client):
    writer = make_writer(state=Writer.State.WAITING, band=Band.YOUNGER)
    make_piece(writer=writer)
    client.force_login(writer.user)
    client.post(LEAVE)
    assert not Writer.objects.exists()
    assert not ArticlePage.objects.exists()
    assert client.get(ME).url == "/youth/join/"


def test_nobody_chooses_before_they_have_gone(client):
    writer = make_writer()
    make_article(writer=writer)
    client.force_login(writer.user)
    assert client.post(AFTER, {"articles": "erase"}).url == ME
    with pytest.raises(NotGrown):
        choose_after(writer=writer, keeps_articles=False, at=timezone.now())
    assert ArticlePage.objects.live().count() == 1
    client.force_login(factories.make_user())
    assert client.post(AFTER, {"articles": "erase"}).status_code == 404
