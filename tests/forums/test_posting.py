"""Joining, starting threads, replying: who may, what waits, what is held, how fast."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.errors import (
    Closed,
    MustWait,
    NameMissing,
    NameTaken,
    NotAMember,
    NothingWritten,
    NotYours,
    RoleEnded,
    RoleMissing,
    ThreadClosed,
    TooLateToEdit,
    TooLong,
)
from forums.markup import LONGEST
from forums.models import EDIT_TIME, Draft, Forum, Member, Post, PostVersion
from forums.names import account_of
from forums.services.joining import join, leave
from forums.services.own_posts import draft_of, edit_post, save_draft, withdraw_post
from forums.services.posting import POSTS_AN_HOUR, add_post, start_thread
from people.models import User
from tests.forums.factories import make_forum, make_member, make_thread, reply

pytestmark = pytest.mark.django_db
State = Post.State


def test_a_member_is_nobody_in_the_database(cast):
    one, other = make_forum(), make_forum()
    at = timezone.now()
    here = join(forum=one, user=cast.resident, name="  River   Walker ", at=at)
    there = join(forum=other, user=cast.resident, name="Hill Walker", at=at)
    assert here.display_name == "River Walker"
    assert here.key != there.key
    assert account_of(here.content) == cast.resident.pk
    fields = {field.name: field for field in Member._meta.get_fields()}
    assert not [name for name, field in fields.items() if field.related_model is User]
    assert join(forum=one, user=cast.resident, name="Another", at=at) == here


def test_a_name_is_one_persons_in_a_community_and_free_in_the_next(cast):
    forum, at = make_forum(), timezone.now()
    join(forum=forum, user=cast.resident, name="Otter", at=at)
    with pytest.raises(NameTaken):
        join(forum=forum, user=cast.outsider, name="OTTER", at=at)
    with pytest.raises(NameMissing):
        join(forum=forum, user=cast.outsider, name=" \u200b ".replace("\u200b", ""), at=at)
    assert join(forum=make_forum(), user=cast.outsider, name="Otter", at=at).is_in


def test_an_officer_writes_as_body_and_role_and_never_under_a_name(cast):
    forum, at = make_forum(first_posts_wait=3), timezone.now()
    with pytest.raises(RoleMissing):
        join(forum=forum, user=cast.county_officer, name="Anonymous", at=at)
    with pytest.raises(RoleMissing):
        join(forum=forum, user=cast.county_officer, organisation=cast.borough, role="Policy officer", at=at)
    member = join(forum=forum, user=cast.county_officer, organisation=cast.county, role="Policy officer", at=at)
    post = start_thread(
        forum=forum, member=member, user=cast.county_officer, title="Ramps", source="0116 496 0123", at=at
    )
    assert (post.state, post.organisation, post.role) == (State.PUBLIC, cast.county, "Policy officer")
    assert member.shown_name() == "Policy officer"
    assert member.display_name == ""
    cast.county_officer.groups.clear()
    with pytest.raises(RoleEnded):
        add_post(thread=post.thread, member=member, user=User.objects.get(pk=cast.county_officer.pk), source="x", at=at)


def test_somebody_who_became_an_officer_must_say_so(cast):
    forum, at = make_forum(), timezone.now()
    member = join(forum=forum, user=cast.resident, name="Otter", at=at)
    cast.resident.groups.add(cast.county.officers)
    with pytest.raises(RoleMissing):
        start_thread(forum=forum, member=member, user=cast.resident, title="T", source="Text", at=at)


def test_the_first_posts_of_a_newcomer_wait_and_a_filter_holds(cast):
    forum = make_forum(first_posts_wait=1, held_words="scoundrel")
    member = make_member(forum)
    thread = make_thread(member)
    first = thread.posts.get()
    assert (first.state, thread.published_at, thread.public_count) == (State.WAITING, None, 0)
    Post.objects.filter(pk=first.pk).update(state=State.PUBLIC, published_at=timezone.now())
    later = reply(thread, member, "Now I am known.")
    assert later.state == State.PUBLIC
    later.thread.refresh_from_db()
    assert (later.thread.public_count, later.thread.last_public_number) == (2, 2)
    held = reply(thread, member, "You scoundrel, ring 07700 900123")
    assert (held.state, held.held_by) == (State.HELD, ["phone", "word"])
    assert reply(thread, member, "See https://example.org").state == State.PUBLIC


def test_one_press_is_one_post_and_the_same_words_later_are_another():
    member = make_member(make_forum())
    at = timezone.now()
    thread = make_thread(member, at=at)
    again = make_thread(member, at=at + timedelta(minutes=1))
    assert thread == again
    first = reply(thread, member, "Yes", at)
    assert reply(thread, member, " Yes\r\n", at + timedelta(minutes=9)) == first
    assert reply(thread, member, "Yes", at + timedelta(minutes=10)).number == 3


def test_what_is_no_post_is_refused_and_said(cast):
    forum = make_forum()
    member = make_member(forum)
    thread = make_thread(member)
    for words, refusal in (("  \u200b ", NothingWritten), ("x" * (LONGEST + 1), TooLong)):
        with pytest.raises(refusal):
            reply(thread, member, words)
    stranger = make_member(make_forum())
    Member.objects.filter(pk=stranger.pk).update(state=Member.State.LEFT)
    with pytest.raises(NotAMember):
        reply(thread, stranger)
    for name in ("is_locked", "is_archived"):
        type(thread).objects.filter(pk=thread.pk).update(**{name: True})
        with pytest.raises(ThreadClosed):
            reply(thread, member)
        type(thread).objects.filter(pk=thread.pk).update(**{name: False})
    Forum.objects.filter(pk=forum.pk).update(is_archived=True)
    with pytest.raises(ThreadClosed):
        reply(thread, member)
    with pytest.raises(Closed):
        make_thread(member, "Another")


def test_slow_mode_says_how_long_just_before_at_and_after():
    forum = make_forum(slow_mode_seconds=90)
    member, at = make_member(forum), timezone.now()
    thread = make_thread(member, at=at)
    with pytest.raises(MustWait) as refused:
        reply(thread, member, at=at + timedelta(seconds=30))
    assert refused.value.seconds == 60
    assert "60 seconds" in str(refused.value.public_message)
    with pytest.raises(MustWait):
        reply(thread, member, at=at + timedelta(seconds=89))
    assert reply(thread, member, at=at + timedelta(seconds=90)).number == 2


def test_a_person_writes_so_many_posts_an_hour():
    member = make_member(make_forum())
    at = timezone.now().replace(minute=0, second=0, microsecond=0)
    thread = make_thread(member, at=at)
    for number in range(POSTS_AN_HOUR):
        reply(thread, member, f"Post {number}", at + timedelta(seconds=number))
    with pytest.raises(MustWait) as refused:
        reply(thread, member, at=at + timedelta(minutes=30))
    assert "30 minutes" in str(refused.value.public_message)
    assert reply(thread, member, at=at + timedelta(hours=1)).is_public


def test_a_post_is_changed_for_half_an_hour_and_says_so():
    forum = make_forum()
    member, other, at = make_member(forum), make_member(forum), timezone.now()
    post = make_thread(member, at=at).posts.get()
    with pytest.raises(NotYours):
        edit_post(post=post, member=other, source="Mine now", at=at)
    just_in_time = at + EDIT_TIME - timedelta(seconds=1)
    edited = edit_post(post=post, member=member, source="They are **far** too steep.", at=just_in_time)
    assert edited.html == "<p>They are <strong>far</strong> too steep.</p>\n"
    assert PostVersion.objects.get().source == "They are too steep."
    with pytest.raises(TooLateToEdit):
        edit_post(post=post, member=member, source="Later", at=at + EDIT_TIME)


def test_an_edit_cannot_carry_past_a_filter():
    member, at = make_member(make_forum()), timezone.now()
    post = make_thread(member, at=at).posts.get()
    held = edit_post(post=post, member=member, source="Ring 07700 900123", at=at)
    assert (held.state, held.held_by) == (State.HELD, ["phone"])
    held.thread.refresh_from_db()
    assert held.thread.public_count == 0
    mended = edit_post(post=post, member=member, source="Do not ring", at=at)
    assert mended.state == State.HELD  # a moderator has still to look


def test_a_deleted_post_leaves_its_place_and_no_words():
    forum = make_forum()
    member, other = make_member(forum), make_member(forum)
    thread = make_thread(member)
    post = reply(thread, other, "I should not have said this")
    edit_post(post=post, member=other, source="Nor this", at=timezone.now())
    with pytest.raises(NotYours):
        withdraw_post(post=post, member=member, at=timezone.now())
    gone = withdraw_post(post=post, member=other, at=timezone.now())
    assert (gone.state, gone.source, gone.html, PostVersion.objects.count()) == (State.WITHDRAWN, "", "", 0)
    assert reply(thread, member).number == 3


def test_a_draft_is_kept_until_it_is_sent_or_one_leaves():
    member, at = make_member(make_forum()), timezone.now()
    thread = make_thread(member)
    save_draft(member=member, thread=thread, title="", source="Half a sen", at=at)
    save_draft(member=member, thread=thread, title="", source="Half a sentence", at=at)
    save_draft(member=member, thread=None, title="Next", source="", at=at)
    assert draft_of(member, thread).source == "Half a sentence"
    reply(thread, member)
    assert draft_of(member, thread) is None
    assert draft_of(member, None).title == "Next"
    leave(member=member, at=at)
    assert Draft.objects.count() == 0
    assert Member.objects.get().state == Member.State.LEFT
