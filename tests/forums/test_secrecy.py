"""What lies in the tables joins no account to a name and no two names; who is paused or gone writes through no door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.generation import current
from forums.errors import NotAuthorised, NotToBeUndone, RoleEnded, SecondPersonNeeded, Suspended, ThreadClosed
from forums.models import Act, Appeal, Member, Moderator, Post, Report
from forums.privacy import REMOVED_KEPT, collect_appeals, collect_letters, expire_appeals
from forums.services.appeals import appeal, suspend
from forums.services.arranging import move_thread, switch_thread
from forums.services.joining import join, leave, rename
from forums.services.moderating import Verdict, decide, undo
from forums.services.opening import ask_opening, decide_opening, open_name
from forums.services.own_posts import edit_post
from forums.services.reporting import report_post
from forums.services.scrutiny import ask_partnership, put_question, support
from forums.services.settings import close_forum
from people.models import Notice
from people.notices import letter_of, notify
from people.privacy import erase_person
from people.services import make_officer
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db


def removed(member, by, at, words="Something"):
    """Return the act by which a post of this member was removed, and the letter about it written."""
    post = make_thread(member, f"Thread of {member.pk}", words).posts.get()
    return decide(post=post, verdict=Verdict("remove", rule_of(member.forum), "It names Ada"), by=by, at=at)


def test_no_two_letters_show_that_two_names_are_one_person_or_whose_they_are(cast):
    at = timezone.now()
    forums = make_forum(moderator=cast.moderator), make_forum(moderator=cast.moderator)
    for forum in forums:
        removed(make_member(forum, cast.resident), cast.moderator, at)
    notify(kind="receipt", key="1", recipient=cast.resident.email, subject="Yours", body="Yours", at=at)
    assert len(set(Notice.objects.values_list("recipient_key", flat=True))) == Notice.objects.count() == 3
    assert {letter_of(one).recipient for one in Notice.objects.all()} == {cast.resident.email}
    told = [row["Subject"] for row in collect_letters(cast.resident)]
    assert told == ["A post of yours was removed"] * 2
    assert collect_letters(cast.outsider) == []
    Notice.objects.filter(kind="forum-removed").update(sent_at=at)
    erase_person(user=cast.resident, at=at)
    assert not Notice.objects.exists()


def test_who_is_behind_the_name_plays_no_part_in_opening_it(cast):
    forum, at = make_forum("Faith groups"), timezone.now()
    for user in (cast.moderator, cast.resident):
        Moderator.objects.create(forum=forum, user=user, since=at, may_open_names=True)
    member = make_member(forum, cast.resident, "Otter")
    make_thread(member)
    with pytest.raises(NotAuthorised):
        ask_opening(member=member, reason="Me", by=cast.resident, at=at)
    asked = ask_opening(member=member, reason="A threat", by=cast.moderator, at=at)
    told = {letter_of(one).recipient for one in Notice.objects.filter(kind="forum-name-asked")}
    assert told == {cast.administrator.email}
    for is_confirmed in (False, True):
        with pytest.raises(NotAuthorised):
            decide_opening(opening=asked, is_confirmed=is_confirmed, by=cast.resident, at=at)
    page = f"/forums/{forum.community.slug}/names/"
    assert "A threat" not in shown(signed_in(cast.resident).get(page))
    assert "A threat" in shown(signed_in(cast.moderator).get(page))


def test_both_who_open_a_name_are_authorised_to_the_end(cast):
    forum, at = make_forum("Faith groups"), timezone.now()
    named = Moderator.objects.create(forum=forum, user=cast.facilitator, since=at, may_open_names=True)
    member = make_member(forum, cast.resident, "Otter")
    first = ask_opening(member=member, reason="A threat", by=cast.facilitator, at=at)
    second = ask_opening(member=member, reason="Another", by=cast.facilitator, at=at)
    decide_opening(opening=second, is_confirmed=True, by=cast.administrator, at=at)
    named.delete()
    with pytest.raises(SecondPersonNeeded):
        decide_opening(opening=first, is_confirmed=True, by=cast.administrator, at=at)
    with pytest.raises(NotAuthorised):
        open_name(opening=second, by=cast.administrator, at=at)
    Moderator.objects.create(forum=forum, user=cast.facilitator, since=at, may_open_names=True)
    cast.administrator.groups.clear()
    with pytest.raises(NotAuthorised):
        open_name(opening=second, by=cast.facilitator, at=at)


def test_a_name_is_shown_once_and_kept_by_no_browser(cast):
    forum, at = make_forum("Faith groups"), timezone.now()
    Moderator.objects.create(forum=forum, user=cast.moderator, since=at, may_open_names=True)
    asked = ask_opening(member=make_member(forum, cast.resident), reason="A threat", by=cast.moderator, at=at)
    decide_opening(opening=asked, is_confirmed=True, by=cast.administrator, at=at)
    client, page = signed_in(cast.administrator), f"/forums/{forum.community.slug}/names/"
    once = client.post(page, {"opening": asked.pk, "action": "open"})
    assert cast.resident.email in shown(once)
    assert "no-store" in once.headers["Cache-Control"]
    again = client.post(page, {"opening": asked.pk, "action": "open"})
    assert again.status_code == 409
    assert cast.resident.email not in shown(again)


def test_who_is_paused_writes_through_no_door(cast):
    forum, at = make_forum(moderator=cast.moderator), timezone.now()
    member, other = make_member(forum, cast.resident, "Otter"), make_member(forum)
    mine, theirs = make_thread(member), make_thread(other, "Theirs")
    asked = ask_partnership(thread=theirs, member=other, organisation=cast.county, title="Why?", at=at)
    until = at + timedelta(days=1)
    suspend(member=member, until=until, rule=rule_of(forum), reason="Shouting", by=cast.moderator, at=at)
    doors = (
        lambda at: edit_post(post=mine.posts.get(), member=member, source="Shouting on", at=at),
        lambda at: support(question=asked, member=member, at=at),
        lambda at: ask_partnership(thread=mine, member=member, organisation=cast.county, title="Why?", at=at),
        lambda at: reply(theirs, member, at=at),
        lambda at: rename(member=member, user=cast.resident, name="Shouting on", at=at),
    )
    for door in doors:
        with pytest.raises(Suspended):
            door(at + timedelta(minutes=1))
    leave(member=member, at=at)
    with pytest.raises(Suspended):
        join(forum=forum, user=cast.resident, name="Shouting on", at=at)
    assert join(forum=forum, user=cast.resident, name="Otter", at=at).is_in
    member.refresh_from_db()
    assert rename(member=member, user=cast.resident, name="Quietly on", at=until).display_name == "Quietly on"
    assert not Post.objects.filter(source__contains="Shouting").exists()


@pytest.mark.parametrize("switch", ["lock", "archive"])
def test_nothing_is_changed_or_asked_where_nobody_writes_any_more(cast, switch):
    forum, at = make_forum(), timezone.now()
    member = make_member(forum, cast.resident)
    thread = make_thread(member)
    edit = f"{thread.get_absolute_url()}posts/1/edit/"
    client = signed_in(cast.resident)
    assert edit in client.get(thread.get_absolute_url()).content.decode()
    switch_thread(thread=thread, switch=switch, is_on=True, by=cast.moderator, at=at)
    assert edit not in client.get(thread.get_absolute_url()).content.decode()
    assert client.post(edit, {"source": "One more word"}).status_code == 409
    with pytest.raises(ThreadClosed):
        ask_partnership(thread=thread, member=member, organisation=cast.county, title="Why?", at=at)
    assert client.post(f"{thread.get_absolute_url()}posts/1/delete/").status_code == 302
    assert Post.objects.get().source == ""


def test_who_left_a_body_changes_nothing_under_its_name(cast):
    forum, at = make_forum(), timezone.now()
    member = make_member(forum, cast.county_officer, organisation=cast.county, role="Head of roads")
    client = signed_in(cast.county_officer)
    client.post(f"/forums/{forum.community.slug}/new/", {"title": "Roads", "source": "We mend them", "action": "send"})
    post = Post.objects.get()
    cast.county_officer.groups.clear()
    with pytest.raises(RoleEnded):
        edit_post(post=post, member=member, source="We never mend them", at=at)


def test_what_somebody_wrote_under_a_name_does_not_come_to_stand_under_their_role(cast):
    forum, at = make_forum(), timezone.now()
    member = make_member(forum, cast.resident, "Otter")
    thread = make_thread(member)
    make_officer(user=cast.resident, organisation=cast.county)
    rename(member=member, user=cast.resident, name="", organisation=cast.county, role="Head of roads", at=at)
    for url in (thread.get_absolute_url(), f"{thread.get_absolute_url()}feed/", f"{forum.get_absolute_url()}feed/"):
        page = shown(Client().get(url))
        assert "Former member" in page
        assert "Head of roads" not in page


def test_erasure_takes_what_was_said_in_appeals_reports_and_reasons(cast):
    forum, at = make_forum(moderator=cast.moderator), timezone.now()
    member, other = make_member(forum, cast.resident), make_member(forum)
    first, second = (removed(member, cast.moderator, at, words) for words in ("One", "Two"))
    theirs = make_thread(other).posts.get()
    report_post(post=theirs, reason="other", words="Write to ada@example.org", member=member, network="n", at=at)
    appeal(act=first, member=member, words="I am Ada", at=at)
    decided = appeal(act=second, member=member, words="I am Ada too", at=at)
    Appeal.objects.filter(pk=decided.pk).update(decided_at=at, reason="Ada may", is_upheld=False)
    assert [row["Why the post should stand"] for row in collect_appeals(cast.resident)] == ["I am Ada", "I am Ada too"]
    erase_person(user=cast.resident, at=at)
    held = str([list(model.objects.values_list()) for model in (Act, Appeal, Member, Notice, Post, Report)])
    assert "ada" not in held.lower()
    assert not Appeal.objects.filter(decided_at=None).exists()
    assert Report.objects.get().reason == "other"
    with pytest.raises(NotToBeUndone):
        undo(act=first, by=cast.moderator, at=at)


def test_the_words_of_an_appeal_go_half_a_year_after_its_decision(cast):
    forum, at = make_forum(moderator=cast.moderator), timezone.now()
    member = make_member(forum)
    made = appeal(act=removed(member, cast.moderator, at), member=member, words="I am Ada", at=at)
    assert expire_appeals(at + REMOVED_KEPT) == 0
    Appeal.objects.filter(pk=made.pk).update(decided_at=at, is_upheld=False)
    assert expire_appeals(at + REMOVED_KEPT - timedelta(seconds=1)) == 0
    assert expire_appeals(at + REMOVED_KEPT) == 1
    assert expire_appeals(at + REMOVED_KEPT) == 0


def test_a_thread_that_was_moved_to_where_a_forum_closed_is_named_nowhere_it_was(cast):
    here, there, at = make_forum(), make_forum(), timezone.now()
    member = make_member(here, cast.resident)
    thread = make_thread(member, "Moved title")
    reply(thread, make_member(here))
    post = thread.posts.get(number=1)
    act = decide(post=post, verdict=Verdict("keep"), by=cast.moderator, at=at)
    move_thread(thread=thread, forum=there, by=cast.moderator, at=at)
    with pytest.raises(NotToBeUndone):
        undo(act=act, by=cast.moderator, at=at)
    Moderator.objects.create(forum=there, user=cast.moderator, since=at)
    close_forum(forum=there, by=cast.moderator)
    base = here.get_absolute_url()
    for url in (base, f"{base}log/", f"{base}yours/", f"{base}threads/1/", f"{base}threads/1/posts/1/", f"{base}feed/"):
        assert "Moved title" not in shown(signed_in(cast.resident).get(url, follow=True)), url
    signed_in(cast.resident).post(f"{base}yours/", {"action": "withdraw", "post": post.pk})
    post.refresh_from_db()
    assert post.state == Post.State.WITHDRAWN


def test_what_happens_in_a_closed_community_puts_no_kept_page_out_of_date(cast):
    forum, at = make_forum(is_closed=True, moderator=cast.moderator, supporters_needed=9), timezone.now()
    member = make_member(forum)
    thread = make_thread(member)
    last = reply(thread, member)
    before = current()
    question = ask_partnership(thread=thread, member=member, organisation=cast.county, title="Why?", at=at)
    for post in (thread.posts.get(number=1), last):
        decide(post=post, verdict=Verdict("remove", rule_of(forum), "No"), by=cast.moderator, at=at)
    assert current() == before
    put_question(question=question, by=cast.moderator, public_title="Are ramps planned?", at=at)
    assert current() > before
