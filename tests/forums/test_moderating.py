"""What moderators do and what everybody may see of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.errors import (
    AlreadyAppealed,
    AlreadyDecided,
    ChangedMeanwhile,
    EndMissing,
    MoveWouldTell,
    MustWait,
    NothingToAppeal,
    NotToBeUndone,
    RuleMissing,
    SomebodyElse,
    Suspended,
    WrongTarget,
)
from forums.models import Act, Moderator, Post, Report
from forums.reads.queue import undoable_by
from forums.services.appeals import APPEAL_TIME, appeal, decide_appeal, lift, suspend
from forums.services.arranging import merge_threads, move_thread, slow_thread, split_thread, switch_thread
from forums.services.moderating import CLAIM, UNDO, Verdict, claim_post, decide, decide_many, undo
from forums.services.reporting import REPORTS_AN_HOUR, report_post
from people.models import Notice
from people.notices import letter_of
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of

pytestmark = pytest.mark.django_db
State = Post.State


@pytest.fixture
def forum(cast):
    return make_forum(moderator=cast.moderator)


def removal(forum, number=1, reason="It calls somebody names."):
    return Verdict("remove", rule=rule_of(forum, number), reason=reason)


def test_a_post_is_let_through_and_that_can_be_taken_back(cast, forum):
    forum.first_posts_wait = 1
    forum.save()
    post = make_thread(make_member(forum)).posts.get()
    at = timezone.now()
    act = decide(post=post, verdict=Verdict("approve"), by=cast.moderator, at=at)
    post.refresh_from_db()
    assert (post.state, post.published_at, post.thread.public_count) == (State.PUBLIC, at, 1)
    with pytest.raises(AlreadyDecided):
        decide(post=post, verdict=Verdict("approve"), by=cast.moderator, at=at)
    undo(act=act, by=cast.moderator, at=at + UNDO - timedelta(seconds=1))
    post.refresh_from_db()
    post.thread.refresh_from_db()
    assert (post.state, post.published_at, post.thread.public_count) == (State.WAITING, None, 0)
    with pytest.raises(NotToBeUndone):
        undo(act=act, by=cast.moderator, at=at)


def test_a_removal_names_a_rule_and_is_told_to_the_author(cast, forum):
    member = make_member(forum, cast.resident)
    post = reply(make_thread(member), member, "You fool")
    for verdict in (Verdict("remove", reason="No"), removal(make_forum())):
        with pytest.raises(RuleMissing):
            decide(post=post, verdict=verdict, by=cast.moderator, at=timezone.now())
    report_post(post=post, reason="rules", network="192.0.2.1", at=timezone.now())
    act = decide(post=post, verdict=removal(forum), by=cast.moderator, at=timezone.now())
    letter = letter_of(Notice.objects.get(kind="forum-removed"))
    assert letter.recipient == cast.resident.email
    assert "1. Be kind" in letter.body
    assert "names" in letter.body
    assert cast.moderator.email not in letter.body
    post.refresh_from_db()
    assert (post.state, post.rule, Report.objects.get().settled_at) == (State.REMOVED, rule_of(forum), act.made_at)
    undo(act=act, by=cast.moderator, at=act.made_at)
    assert Report.objects.get().settled_at is None


def test_a_letter_of_a_closed_community_says_nothing_of_it(cast):
    forum = make_forum("Secret circle", is_closed=True, moderator=cast.moderator)
    member = make_member(forum, cast.resident)
    thread = make_thread(member, "Secret talk")
    decide(post=thread.posts.get(), verdict=removal(forum), by=cast.moderator, at=timezone.now())
    suspend(
        member=member,
        until=timezone.now() + timedelta(days=2),
        rule=rule_of(forum),
        reason="Secret",
        by=cast.moderator,
        at=timezone.now(),
    )
    letters = [letter_of(notice) for notice in Notice.objects.all()]
    assert len(letters) == 3
    for letter in letters:
        said = f"{letter.subject} {letter.body} {letter.leave_url}".lower()
        assert "secret" not in said
        assert "communit" not in said
        assert forum.community.slug not in said


def test_a_claim_keeps_a_colleague_off_for_a_quarter_of_an_hour(cast, forum):
    post = make_thread(make_member(forum)).posts.get()
    at = timezone.now()
    claim_post(post=post, by=cast.moderator, at=at)
    with pytest.raises(ChangedMeanwhile):
        decide(post=post, verdict=removal(forum), by=cast.administrator, at=at + CLAIM - timedelta(seconds=1))
    decide(post=post, verdict=removal(forum), by=cast.administrator, at=at + CLAIM)


def test_many_are_decided_at_once_and_what_a_colleague_did_is_left_alone(cast, forum):
    member = make_member(forum)
    thread = make_thread(member)
    posts = [reply(thread, member) for _ in range(3)]
    decide(post=posts[0], verdict=removal(forum), by=cast.administrator, at=timezone.now())
    done = decide_many(posts=posts, verdict=removal(forum), by=cast.moderator, at=timezone.now())
    assert (len(done.acts), done.missed) == (2, 1)
    assert Post.objects.public().count() == 1


def test_a_report_needs_no_account_and_ten_an_hour_are_enough(forum):
    post = make_thread(make_member(forum)).posts.get()
    at = timezone.now().replace(minute=0)
    for _ in range(REPORTS_AN_HOUR):
        report_post(post=post, reason="made up", words="Look\u202eat this", network="192.0.2.1", at=at)
    with pytest.raises(MustWait):
        report_post(post=post, reason="rules", network="192.0.2.1", at=at)
    report_post(post=post, reason="rules", network="192.0.2.2", at=at)
    first = Report.objects.first()
    assert (first.reason, first.words, first.member) == ("other", "Lookat this", None)


def test_an_appeal_is_one_and_somebody_else_decides(cast, forum):
    member, other = make_member(forum, cast.resident), make_member(forum)
    post = make_thread(member).posts.get()
    at = timezone.now()
    act = decide(post=post, verdict=removal(forum), by=cast.moderator, at=at)
    with pytest.raises(NothingToAppeal):
        appeal(act=act, member=other, words="Not mine", at=at)
    with pytest.raises(NothingToAppeal):
        appeal(act=act, member=member, words="Late", at=at + APPEAL_TIME)
    asked = appeal(act=act, member=member, words="It is about ramps.", at=at + APPEAL_TIME - timedelta(seconds=1))
    with pytest.raises(AlreadyAppealed):
        appeal(act=act, member=member, words="Again", at=at)
    with pytest.raises(NotToBeUndone):
        undo(act=act, by=cast.moderator, at=at)
    with pytest.raises(SomebodyElse):
        decide_appeal(appeal=asked, is_upheld=False, reason="No", by=cast.moderator, at=at)
    decide_appeal(appeal=asked, is_upheld=True, reason="You are right.", by=cast.administrator, at=at)
    post.refresh_from_db()
    assert (post.state, post.rule) == (State.PUBLIC, None)
    assert "stands again" in letter_of(Notice.objects.get(kind="forum-appeal")).body
    with pytest.raises(AlreadyDecided):
        decide_appeal(appeal=asked, is_upheld=False, reason="No", by=cast.administrator, at=at)


def test_a_suspension_has_an_end_just_before_at_and_after(cast, forum):
    member, at = make_member(forum), timezone.now()
    thread = make_thread(member, at=at)
    until = at + timedelta(days=3)
    words = {"member": member, "rule": rule_of(forum), "reason": "Again and again", "by": cast.moderator, "at": at}
    for wrong in (at, at + timedelta(days=366)):
        with pytest.raises(EndMissing):
            suspend(until=wrong, **words)
    given = suspend(until=until, **words)
    with pytest.raises(Suspended):
        reply(thread, member, at=until - timedelta(seconds=1))
    assert reply(thread, member, at=until).is_public
    lift(suspension=given, by=cast.moderator, at=at)
    assert reply(thread, member, at=at + timedelta(hours=1)).is_public
    assert list(Act.objects.values_list("kind", flat=True)) == ["suspend", "lift"]


def test_switches_are_logged_once_each(cast, forum):
    thread = make_thread(make_member(forum))
    for is_on in (True, True, False):
        switch_thread(thread=thread, switch="lock", is_on=is_on, by=cast.moderator, at=timezone.now())
    slow_thread(thread=thread, seconds=10**9, by=cast.moderator, at=timezone.now())
    thread.refresh_from_db()
    assert thread.slow_mode_seconds == 86_400
    assert list(Act.objects.values_list("kind", flat=True)) == ["lock", "unlock", "slow"]


def test_merged_posts_get_new_numbers_and_old_addresses_lead_on(cast, forum):
    member = make_member(forum)
    one, two = make_thread(member, "One", "First of one"), make_thread(member, "Two", "First of two")
    reply(one, member, "Second of one")
    reply(two, member, "Second of two")
    merge_threads(thread=two, into=one, by=cast.moderator, at=timezone.now())
    assert [post.source for post in one.posts.order_by("number")] == [
        "First of one",
        "Second of one",
        "First of two",
        "Second of two",
    ]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.public_count, one.last_number, two.merged_into, two.public_count) == (4, 4, one, 0)
    with pytest.raises(WrongTarget):
        merge_threads(thread=two, into=one, by=cast.moderator, at=timezone.now())
    with pytest.raises(WrongTarget):
        merge_threads(thread=one, into=make_thread(make_member(make_forum())), by=None, at=timezone.now())


def test_a_split_leaves_the_numbers_of_those_that_stay(cast, forum):
    member = make_member(forum)
    thread = make_thread(member)
    for number in range(2, 6):
        reply(thread, member, f"Post {number}")
    apart = split_thread(thread=thread, numbers=[2, 4], title="Apart", by=cast.moderator, at=timezone.now())
    assert list(thread.posts.order_by("number").values_list("number", flat=True)) == [1, 3, 5]
    assert list(apart.posts.order_by("number").values_list("number", "source")) == [(1, "Post 2"), (2, "Post 4")]
    assert reply(thread, member).number == 6


def test_nobody_carries_a_name_into_another_community_and_nothing_leaves_a_closed_one(cast, forum):
    there, closed = make_forum(), make_forum(is_closed=True)
    member = make_member(forum, name="Otter")
    thread = make_thread(member)
    with pytest.raises(MoveWouldTell):
        move_thread(thread=thread, forum=closed, by=cast.moderator, at=timezone.now())
    secret = make_thread(make_member(closed))
    with pytest.raises(MoveWouldTell):
        move_thread(thread=secret, forum=there, by=cast.moderator, at=timezone.now())
    moved = move_thread(thread=thread, forum=there, by=cast.moderator, at=timezone.now())
    post = Post.objects.select_related("thread", "member").get(thread=moved)
    assert (moved.forum, moved.number, post.author()) == (there, 1, "Member of another community")


def test_a_moderator_of_all_forums_sees_no_closed_one(cast):
    from forums.permissions import may_moderate

    is_open, closed = make_forum(), make_forum(is_closed=True)
    assert may_moderate(cast.moderator, is_open)
    assert may_moderate(cast.administrator, is_open)
    assert not may_moderate(cast.moderator, closed)
    assert not may_moderate(cast.administrator, closed)
    assert not may_moderate(cast.county_officer, is_open)
    Moderator.objects.create(forum=closed, user=cast.resident, since=timezone.now())
    assert may_moderate(cast.resident, closed)
    assert not may_moderate(cast.resident, is_open)


def test_only_what_may_be_taken_back_is_offered(cast, forum):
    thread = make_thread(make_member(forum))
    other = make_thread(make_member(forum, name="Heron"), "Other")
    at = timezone.now()
    act, theirs = (
        decide(post=one.posts.get(), verdict=removal(forum), by=by, at=at)
        for one, by in ((thread, cast.moderator), (other, cast.administrator))
    )
    assert undoable_by(cast.moderator, forum, at=at + UNDO - timedelta(seconds=1)) == [act]
    assert undoable_by(cast.administrator, forum, at=at) == [theirs]
    assert undoable_by(cast.moderator, forum, at=at + UNDO) == []
    assert undoable_by(cast.moderator, make_forum("Walkers"), at=at) == []
    undo(act=act, by=cast.moderator, at=at)
    assert undoable_by(cast.moderator, forum, at=at) == []
    again = decide(post=thread.posts.get(), verdict=removal(forum), by=cast.moderator, at=at + timedelta(hours=1))
    Post.objects.filter(pk=again.post_id).update(decided_at=at + timedelta(hours=2))  # somebody else decided since
    assert undoable_by(cast.moderator, forum, at=at + timedelta(hours=2)) == []
