"""Telling an adult: it leaves everybody's sight, a copy is sealed, the leads are told at once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from core.sealing import unseal
from forums.models import Post
from people.models import Notice
from people.notices import letter_of, send_waiting
from people.roles import Role
from people.services import give_role
from people.ticks import registered
from tests.forums.test_pages import shown, signed_in
from tests.youth.factories import make_article, make_checked, make_writer
from tests.youth.rooms import make_chat, make_reply, make_talk, now
from youth.models import Concern, ConcernStep
from youth.services.concern_letters import tell_due
from youth.services.concern_steps import take_on
from youth.services.concerns import REPORTS_AN_HOUR, report_post
from youth.services.reading_first import let_through

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(cast):
    return make_checked(is_lead=True)


@pytest.fixture
def post(lead):
    room = make_chat(by=lead)
    first = make_talk(room, make_writer(name="Otter"), by=lead)
    return make_reply(room, first, make_writer(name="Magpie"), "Meet me in the park, secret words", by=lead)


def report(post, reason="mean", *, at=None, **fields):
    fields = {"network": "198.51.100.7", "reporter": make_writer()} | fields
    return report_post(post=post, reason=reason, at=at or now(), **fields)


def told(kind="concern"):
    return [(letter_of(notice).recipient, letter_of(notice).body) for notice in Notice.objects.filter(kind=kind)]


def test_a_young_person_reports_and_it_is_gone_and_the_lead_is_told(post, lead):
    heron, other = make_writer(name="Heron"), make_writer()
    client, place = signed_in(heron.user), f"/youth/report/post/{post.pk}/"
    page = shown(client.get(place))
    assert "This person doesn’t feel right" in page
    assert "0800 1111" in page
    wrong = client.post(place, {"words": "Typed"})
    assert "Choose what comes closest" in shown(wrong)
    assert "Typed" in wrong.content.decode()
    done = client.post(place, {"reason": "stranger", "words": "He asked me too"})
    assert done.headers["Location"] == "/youth/report/thanks/?now=1"
    thanks = shown(client.get(done.headers["Location"]))
    assert "Thank you for telling us" in thanks
    assert "has been told by e-mail, just now" in thanks
    assert "Get help now" in thanks
    for reader in (heron, other):
        seen = shown(signed_in(reader.user).get(f"/youth/chat/the-bench/{post.thread.number}/"))
        assert "secret words" not in seen
    concern = Concern.objects.get()
    assert (concern.reporter, concern.about.pen_name, concern.state) == (heron, "Magpie", "new")
    assert b"secret" not in bytes(concern.sealed)
    assert unseal(concern.sealed)["said"] == "Meet me in the park, secret words"
    ((recipient, letter),) = told()
    assert recipient == lead.email
    assert f"/youth/looking-after/concerns/{concern.pk}/" in letter
    for secret in ("secret words", "He asked", "Magpie", "Heron", "Late buses", heron.user.email):
        assert secret not in letter
    assert concern.told_at is not None
    assert client.post(place, {"reason": "stranger"}).status_code == 302
    assert Concern.objects.count() == 1
    send_waiting(at=now())
    assert mail.outbox[0].to == [lead.email]


def test_who_was_looking_at_it_a_moment_ago_may_still_report_and_reads_nothing(post):
    report(post)
    client = signed_in(make_writer().user)
    place = f"/youth/report/post/{post.pk}/"
    assert "secret words" not in shown(client.get(place))
    assert client.post(place, {"reason": "mean"}).status_code == 302
    assert Concern.objects.count() == 2


def test_what_nobody_has_let_through_cannot_be_reported_by_others(post, lead):
    waiting = make_reply(post.thread.forum.chat_room, post, make_writer(), "Waits", is_read=False)
    assert signed_in(make_writer().user).get(f"/youth/report/post/{waiting.pk}/").status_code == 404
    for place in ("/youth/report/post/999999/", "/youth/report/piece/1/", "/youth/report/article/999999/"):
        assert signed_in(lead).get(place).status_code == 404


def test_everybody_reports_an_article_which_stays_and_a_comment_which_goes(lead):
    article = make_article(by=lead, takes_comments=True, body="What the article says")
    signed_in(make_writer(name="Wren").user).post(f"{article.url}comments/", {"source": "Unkind comment"})
    comment = Post.objects.get()
    let_through(post=comment, by=lead, at=now())
    assert Client().get(f"/youth/report/post/{comment.pk}/").status_code == 200
    assert Client().post(f"/youth/report/post/{comment.pk}/", {"reason": "mean"}).status_code == 302
    assert "Unkind" not in shown(Client().get(f"{article.url}comments/"))
    sent = Client().post(f"/youth/report/article/{article.pk}/", {"reason": "private", "words": "That is me"})
    assert sent.headers["Location"] == "/youth/report/thanks/"
    concern = Concern.objects.get(article=article)
    assert (concern.reporter, concern.about, unseal(concern.sealed)["words"]) == (
        None,
        article.piece.writer,
        "That is me",
    )
    article.refresh_from_db()
    assert article.live
    article.unpublish()
    assert Client().get(f"/youth/report/article/{article.pk}/").status_code == 404


def test_reports_are_limited_by_network_and_by_young_person(post, lead):
    article = make_article(by=lead)
    place = f"/youth/report/article/{article.pk}/"
    codes = [Client().post(place, {"reason": "other", "words": "Typed"}).status_code for _n in range(REPORTS_AN_HOUR)]
    assert codes == [302] * REPORTS_AN_HOUR
    refused = Client().post(place, {"reason": "other", "words": "Typed"})
    assert refused.status_code == 409
    assert "ring 999" in shown(refused)
    assert "Typed" in refused.content.decode()
    assert signed_in(make_writer().user).post(place, {"reason": "other"}).status_code == 302


def test_without_a_lead_every_checked_adult_is_told_and_administrators_hear_of_it(cast):
    adults = [make_checked(), make_checked()]
    lapsed = make_checked(ends_in_days=0, is_lead=True)
    room = make_chat(by=adults[0])
    found = make_talk(room, make_writer(), by=adults[0])
    report(found)
    assert {one for one, _body in told()} == {one.email for one in adults}
    assert lapsed.email not in {one for one, _body in told()}
    missing = told("concern-no-lead")
    assert cast.administrator.email in {one for one, _body in missing}
    assert "They stop" not in missing[0][1]
    desk = shown(signed_in(adults[0]).get("/youth/looking-after/"))
    assert "There is no safeguarding lead" in desk


def test_with_nobody_there_the_page_says_so_and_the_first_who_comes_is_told(cast):
    adult = make_checked()
    found = make_talk(make_chat(by=adult), make_writer(), by=adult)
    adult.safeguarding_checks.update(ended_at=now())
    concern = report(found)
    assert concern.told_at is None
    assert "No adult who looks after this place is here" in shown(Client().get("/youth/report/thanks/"))
    new = make_checked(is_lead=True)
    assert tell_due(now()) == 1
    assert [one for one, _body in told()] == [new.email]


@pytest.mark.parametrize(("reason", "third"), [("harm", timedelta(hours=1)), ("mean", timedelta(days=1))])
def test_what_nobody_takes_on_is_told_again_to_more_people(post, lead, reason, third):
    other, at, tick = make_checked(), now(), timedelta(microseconds=1)
    concern = report(post, reason, at=at)
    assert tell_due(at + timedelta(hours=1) - tick) == 0
    assert tell_due(at + timedelta(hours=1)) == 1
    assert [one for one, _body in told()].count(lead.email) == 2
    assert other.email in [one for one, _body in told()]
    assert tell_due(at + timedelta(hours=1) + third - tick) == 0
    assert tell_due(at + timedelta(hours=1) + third) == 1
    assert ConcernStep.objects.filter(concern=concern, kind="told").count() == 3
    take_on(concern=concern, by=lead, at=now())
    assert tell_due(at + timedelta(days=30)) == 0
    assert not Notice.objects.filter(kind="concern", sent_at=None).exists()
    assert "youth-concerns" in {tick.name for tick in registered()}


def test_an_adult_who_wrote_it_is_not_told_and_cannot_look(cast):
    lead, other = make_checked(is_lead=True), make_checked()
    give_role(user=other, role=Role.SAFEGUARDING_LEAD)
    room = make_chat(by=lead)
    found = make_talk(room, lead, title="From an adult")
    concern = report(found, "stranger")
    assert [one for one, _body in told()] == [other.email]
    assert signed_in(lead).get(f"/youth/looking-after/concerns/{concern.pk}/").status_code == 404
    assert signed_in(other).get(f"/youth/looking-after/concerns/{concern.pk}/").status_code == 200
