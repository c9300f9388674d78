"""Erasure, retention, and what 'my data' shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Draft, Member, Post, PostVersion, ReadMark
from forums.privacy import (
    DRAFT_KEPT,
    LEFT_KEPT,
    REMOVED_KEPT,
    collect_drafts,
    collect_members,
    collect_posts,
    expire_drafts,
    expire_members,
    expire_posts,
)
from forums.services.joining import join, leave
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import edit_post, save_draft
from people.models import User
from people.privacy import erase_person
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of

pytestmark = pytest.mark.django_db


def test_erasure_keeps_the_talk_and_takes_out_the_person(cast):
    forum, at = make_forum(), timezone.now()
    member, other = make_member(forum, cast.resident, "Otter"), make_member(forum)
    thread = make_thread(member)
    edit_post(post=thread.posts.get(), member=member, source="It stays.", at=at)
    held = reply(thread, member, "Ring me: 07700 900123")
    reply(thread, other, "So do I.")
    save_draft(member=member, thread=thread, title="", source="Draft", at=at)
    join(forum=make_forum(is_closed=True), user=cast.resident, name="Heron", request="Let me in", at=at)
    assert len(collect_members(cast.resident)) == 2
    assert len(collect_posts(cast.resident)) == 2
    assert collect_drafts(cast.resident)[0]["Text"] == "Draft"
    erase_person(user=User.objects.get(pk=cast.resident.pk), at=at)
    stored = str([list(model.objects.values_list()) for model in (Member, Post, PostVersion, Draft, ReadMark)])
    for word in ("Otter", "Heron", "Let me in", "07700", "Draft", "too steep"):
        assert word not in stored
    post = thread.posts.select_related("member", "thread").get(number=1)
    assert (post.source, post.author()) == ("It stays.", "Former member")
    held.refresh_from_db()
    assert held.state == Post.State.WITHDRAWN
    assert thread.posts.public().count() == 2


def test_who_left_is_forgotten_after_a_year_and_whose_account_is_gone_at_once(cast):
    forum, at = make_forum(), timezone.now()
    member, other = make_member(forum, cast.resident), make_member(forum, cast.outsider)
    leave(member=member, at=at)
    assert expire_members(at + LEFT_KEPT - timedelta(days=1)) == 0
    assert expire_members(at + LEFT_KEPT) == 1
    cast.outsider.delete()
    assert expire_members(at) == 1
    other.refresh_from_db()
    assert other.state == Member.State.FORMER
    assert expire_members(at + LEFT_KEPT) == 0


def test_words_that_nobody_may_read_go_by_the_clock(cast):
    forum, at = make_forum(moderator=cast.moderator), timezone.now()
    member = make_member(forum)
    thread = make_thread(member)
    verdict = Verdict("remove", rule=rule_of(forum), reason="It names somebody")
    decide(post=thread.posts.get(), verdict=verdict, by=cast.moderator, at=at)
    save_draft(member=member, thread=None, title="Half", source="a thought", at=at)
    assert expire_posts(at + REMOVED_KEPT - timedelta(seconds=1)) == 0
    assert expire_posts(at + REMOVED_KEPT) == 1
    assert thread.posts.get().source == ""
    assert expire_drafts(at + DRAFT_KEPT - timedelta(seconds=1)) == 0
    assert expire_drafts(at + DRAFT_KEPT) == 1
