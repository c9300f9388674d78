"""Comments on articles: written by young people who joined, read first, shown to everybody."""

import pytest
from django.test import Client

from forums.models import Post
from tests.forums.test_pages import shown, signed_in
from tests.youth.factories import make_article, make_checked, make_writer
from tests.youth.rooms import now
from tests.youth.test_chat import statements
from youth.models import ArticlePage, ArticleTalk, ChatRoom, Writer
from youth.services.reading_first import let_through

pytestmark = pytest.mark.django_db


@pytest.fixture
def adult(cast):
    return make_checked()


@pytest.fixture
def article(adult):
    return make_article(by=adult, takes_comments=True)


def close(article):
    ArticlePage.objects.filter(pk=article.pk).update(takes_comments=False)


def test_a_comment_is_read_first_and_then_read_by_everybody(article, adult):
    place, kestrel = f"{article.url}comments/", make_writer(name="Kestrel")
    assert "No comments yet" in shown(Client().get(place))
    of_kestrel = signed_in(kestrel.user)
    assert of_kestrel.post(place, {"source": "Good **one**"}).status_code == 302
    post = Post.objects.get()
    assert (post.state, post.thread.forum.chat_room.kind) == ("waiting", ChatRoom.Kind.COMMENTS)
    assert "Only you see this yet" in shown(of_kestrel.get(place))
    assert "Good" not in shown(Client().get(place))
    assert "Good" in shown(signed_in(adult).get("/youth/looking-after/"))
    let_through(post=post, by=adult, at=now())
    page = Client().get(place)
    assert "<strong>one</strong>" in page.content.decode()
    assert "Kestrel" in shown(page)
    assert page["X-Robots-Tag"].startswith("noindex")
    assert f"/youth/report/post/{post.pk}/" in page.content.decode()
    assert kestrel.user.email not in page.content.decode()
    assert "Comments on articles" not in shown(of_kestrel.get("/youth/chat/"))
    assert of_kestrel.get("/youth/chat/comments/").status_code == 404
    changed = of_kestrel.post(f"/youth/chat/own/{post.pk}/", {"source": "Good two"})
    assert changed.headers["Location"].startswith(place)
    assert "Good" not in shown(Client().get(place))


def test_only_who_joined_comments_and_only_where_the_article_takes_them(article, adult, cast):
    place = f"{article.url}comments/"
    paused = make_writer(state=Writer.State.PAUSED)
    for user in (cast.resident, adult, paused.user, make_writer(state=Writer.State.WAITING).user):
        client = signed_in(user)
        assert "<textarea" not in client.get(place).content.decode()
        refused = client.post(place, {"source": "Kept words"})
        assert (refused.status_code, "Kept words" in refused.content.decode()) == (409, True), user
    assert Client().post(place, {"source": "x"}).status_code == 409
    assert not Post.objects.exists()
    kestrel = signed_in(make_writer().user)
    kestrel.post(place, {"source": "In time"})
    let_through(post=Post.objects.get(), by=adult, at=now())
    close(article)
    page = kestrel.get(place)
    assert "In time" in shown(page)
    assert "Comments on this article are closed" in shown(page)
    assert "<textarea" not in page.content.decode()
    late = kestrel.post(place, {"source": "Too late"})
    assert (late.status_code, "Too late" in late.content.decode()) == (409, True)
    quiet = make_article(by=adult)
    assert kestrel.get(f"{quiet.url}comments/").status_code == 404
    draft = make_article(by=adult, takes_comments=True)
    draft.unpublish()
    assert kestrel.get(f"{draft.url}comments/").status_code == 404


def test_private_things_are_given_back_and_the_page_asks_the_same_for_three(article, adult):
    place, client = f"{article.url}comments/", signed_in(make_writer().user)
    refused = client.post(place, {"source": "Ring 07700 900123"})
    assert (refused.status_code, "07700" in refused.content.decode()) == (409, True)
    assert not ArticleTalk.objects.exists()
    for words in ("One", "Two", "Three"):
        signed_in(make_writer().user).post(place, {"source": words})
        let_through(post=Post.objects.get(source=words), by=adult, at=now())
        if words == "One":
            one = statements(client, place)
    assert statements(client, place) == one
