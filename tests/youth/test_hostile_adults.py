"""Adults who turn bad: whoever a young person reports is not told, does not look and does not close."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from people.models import Notice
from people.notices import letter_of
from tests.youth.factories import make_article, make_checked, make_piece, make_section, make_writer
from tests.youth.rooms import make_chat, make_talk, now
from youth.chat_errors import OwnWords
from youth.models import ArticlePage, Concern, LineComment, PieceMessage, ReadPage, SafeguardingCheck
from youth.services import concern_steps as steps
from youth.services.chat_keeping import expire_chat
from youth.services.chatting import Reader, take_back
from youth.services.concern_letters import tell_due
from youth.services.concerns import report_article, report_post
from youth.services.pictures import keep_picture

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


@pytest.mark.parametrize("kind", ["message", "line"])
def test_what_an_adult_says_at_a_piece_can_be_told_of_and_not_to_them(adult, kind):
    writer = make_writer()
    piece = make_piece(writer=writer)
    said = {"piece": piece, "words": "Our secret", "by": adult, "name": "A checked adult", "made_at": now()}
    if kind == "message":
        one, page = PieceMessage.objects.create(**said), f"/youth/write/{piece.pk}/talk/"
    else:
        one, page = LineComment.objects.create(paragraph=1, **said), f"/youth/write/{piece.pk}/"
    child, place = Client(), f"/youth/report/{kind}/{one.pk}/"
    child.force_login(writer.user)
    assert place in child.get(page).content.decode()
    assert "Our secret" in child.get(place).content.decode()
    for stranger in (Client(), Client()):
        assert stranger.get(place).status_code == 404
        stranger.force_login(make_writer().user)
        assert stranger.post(place, {"reason": "stranger"}).status_code == 404
    assert child.post(place, {"reason": "stranger", "words": "He scares me"}).status_code == 302
    concern = Concern.objects.get()
    assert (concern.reporter, concern.about, concern.about_adult) == (writer, None, adult)
    refused_to(adult, concern)
    other = Client()
    other.force_login(make_checked())
    shown = other.get(f"/youth/looking-after/concerns/{concern.pk}/").content.decode()
    assert all(words in shown for words in ("Our secret", "He scares me"))


def test_what_an_adult_took_on_is_told_of_again_once_they_are_checked_no_more(adult):
    post = make_talk(make_chat(by=adult), make_writer(), by=adult)
    concern = report_post(post=post, reason="harm", network="x", at=now())
    steps.take_on(concern=concern, by=adult, at=now())
    Notice.objects.all().delete()
    tell_due(now() + timedelta(minutes=5))
    assert not Notice.objects.exists()
    SafeguardingCheck.objects.filter(user=adult).update(ended_at=now(), ended_reason="It ended.")
    tell_due(now() + timedelta(minutes=10))
    concern.refresh_from_db()
    told = {letter.recipient for one in Notice.objects.all() if (letter := letter_of(one))}
    assert (concern.state, concern.taken_by) == ("new", None)
    assert told
    assert adult.email not in told
    assert list(concern.steps.values_list("kind", flat=True)) == ["told", "taken", "told"]


def photograph(colour: str) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "JPEG")
    return SimpleUploadedFile("picture.jpg", data.getvalue(), content_type="image/jpeg")


@pytest.mark.parametrize("who", ["lapsed", "administrator", "checked"])
def test_no_other_picture_is_put_behind_the_one_that_was_let_out(cast, adult, who):
    picture = keep_picture(photograph("red"), alt="A red thing")
    make_article(picture=picture, picture_alt="A red thing")
    kept = picture.file.read()
    people = {"administrator": cast.administrator, "checked": adult}
    client = Client()
    client.force_login(people.get(who) or make_checked(ends_in_days=-1))
    form = {"title": "Another title", "collection": picture.collection_id, "tags": ""}
    form |= dict.fromkeys(("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"), "")
    place = f"/cms/images/{picture.pk}/"
    said = client.post(place, form | {"file": photograph("blue")}, follow=True).content.decode()
    assert "Add a new picture instead" in said
    found = get_image_model().objects.get(pk=picture.pk)
    assert (found.file.read(), found.title) == (kept, "A red thing")
    client.post(place, form)
    assert get_image_model().objects.get(pk=picture.pk).title == "Another title"
