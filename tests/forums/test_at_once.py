"""Clicks at the same moment, on both databases."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forums.errors import AlreadyDecided
from forums.models import Act, Member, PartnershipQuestion, Post, Support
from forums.services.joining import join
from forums.services.moderating import Verdict, decide
from forums.services.posting import add_post, start_thread
from forums.services.scrutiny import ask_partnership, support
from tests import factories
from tests.at_once import AT_ONCE, at_once, both_databases
from tests.forums.factories import make_forum, make_member, make_thread

pytestmark = [pytest.mark.django_db(transaction=True), both_databases]


def test_posts_at_one_moment_get_a_number_each_and_one_pressed_four_times_is_one(database):
    forum = make_forum()
    members = [make_member(forum) for _ in range(AT_ONCE)]
    thread = make_thread(members[0])

    def write(number: int) -> int:
        words = f"From {number}"
        return add_post(
            thread=thread, member=members[number], user=AnonymousUser(), source=words, at=timezone.now()
        ).number

    assert sorted(at_once(write)) == [2, 3, 4, 5]

    def press(_number: int) -> int:
        return add_post(thread=thread, member=members[0], user=AnonymousUser(), source="Yes", at=timezone.now()).number

    assert at_once(press) == [6] * AT_ONCE

    def start(_number: int) -> int:
        post = start_thread(
            forum=forum, member=members[0], user=AnonymousUser(), title="New", source="New", at=timezone.now()
        )
        return post.thread.number

    assert at_once(start) == [2] * AT_ONCE
    thread.refresh_from_db()
    assert (thread.public_count, thread.last_number, Post.objects.count()) == (6, 6, 7)


def test_a_post_is_decided_once(database):
    forum = make_forum(first_posts_wait=1)
    post = make_thread(make_member(forum)).posts.get()
    moderators = [factories.make_user() for _ in range(AT_ONCE)]
    outcomes = at_once(
        lambda number: decide(post=post, verdict=Verdict("approve"), by=moderators[number], at=timezone.now())
    )
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == AT_ONCE - 1
    assert Act.objects.count() == 1


def test_a_person_joins_once_and_supporters_send_a_question_once(database):
    forum = make_forum(supporters_needed=AT_ONCE)
    user = factories.make_user()
    joined = at_once(lambda _: join(forum=forum, user=user, name="Otter", at=timezone.now()).pk)
    assert Member.objects.count() == 1
    assert len({outcome for outcome in joined if isinstance(outcome, int)}) == 1
    asker = make_member(forum)
    question = ask_partnership(
        thread=make_thread(asker),
        member=asker,
        organisation=factories.make_organisation(),
        title="When?",
        at=timezone.now(),
    )
    members = [make_member(forum) for _ in range(AT_ONCE)]
    at_once(lambda number: support(question=question, member=members[number], at=timezone.now()).pk)
    assert (Support.objects.count(), PartnershipQuestion.objects.get().state) == (
        AT_ONCE + 1,
        PartnershipQuestion.State.PUT,
    )
