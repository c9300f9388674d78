"""Residents put questions to a session before it starts; officers read them; whoever wants to be told is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from actions.origins import contributors_to
from juries import errors
from juries.letters import leave_token
from juries.models import ResidentQuestion
from juries.privacy_residents import expire_questions
from juries.services import residents
from juries.services.linking import link_plan
from people.notices import send_waiting
from tests.admin_walk import client_of
from tests.juries import factories
from tests.juries.test_pages import make_action, make_plan

pytestmark = pytest.mark.django_db
ASKED = {"text": "Who reads the letters?", "email": "", "follows": ""}


@pytest.fixture
def session(cast):
    return factories.make_session(factories.make_jury(cast.county))


@pytest.fixture
def jury(session):
    return session.get_parent().specific


def ask_url(session) -> str:
    return f"{session.url}ask/"


def asked(session, **fields) -> ResidentQuestion:
    values = {"text": "Who reads the letters?", "email": "", "follows": False, "at": timezone.now()}
    return residents.ask_question(session=session, **(values | fields))


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_questions_are_taken_up_to_the_start(session, seconds, is_taken):
    at = session.starts_at + timedelta(seconds=seconds)
    if is_taken:
        assert asked(session, at=at).state == "waiting"
    else:
        with pytest.raises(errors.TooLateToAsk):
            asked(session, at=at)


def test_a_question_is_read_before_anybody_sees_it(cast, session, jury, client):
    assert client.post(ask_url(session), ASKED | {"email": "ann@post.example"}).url == f"{session.url}ask/sent/"
    question = ResidentQuestion.objects.get()
    assert b"ann@post.example" not in bytes(question.contact)
    assert "Who reads" not in client.get(session.url).content.decode()
    officer, queue = client_of(cast.county_officer), reverse("officer_juries:questions", args=[jury.pk])
    assert "Who reads the letters?" in officer.get(queue).content.decode()
    assert "ann@post.example" not in officer.get(queue).content.decode()
    assert officer.post(queue, {"question": question.pk, "do": "publish"}).status_code == 302
    assert "Who reads the letters?" in client.get(session.url).content.decode()
    dealt = {"question": question.pk, "do": "deal", "outcome": "put", "answer": "The post room does."}
    assert officer.post(queue, dealt).status_code == 302
    assert "The post room does." in client.get(session.url).content.decode()
    assert send_waiting(at=timezone.now()) == 1
    assert (mail.outbox[0].to, "The post room does." in mail.outbox[0].body) == (["ann@post.example"], True)
    question.refresh_from_db()
    assert bytes(question.contact) == b""


def test_a_dismissed_question_needs_a_reason_and_its_author_is_told(cast, session, jury):
    question = asked(session, email="ann@post.example")
    officer, queue = client_of(cast.county_officer), reverse("officer_juries:questions", args=[jury.pk])
    no_reason = officer.post(queue, {"question": question.pk, "do": "dismiss", "reason": ""})
    assert no_reason.status_code == 422
    officer.post(queue, {"question": question.pk, "do": "dismiss", "reason": "It names a neighbour."})
    send_waiting(at=timezone.now())
    assert "It names a neighbour." in mail.outbox[0].body
    question.refresh_from_db()
    assert (question.state, bytes(question.contact)) == ("dismissed", b"")
    with pytest.raises(errors.NotLetThrough):
        residents.deal_with_question(
            question=question, outcome="put", answer="", by=cast.county_officer, at=timezone.now()
        )


def test_nothing_typed_is_lost(session, client):
    answer = client.post(ask_url(session), ASKED | {"email": "not an address"})
    assert answer.status_code == 422
    assert "Who reads the letters?" in answer.content.decode()
    follows = client.post(ask_url(session), ASKED | {"follows": "on"})
    assert "Write your e-mail address" in follows.content.decode()
    session.starts_at = timezone.now()
    session.ends_at = None
    session.save()
    late = client.post(ask_url(session), ASKED)
    assert late.status_code == 422
    assert "Who reads the letters?" in late.content.decode()
    assert ResidentQuestion.objects.count() == 0


def test_one_network_asks_only_so_often(session, client):
    for number in range(20):
        assert client.post(ask_url(session), ASKED | {"text": f"Question {number}"}).status_code == 302
    refused = client.post(ask_url(session), ASKED)
    assert refused.status_code == 429
    assert "Who reads the letters?" in refused.content.decode()


def test_sessions_that_are_not_public_take_none(cast, session, client):
    draft = factories.make_session(factories.make_jury(cast.county, live=False))
    hidden = factories.make_session(session.get_parent().specific, live=False)
    for one in (draft, hidden):
        assert client.post(ask_url(one), ASKED).status_code == 404


def test_other_organisations_decide_nothing(cast, session, jury):
    question = asked(session)
    other = factories.make_jury(cast.borough)
    url, own = (reverse("officer_juries:questions", args=[one.pk]) for one in (jury, other))
    for address in (url, own):
        sent = client_of(cast.borough_officer).post(address, {"question": question.pk, "do": "publish"})
        assert sent.status_code == 404
    assert client_of(cast.borough_officer).get(url).status_code == 404
    question.refresh_from_db()
    assert question.state == "waiting"


def test_who_wished_it_is_told_what_follows_until_they_leave(cast, session, jury, client):
    plan = make_plan(cast.county)
    action = make_action(plan)
    link_plan(jury=jury, plan=plan)
    for email, follows in (("ann@post.example", True), ("ben@post.example", False)):
        question = asked(session, email=email, follows=follows)
        residents.publish_question(question=question, by=cast.county_officer, at=timezone.now())
    found = contributors_to(plan_id=plan.pk, action_id=action.pk)
    assert list(found) == ["ann@post.example"]
    url = reverse("juries:leave", args=[leave_token(ResidentQuestion.objects.first().pk)])
    assert client.get(url).status_code == 200
    assert contributors_to(plan_id=plan.pk, action_id=action.pk)
    assert "Done." in client.post(url).content.decode()
    assert contributors_to(plan_id=plan.pk, action_id=action.pk) == {}
    assert client.get(url[:-2] + "/").status_code == 404


@pytest.mark.parametrize(("seconds", "is_kept"), [(-1, True), (0, True), (1, False)])
def test_addresses_and_dismissed_questions_have_an_end(cast, session, seconds, is_kept):
    at = timezone.now()
    kept = asked(session, email="ann@post.example", follows=True, at=at)
    expire_questions(at + residents.ADDRESS_KEPT + timedelta(seconds=seconds))
    kept.refresh_from_db()
    assert bool(bytes(kept.contact)) == is_kept
    dismissed = asked(session, at=at)
    residents.dismiss_question(question=dismissed, reason="Twice.", by=cast.county_officer, at=at)
    expire_questions(at + residents.DISMISSED_KEPT + timedelta(seconds=seconds))
    assert ResidentQuestion.objects.filter(pk=dismissed.pk).exists() == is_kept


def test_addresses_are_sealed_anew_with_the_others(session, capsys):
    asked(session, email="ann@post.example")
    call_command("rotate_vault")
    assert residents.address_of(ResidentQuestion.objects.get()) == "ann@post.example"
    assert "juries.ResidentQuestion" in capsys.readouterr().out
