"""The moderators' pages: a post among its neighbours, taking on and giving back, steps asked twice, appeals."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forums.errors import SomebodyElse, Suspended
from forums.models import Act, Appeal, Forum, Member, Moderator, Post, Suspension, Thread
from forums.services.appeals import appeal, decide_appeal, suspend
from forums.services.moderating import CLAIM, Verdict, decide
from forums.services.reporting import report_post
from forums.services.scrutiny import ask_partnership
from people.models import Notice
from people.notices import letter_of
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(cast):
    return make_forum("Carers", moderator=cast.moderator)


def paused(member, cast):
    at = timezone.now()
    words = {"rule": rule_of(member.forum), "reason": "Again", "by": cast.moderator, "at": at}
    return suspend(member=member, until=at + timedelta(days=2), **words)


def test_the_queue_shows_a_post_among_its_neighbours_and_what_reporters_say(cast, forum):
    member = make_member(forum)
    thread = make_thread(member, source="The one before.")
    post = reply(thread, member, "The reported one.")
    reply(thread, member, "The one after.")
    report_post(post=post, reason="personal", words="It names my son", network="192.0.2.1", at=timezone.now())
    client, url = signed_in(cast.moderator), f"/forums/{forum.community.slug}/queue/"
    page = shown(client.get(url))
    for words in ("The one before.", "The reported one.", "The one after.", "It names my son"):
        assert words in page
    client.post(url, {"about": "posts", "claim": post.pk})
    assert "You took it on" in shown(client.get(url))
    colleague = signed_in(cast.administrator)
    assert "A colleague is looking at it" in shown(colleague.get(url))
    colleague.post(url, {"about": "posts", "release": post.pk})  # only one's own is given back
    assert "You took it on" in shown(client.get(url))
    client.post(url, {"about": "posts", "release": post.pk})
    assert "Take it on" in shown(colleague.get(url))
    client.post(url, {"about": "posts", "claim": post.pk})
    Post.objects.filter(pk=post.pk).update(claimed_at=timezone.now() - CLAIM)
    assert "You took it on" not in shown(client.get(url))


def test_one_press_below_a_post_lets_it_through_or_leaves_it_standing(cast, forum):
    stands = make_thread(make_member(forum, name="Heron"), "Reported").posts.get()
    Forum.objects.update(first_posts_wait=1)
    waits = make_thread(make_member(Forum.objects.get(pk=forum.pk)), "Waits").posts.get()
    report_post(post=stands, reason="rules", network="192.0.2.1", at=timezone.now())
    client, url = signed_in(cast.moderator), queue_of(forum)
    for nothing in ({}, {"post": "x"}, {"post": waits.pk + 1000}):
        refused = client.post(
            url, {"about": "posts", "action": "remove", "rule": "", "reason": "Kept words", **nothing}
        )
        assert refused.status_code == 409
        assert "Tick the posts you mean first." in shown(refused)
        assert "Kept words" in shown(refused)
    outside = make_thread(make_member(make_forum("Walkers")), "Elsewhere").posts.get()
    for action, post in (("approve", waits), ("keep", stands), ("keep", outside)):
        client.post(url, {"about": "posts", action: post.pk})
    assert list(Act.objects.order_by("pk").values_list("kind", "post")) == [("approve", waits.pk), ("keep", stands.pk)]
    assert "Nothing waits" in shown(client.get(url))
    assert client.post(url, {"about": "posts", "approve": waits.pk}).status_code == 409
    assert signed_in(cast.outsider).post(url, {"about": "posts", "approve": waits.pk}).status_code == 404


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(cast, forum):
    thread = make_thread(make_member(forum))
    client, base = signed_in(cast.moderator), thread.get_absolute_url()
    kept = "Kept words"
    wrong = {
        f"{base}arrange/": [
            ({"action": "split", "numbers": "x y", "new_title": kept}, "id_numbers", "by their numbers, and not all"),
            (
                {"action": "split", "numbers": "1", "new_title": "", "title": kept},
                "id_new_title",
                "Give the thread a title",
            ),
            ({"action": "merge", "into": "99", "title": kept}, "id_into", "Choose another thread"),
            ({"action": "slow", "slow_mode_seconds": "-1", "title": kept}, "id_slow_mode_seconds", "seconds from 0"),
        ],
        f"{base}posts/1/pause/": [({"reason": kept}, "id_rule", "Choose the rule of the house that they broke.")],
        f"{base}about/": [({"address": kept}, "id_address", "Copy it once more")],
    }
    for url, sendings in wrong.items():
        for sent, anchor, words in sendings:
            page = client.post(url, sent).content.decode()
            assert f'href="#{anchor}"' in page, sent
            assert words in page, sent
            assert kept in page, sent
            assert "This field is required" not in page


def test_what_cannot_be_taken_back_is_asked_twice(cast, forum):
    member, there = make_member(forum, name="Otter"), make_forum("Walkers", moderator=cast.moderator)
    one, two = make_thread(member, "One", "First"), make_thread(member, "Two", "Second")
    client, url = signed_in(cast.moderator), f"{two.get_absolute_url()}arrange/"
    asked = client.post(url, {"action": "merge", "into": one.number})
    assert "go to the end of “One”" in shown(asked)
    assert two.posts.count() == 1
    assert client.post(url, {"action": "merge", "into": 99}).status_code == 409
    assert client.post(url, {"action": "merge", "into": two.number, "sure": "yes"}).status_code == 409
    done = client.post(url, {"action": "merge", "into": one.number, "sure": "yes"})
    assert done.headers["Location"] == one.get_absolute_url()
    assert one.posts.count() == 2
    url = f"{one.get_absolute_url()}arrange/"
    assert "Choose the community" in shown(client.post(url, {"action": "move"}))
    assert "goes to Walkers" in shown(client.post(url, {"action": "move", "community": there.pk}))
    assert Thread.objects.get(pk=one.pk).forum == forum
    moved = client.post(url, {"action": "move", "community": there.pk, "sure": "yes"})
    assert moved.headers["Location"] == f"/forums/{there.community.slug}/threads/1/"
    page = shown(Client().get(moved.headers["Location"]))
    assert "Member of another community" in page
    assert "Otter" not in page
    assert "Moved a thread" in shown(Client().get(f"/forums/{forum.community.slug}/log/"))
    assert cast.moderator.email not in shown(Client().get(f"/forums/{forum.community.slug}/log/"))


def test_nothing_moves_out_of_a_closed_community_nor_into_what_one_does_not_look_after(cast, forum):
    closed = make_forum("Quiet circle", is_closed=True, moderator=cast.facilitator)
    Moderator.objects.create(forum=forum, user=cast.facilitator, since=timezone.now())
    elsewhere = make_forum("Elsewhere", moderator=cast.outsider)
    client = signed_in(cast.facilitator)
    secret, open_one = make_thread(make_member(closed)), make_thread(make_member(forum))
    url = f"{secret.get_absolute_url()}arrange/"
    assert "stays there" in shown(client.get(url))
    for sure in ("", "yes"):
        for target in (forum.pk, ""):
            client.post(url, {"action": "move", "community": target, "sure": sure})
    url = f"{open_one.get_absolute_url()}arrange/"
    assert "Elsewhere" not in shown(client.get(url))
    for target in (elsewhere, closed, forum):
        page = client.post(url, {"action": "move", "community": target.pk, "sure": "yes"})
        assert "Choose an open community that you look after." in shown(page)
    assert set(Thread.objects.values_list("pk", "forum")) == {(secret.pk, closed.pk), (open_one.pk, forum.pk)}


def test_every_step_has_its_button_and_works(cast, forum):
    member = make_member(forum)
    thread = make_thread(member)
    reply(thread, member, "Apart")
    client, url = signed_in(cast.moderator), f"{thread.get_absolute_url()}arrange/"
    page = client.get(url).content.decode()
    for action in ("lock:on", "pin:on", "archive:on", "rename", "slow", "split", "merge", "move"):
        assert f'value="{action}"' in page
    for action in ("lock:on", "pin:on", "archive:on"):
        client.post(url, {"action": action})
    client.post(url, {"action": "rename", "title": "Ramps"})
    client.post(url, {"action": "slow", "slow_mode_seconds": 90})
    client.post(url, {"action": "split", "numbers": "2", "new_title": "Apart"})
    thread.refresh_from_db()
    state = (thread.is_locked, thread.is_pinned, thread.is_archived, thread.title, thread.slow_mode_seconds)
    assert state == (True, True, True, "Ramps", 90)
    assert Thread.objects.get(title="Apart").posts.get().source == "Apart"
    assert client.post(url, {"action": "rename", "title": " "}).status_code == 409
    assert client.post(url, {"action": "split", "numbers": "7", "new_title": "No"}).status_code == 409
    assert client.post(url, {"action": "burn"}).status_code == 409
    assert "Write a number of seconds from 0 to 86,400" in shown(
        client.post(url, {"action": "slow", "slow_mode_seconds": 10**6})
    )
    kinds = set(Act.objects.values_list("kind", flat=True))
    assert kinds == {"lock", "pin", "archive", "rename", "slow", "split"}


def test_nobody_else_arranges_pauses_or_decides(cast, forum):
    member = make_member(forum, cast.resident)
    thread = make_thread(member)
    make_forum(moderator=cast.outsider)  # looks after another forum
    paused(make_member(forum, cast.young_person), cast)
    base = thread.get_absolute_url()
    pages = (f"{base}arrange/", f"{base}posts/1/pause/", f"/forums/{forum.community.slug}/queue/")
    sent = {"action": "lock:on", "about": "posts", "post": thread.posts.get().pk, "days": 7, "reason": "x"}
    for person in (None, cast.resident, cast.outsider, cast.young_person, cast.county_officer):
        client = signed_in(person) if person else Client()
        for url in pages:
            assert client.get(url).status_code == (404 if person else 302)
            assert client.post(url, sent).status_code == (404 if person else 302)
    thread.refresh_from_db()
    assert not thread.is_locked
    assert not Act.objects.exclude(kind="suspend").exists()


def test_who_is_paused_stands_on_the_queue_until_it_ends(cast, forum):
    given = paused(make_member(forum, name="Otter"), cast)
    other = paused(make_member(make_forum(moderator=cast.facilitator)), cast)
    client, url = signed_in(cast.moderator), queue_of(forum)
    page = shown(client.get(url))
    assert "Paused members" in page
    assert "Otter" in page
    for pk in (other.pk, given.pk):  # of another forum nothing is ended here
        client.post(url, {"about": "pause", "suspension": pk})
    assert list(Suspension.objects.filter(lifted_at=None)) == [other]
    assert "Paused members" not in shown(client.get(url))
    assert client.post(url, {"about": "pause", "suspension": given.pk}).status_code == 409


def test_who_is_paused_asks_no_question_either(cast, forum):
    member = make_member(forum, cast.resident)
    thread = make_thread(member)
    paused(member, cast)
    words = {"thread": thread, "member": member, "organisation": cast.county, "title": "When?"}
    with pytest.raises(Suspended):
        ask_partnership(**words, at=timezone.now())
    sent = {"organisation": cast.county.pk, "title": "When?", "text": "Because"}
    page = signed_in(cast.resident).post(f"{thread.get_absolute_url()}ask/", sent)
    assert page.status_code == 409
    assert "paused your writing" in shown(page)
    assert ask_partnership(**words, at=Suspension.objects.get().ends_at)


def appealed(forum, user, by):
    member = make_member(forum, user, f"Hidden {user.pk}")
    post = make_thread(member, "Hidden title", "Hidden words").posts.get()
    verdict = Verdict("remove", rule=rule_of(forum), reason="Hidden reason")
    act = decide(post=post, verdict=verdict, by=by, at=timezone.now())
    return appeal(act=act, member=member, words="It is about ramps", at=timezone.now())


def test_an_appeal_that_nobody_in_a_closed_community_can_decide_goes_to_an_administrator(cast):
    closed = make_forum("Quiet circle", is_closed=True, moderator=cast.facilitator)
    asked = appealed(closed, cast.resident, by=cast.facilitator)
    told = letter_of(Notice.objects.get(kind="forum-appeal-left"))
    assert told.recipient == cast.administrator.email
    assert "Quiet" not in told.body
    assert "the administrators of the site decide" in shown(signed_in(cast.facilitator).get(queue_of(closed)))
    client, url = signed_in(cast.administrator), "/cms/forums/appeals/"
    listed = shown(client.get(url))
    assert "Read the post and decide" in listed
    assert "Hidden" not in listed
    one = f"{url}?appeal={asked.pk}"
    page = shown(client.get(one))
    for words in ("Hidden words", "Hidden reason", "It is about ramps"):
        assert words in page
    assert "Hidden title" not in page
    assert Member.objects.get().display_name not in page
    assert ModelLogEntry.objects.filter(action="engage.look").count() == 1
    refused = client.post(one, {"is_upheld": "yes", "reason": " "})
    assert refused.status_code == 422
    assert client.post(one, {"is_upheld": "yes", "reason": "It is about ramps."}).status_code == 302
    assert Post.objects.get().is_public
    assert client.get(one).status_code == 404
    assert client.get(queue_of(closed)).status_code == 404
    for stranger in (cast.county_officer, cast.moderator, cast.resident):
        assert signed_in(stranger).get(url).status_code in {302, 403}


def test_as_long_as_a_colleague_can_decide_no_administrator_reads_it(cast):
    closed = make_forum("Quiet circle", is_closed=True, moderator=cast.facilitator)
    Moderator.objects.create(forum=closed, user=cast.outsider, since=timezone.now())
    asked = appealed(closed, cast.resident, by=cast.facilitator)
    assert not Notice.objects.filter(kind="forum-appeal-left").exists()
    client = signed_in(cast.administrator)
    assert "No appeal waits for you" in shown(client.get("/cms/forums/appeals/"))
    assert client.get(f"/cms/forums/appeals/?appeal={asked.pk}").status_code == 404
    words = {"is_upheld": False, "reason": "No", "at": timezone.now()}
    for stranger in (cast.administrator, cast.facilitator, cast.moderator, cast.resident):
        with pytest.raises(SomebodyElse):
            decide_appeal(appeal=asked, by=stranger, **words)
    decide_appeal(appeal=asked, by=cast.outsider, **words)


def test_no_moderator_decides_about_their_own_post(cast, forum):
    Moderator.objects.create(forum=forum, user=cast.resident, since=timezone.now())
    asked = appealed(forum, cast.resident, by=cast.moderator)
    client = signed_in(cast.resident)
    assert "This is your own post" in shown(client.get(queue_of(forum)))
    sent = {"about": "appeal", "appeal": asked.pk, "action": "uphold", "reason": "Mine"}
    assert client.post(queue_of(forum), sent).status_code == 409
    assert Appeal.objects.get().decided_at is None


def queue_of(forum):
    return f"/forums/{forum.community.slug}/queue/"
