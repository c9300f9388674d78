"""Words that nobody read, or whose writer may not be seen: tried with whatever opens a way past the reading adult."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forums.models import Post
from tests.youth.factories import make_article, make_checked, make_section, make_writer
from tests.youth.rooms import make_chat, make_talk, now, reader
from tests.youth.test_guardians import token_of
from youth.chat_errors import NotTakingPart, WordsChanged
from youth.concern_reads import waiting_posts
from youth.models import Band, Concern, Writer
from youth.services import concern_steps as steps
from youth.services.chatting import begin, change
from youth.services.commenting import comment
from youth.services.concerns import report_post
from youth.services.guardians import answer
from youth.services.reading_first import let_through

pytestmark = pytest.mark.django_db
DESK = "/youth/looking-after/posts/"


@pytest.fixture
def adult(cast):
    make_section()
    return make_checked()


@pytest.fixture
def agreed(adult) -> tuple[Writer, str]:
    """Return somebody of 13 to 15 whose guardian said yes, and the link that takes it back."""
    writer = make_writer(state=Writer.State.WAITING, band=Band.YOUNGER, name="Blue Teapot")
    token = token_of(writer)
    answer(token=token, has_agreed=True, at=timezone.now())
    return Writer.objects.get(pk=writer.pk), token


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_words_that_wait_are_let_through_by_nobody_once_the_yes_is_taken_back(adult, agreed):
    writer, token = agreed
    post = begin(room=make_chat(by=adult), reader=reader(writer), title="Buses", source="They stop at six", at=now())
    article = make_article(by=adult, takes_comments=True)
    below = comment(article=article, reader=reader(writer), source="So it is", at=now())
    answer(token=token, has_agreed=False, at=timezone.now())
    desk = signed_in(adult)
    assert "They stop at six" not in desk.get("/youth/looking-after/").content.decode()
    for one in (post, below):
        assert desk.get(f"{DESK}{one.pk}/").status_code == 404
        with pytest.raises(NotTakingPart):
            let_through(post=one, by=adult, at=now())
    answer(token=token, has_agreed=True, at=timezone.now())
    assert {one.pk for one in waiting_posts()} == {post.pk, below.pk}
    let_through(post=post, by=adult, at=now())
    assert Post.objects.get(pk=post.pk).is_public


def test_a_concern_puts_nothing_back_of_somebody_whose_yes_was_taken_back(adult, agreed):
    writer, token = agreed
    room, rule = make_chat(by=adult), "Be kind"
    held, removed = (make_talk(room, writer, by=adult, title=title) for title in ("One", "Two"))
    concerns = [report_post(post=one, reason="mean", network="x", at=now()) for one in (held, removed)]
    for one in concerns:
        steps.take_on(concern=one, by=adult, at=now())
    chosen = room.forum.rules.get(title=rule)
    steps.take_down(concern=concerns[1], rule=chosen, reason="Not kind", by=adult, at=now())
    answer(token=token, has_agreed=False, at=timezone.now())
    for one in concerns:
        with pytest.raises(NotTakingPart):
            steps.put_back(concern=one, words="It is fine", by=adult, at=now())
    # It can be closed: the words come back to the desk with their writer, not to the room.
    steps.close(concern=concerns[0], words="It was nothing", by=adult, at=now())
    answer(token=token, has_agreed=True, at=timezone.now())
    assert [one.pk for one in waiting_posts()] == [held.pk]
    assert not Post.objects.filter(pk__in=[held.pk, removed.pk]).public().exists()


def test_words_changed_after_they_were_read_are_not_let_through_unread(adult):
    writer, room = make_writer(), make_chat(by=adult)
    post = begin(room=room, reader=reader(writer), title="Buses", source="They stop at six", at=now())
    desk, place = signed_in(adult), f"{DESK}{post.pk}/"
    seen = re.search(r'name="seen" value="(\w+)"', desk.get(place).content.decode())
    assert seen
    change(room=room, post=post, reader=reader(writer), source="Something vile", at=now())
    for sent in ({"seen": seen[1]}, {"seen": ""}, {}):
        refused = desk.post(place, {"choice": "through"} | sent)
        assert (refused.status_code, "Something vile" in refused.content.decode()) == (409, True)
    with pytest.raises(WordsChanged):
        let_through(post=post, by=adult, at=now())  # as it was read
    assert not Post.objects.get(pk=post.pk).is_public
    again = re.search(r'name="seen" value="(\w+)"', desk.get(place).content.decode())
    assert again
    assert desk.post(place, {"choice": "through", "seen": again[1]}).status_code == 302
    assert Post.objects.get(pk=post.pk).is_public


def test_no_concern_is_lost_with_what_it_is_about(adult):
    writer = make_writer()
    post = make_talk(make_chat(by=adult), writer, by=adult)
    concern = report_post(post=post, reason="harm", words="Look", network="x", at=now())
    told = concern.steps.count()
    writer.user.delete()
    concern = Concern.objects.get(pk=concern.pk)
    assert (concern.about, concern.steps.count(), concern.state) == (None, told, "new")
    steps.take_on(concern=concern, by=adult, at=now() + timedelta(minutes=1))
    page = signed_in(adult).get(f"/youth/looking-after/concerns/{concern.pk}/").content.decode()
    assert "They stop at six." in page
