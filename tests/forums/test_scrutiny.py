"""Questions to the partnership: supporters, the body, the answer, and what leaves a closed community."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forums.errors import (
    AlreadyAQuestion,
    AlreadyDecided,
    AnswerMissing,
    NotAMember,
    NotToBeSupported,
    NotYourQuestion,
    OwnWordsMissing,
)
from forums.models import PartnershipQuestion, Post
from forums.services.scrutiny import answer_question, ask_partnership, put_question, support, take_back
from tests.actions.plans import make_action, make_plan
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db
State = PartnershipQuestion.State


def asked(cast, *, needed=2, **fields):
    forum = make_forum(moderator=cast.moderator, supporters_needed=needed, answer_days=28, **fields)
    member = make_member(forum)
    thread = make_thread(member)
    question = ask_partnership(
        thread=thread, member=member, organisation=cast.county, title="When will the ramp be built?", at=timezone.now()
    )
    return forum, question


def test_the_last_supporter_sends_it_to_its_body_with_a_date(cast):
    forum, question = asked(cast)
    at = timezone.now()
    first = make_member(forum)
    assert question.state == State.GATHERING
    question = support(question=question, member=first, at=at)
    assert (question.state, question.supports.count()) == (State.PUT, 2)
    assert question.due_on == timezone.localdate(at) + timedelta(days=28)
    assert support(question=question, member=first, at=at).supports.count() == 2
    due = question.due_on
    assert [question.days_late(today=due + timedelta(days=days)) for days in (-1, 0, 1, 9)] == [0, 0, 1, 9]
    assert list(PartnershipQuestion.objects.overdue_on(due)) == []
    assert list(PartnershipQuestion.objects.overdue_on(due + timedelta(days=1))) == [question]
    with pytest.raises(NotAMember):
        support(question=question, member=make_member(make_forum()), at=at)
    with pytest.raises(AlreadyAQuestion):
        ask_partnership(thread=question.thread, member=first, organisation=cast.county, title="Again", at=at)


def test_moderators_need_no_number_and_what_has_gone_out_stays(cast):
    _forum, question = asked(cast, needed=50)
    question = put_question(question=question, by=cast.moderator, organisation=cast.borough, at=timezone.now())
    assert (question.state, question.organisation) == (State.PUT, cast.borough)
    for again in (put_question, take_back):
        with pytest.raises(AlreadyDecided):
            again(question=question, **({"by": cast.moderator, "at": timezone.now()} if again is put_question else {}))


def test_only_its_body_answers_once_in_the_thread_as_an_official_reply(cast):
    _forum, question = asked(cast, needed=1)
    words = {"role": "Head of libraries", "answer": "By **March**.", "at": timezone.now()}
    for stranger in (cast.borough_officer, cast.resident, cast.administrator):
        with pytest.raises(NotYourQuestion):
            answer_question(question=question, by=stranger, **words)
    with pytest.raises(AnswerMissing):
        answer_question(question=question, by=cast.county_officer, **(words | {"answer": " "}))
    type(question.thread).objects.update(is_locked=True)
    done = answer_question(question=question, by=cast.county_officer, **words)
    post = Post.objects.get(is_answer=True)
    assert (done.state, done.answer_post, post.number, post.organisation) == (State.ANSWERED, post, 2, cast.county)
    assert post.role == "Head of libraries"
    assert "<strong>March</strong>" in post.html
    with pytest.raises(AlreadyDecided):
        answer_question(question=question, by=cast.county_officer, **words)
    with pytest.raises(NotToBeSupported):
        support(question=done, member=make_member(_forum), at=timezone.now())


def test_the_answer_carries_an_action_of_the_bodys_own_that_everybody_can_read(cast):
    _forum, question = asked(cast, needed=1)
    plan, draft = make_plan(cast.county), make_plan(cast.county, published_at=None)
    own, later, hidden = (make_action(one) for one in (plan, plan, draft))
    other = make_action(make_plan(cast.borough))
    client, url = signed_in(cast.county_officer), question.get_absolute_url()
    words = {"role": "Head of libraries", "answer": "By March."}
    for wrong in (hidden, other):
        refused = client.post(url, words | {"action": wrong.pk})
        assert "By March." in refused.content.decode()
        assert "Choose an action of your own body" in shown(refused)
    assert client.post(url, words | {"action": own.pk}).status_code == 302
    page = client.get(url).content.decode()
    assert own.get_absolute_url() in page
    assert later.get_absolute_url() not in page
    assert "Choose the action first" in shown(client.post(url, {"action": ""}))
    late = client.post(url, words | {"answer": "Typed meanwhile", "action": ""})
    assert late.status_code == 409
    assert "Typed meanwhile" in late.content.decode()
    assert client.post(url, {"action": later.pk}).status_code == 302
    assert later.get_absolute_url() in client.get(url).content.decode()
    for stranger in (cast.borough_officer, cast.administrator, cast.resident):
        assert signed_in(stranger).post(url, {"action": other.pk}).status_code == 404


def test_from_a_closed_community_goes_out_only_what_its_moderators_wrote(cast):
    forum, question = asked(cast, needed=1, is_closed=True)
    assert question.state == State.READY
    assert question.shown_title == ""
    assert not PartnershipQuestion.objects.public().exists()
    with pytest.raises(OwnWordsMissing):
        put_question(question=question, by=cast.moderator, at=timezone.now())
    put_question(question=question, by=cast.moderator, public_title="Are ramps planned?", at=timezone.now())
    question = PartnershipQuestion.objects.public().get()
    assert (question.shown_title, question.shown_text) == ("Are ramps planned?", "")
    answer_question(question=question, by=cast.county_officer, role="Policy officer", answer="Yes.", at=timezone.now())
    assert Post.objects.get(is_answer=True).thread.forum == forum


def test_the_database_lets_no_question_out_of_a_closed_community_without_words_of_its_own(cast):
    _forum, question = asked(cast, is_closed=True, needed=9)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnershipQuestion.objects.filter(pk=question.pk).update(state=State.PUT, put_at=now, due_on=now.date())
