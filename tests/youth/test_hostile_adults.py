"""Adults who turn bad: whoever a young person reports is not told, does not look and does not close."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Notice
from people.notices import letter_of
from tests.youth.factories import make_checked, make_section, make_writer
from tests.youth.rooms import make_chat, make_talk, now
from youth.chat_errors import OwnWords
from youth.models import ArticlePage, Concern, ReadPage
from youth.services import concern_steps as steps
from youth.services.chat_keeping import expire_chat
from youth.services.chatting import Reader, take_back
from youth.services.concerns import report_article, report_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def adult(cast):
    """Return a safeguarding lead, who is not the only one."""
    make_section()
    make_checked(is_lead=True)
    return make_checked(is_lead=True)


def refused_to(adult, concern: Concern) -> None:
    client = Client()
    client.force_login(adult)
    place = f"/youth/looking-after/concerns/{concern.pk}/"
    for response in (client.get(place), client.post(place, {"do": "take"})):
        assert response.status_code == 404
    lists = ["/youth/looking-after/", *(f"/youth/looking-after/concerns/?state={one}" for one in Concern.State.values)]
    for listed in lists:
        assert place not in client.get(listed).content.decode()
    with pytest.raises(OwnWords):
        steps.take_on(concern=concern, by=adult, at=now())
    told = {letter.recipient for one in Notice.objects.all() if (letter := letter_of(one))}
    assert told
    assert adult.email not in told


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_what_an_adult_wrote_in_the_chat_stays_theirs_when_it_is_gone(adult, is_taken_back):
    room = make_chat(by=adult)
    post = make_talk(room, adult)
    about = {"reason": "stranger", "words": "He scares me", "reporter": make_writer()}
    concern = report_post(post=post, **about, network="x", at=now())
    refused_to(adult, concern)
    if is_taken_back:
        take_back(room=room, post=post, reader=Reader(adult, None, is_checked=True), at=now())
    expire_chat(timezone.now() + timedelta(days=181))
    concern = Concern.objects.get()
    assert (concern.post, concern.about_adult) == (None, adult)
    refused_to(adult, concern)


def test_what_an_adult_wrote_as_an_article_is_theirs(adult):
    words = {"title": "Come along", "slug": "come-along", "teaser": "Do.", "body": "Do come.", "byline": "Uncle"}
    page = ReadPage.objects.get().add_child(instance=ArticlePage(live=False, owner=adult, **words))
    page.save_revision(user=adult).publish(user=adult)
    page.refresh_from_db()
    refused_to(adult, report_article(article=page, reason="stranger", reporter=make_writer(), network="x", at=now()))
