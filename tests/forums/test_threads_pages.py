"""Writing and reading as it is met on the pages: previews, drafts, what was said before, what is new."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forums.models import EDIT_TIME, Draft, Post, ReadMark
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import edit_post
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import fill, shown, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(cast):
    return make_forum("Carers", moderator=cast.moderator)


@pytest.fixture
def member(cast, forum):
    return make_member(forum, cast.resident, "Otter")


def test_a_preview_shows_it_to_its_author_alone_and_keeps_it(cast, forum, member):
    thread = make_thread(make_member(forum))
    client, url = signed_in(cast.resident), thread.get_absolute_url()
    page = client.post(url, {"source": "**Steep**, see #1", "action": "preview"}).content.decode()
    assert f'<strong>Steep</strong>, see <a href="{url}"' in page
    assert "**Steep**, see #1" in page
    assert "Steep" not in shown(Client().get(url))
    assert Draft.objects.get().source == "**Steep**, see #1"
    new = client.post(f"/forums/{forum.community.slug}/new/", {"title": "T", "source": "*x*", "action": "preview"})
    assert "<em>x</em>" in new.content.decode()
    assert 'value="T"' in new.content.decode()


def test_a_script_keeps_the_draft_and_is_told_so(cast, forum, member):
    client, url = signed_in(cast.resident), make_thread(member).get_absolute_url()
    told = client.post(url, {"source": "Half", "action": "draft"}, headers={"accept": "application/json"})
    assert told.json() == {"message": "Your draft is kept."}
    assert Draft.objects.get().source == "Half"
    bad = client.post(url, {"source": "a\0b", "action": "draft"}, headers={"accept": "application/json"})
    assert bad.status_code == 409
    client.post(url, {"source": " ", "action": "draft"})
    assert Draft.objects.count() == 0


def test_a_quote_comes_after_what_one_has_begun_and_leads_to_the_post(cast, forum, member):
    thread = make_thread(make_member(forum))
    client, url = signed_in(cast.resident), thread.get_absolute_url()
    client.post(url, {"source": "I began", "action": "draft"})
    box = client.get(f"{url}?quote=1").content.decode()
    assert f"I began\n\n&gt; [Post 1]({url}posts/1/)" in box
    client.post(url, {"source": f"> [Post 1]({url}posts/1/)\n>\n> Steep\n\nYes", "action": "send"})
    page = Client().get(url).content.decode()
    assert f'<blockquote>\n<p><a href="{url}posts/1/"' in page
    assert client.get(f"{url}?quote=99").status_code == 200


@pytest.mark.parametrize("words", ["paused", "wait", "locked", "left"])
def test_whatever_stands_in_the_way_what_was_typed_is_still_there(cast, forum, member, words):
    thread = make_thread(member)
    client, url = signed_in(cast.resident), thread.get_absolute_url()
    if words == "paused":
        sent = {"days": 7, "rule": rule_of(forum).pk, "reason": "Again"}
        signed_in(cast.moderator).post(f"{url}posts/1/pause/", sent)
    elif words == "wait":
        type(forum).objects.update(slow_mode_seconds=7200)
    elif words == "locked":
        type(thread).objects.update(is_locked=True)
    else:
        client.post(f"{forum.get_absolute_url()}yours/", {"action": "leave"})
    refused = client.post(url, {"source": "All my words", "action": "send"})
    assert refused.status_code == 409
    assert "All my words" in refused.content.decode()
    said = {"paused": "paused", "wait": "You can send this in", "locked": "no longer takes posts", "left": "Join"}
    assert said[words] in shown(refused)


def test_what_a_post_said_before_is_for_its_author_and_moderators(cast, forum, member):
    make_member(forum, cast.outsider, "Heron")
    thread = make_thread(member, source="Ring Jo at home")
    edit_post(post=thread.posts.get(), member=member, source="Ring the office", at=timezone.now())
    before = f"{thread.get_absolute_url()}posts/1/history/"
    for person in (cast.resident, cast.moderator):
        assert "Ring Jo at home" in shown(signed_in(person).get(before))
        assert before in signed_in(person).get(thread.get_absolute_url()).content.decode()
    for person in (cast.outsider, cast.county_officer):
        assert signed_in(person).get(before).status_code == 404
        assert before not in signed_in(person).get(thread.get_absolute_url()).content.decode()
    assert Client().get(before).status_code == 302
    assert "changed" in shown(Client().get(thread.get_absolute_url()))


def test_the_half_hour_is_said_before_anything_is_typed(cast, forum, member):
    thread = make_thread(member)
    client, edit = signed_in(cast.resident), f"{thread.get_absolute_url()}posts/1/edit/"
    assert client.get(edit).status_code == 200
    Post.objects.update(written_at=timezone.now() - EDIT_TIME)
    late = client.get(edit)
    assert late.status_code == 409
    assert "30 minutes" in shown(late)
    assert "posts/1/edit/" not in client.get(thread.get_absolute_url()).content.decode()
    typed = client.post(edit, {"source": "Too late, but typed"})
    assert "Too late, but typed" in typed.content.decode()


def test_what_was_removed_is_not_shown_where_one_reports(cast, forum, member):
    thread = make_thread(make_member(forum), source="Removed words")
    report = f"{thread.get_absolute_url()}posts/1/report/"
    assert "Removed words" in shown(Client().get(report))
    reply(thread, member)
    verdict = Verdict("remove", rule=rule_of(forum), reason="x")
    decide(post=thread.posts.get(number=1), verdict=verdict, by=cast.moderator, at=timezone.now())
    for client in (Client(), signed_in(cast.resident)):
        assert client.get(report).status_code == 404
        assert "Removed words" not in shown(client.get(thread.get_absolute_url()))


def test_the_list_and_the_thread_lead_to_the_first_post_one_has_not_read(cast, forum, member):
    thread = make_thread(make_member(forum))
    fill(thread, thread.started_by, 120)
    client, url = signed_in(cast.resident), thread.get_absolute_url()
    ReadMark.objects.create(member=member, thread=thread, last_number=60)
    listed = client.get(forum.get_absolute_url()).content.decode()
    assert f'href="{url}?page=2#post-61"' in listed
    assert "60 new for you" in listed
    assert f'href="{url}?page=2#post-61"' in client.get(url).content.decode()
    there = client.get(f"{url}?page=2").content.decode()
    assert "Go to the first post you have not read" not in there
    assert 'id="post-61"' in there
    followed = client.post(f"{url}follow/", {"follow": "1", "page": "2"})
    assert followed.headers["Location"] == f"{url}?page=2"


def test_a_thread_is_read_in_order_and_its_pages_stay_put(cast, forum, member):
    thread = make_thread(member)
    fill(thread, member, 120)
    url = thread.get_absolute_url()
    before = Client().get(f"{url}?page=2").content.decode()
    verdict = Verdict("remove", rule=rule_of(forum), reason="x")
    for number in (3, 55):
        post = thread.posts.get(number=number)
        decide(post=post, verdict=verdict, by=cast.moderator, at=timezone.now())
    after = Client().get(f"{url}?page=2").content.decode()
    for page in (before, after):
        assert 'id="post-51"' in page
        assert 'id="post-100"' in page
        assert 'id="post-101"' not in page
    assert Client().get(f"{url}posts/77/").headers["Location"] == f"{url}?page=2#post-77"
    assert "Page 3 of 3" in shown(Client().get(f"{url}?page=99"))


def test_lists_are_sorted_by_what_was_said_last_or_by_what_is_new(cast, forum, member):
    at = timezone.now()
    old = make_thread(member, "Old", at=at - timedelta(days=2))
    make_thread(member, "New", at=at - timedelta(days=1))
    reply(old, member, at=at)
    url = forum.get_absolute_url()

    def order(query: str) -> list[str]:
        page = Client().get(url + query).content.decode()
        return sorted(("Old", "New"), key=lambda title: page.index(f">{title}</a>"))

    assert order("") == order("?order=activity") == order("?order=rubbish") == ["Old", "New"]
    assert order("?order=newest") == ["New", "Old"]


@pytest.mark.parametrize("words", ["zebra", "the", '"', "a\0b", "-", "x" * 300, "' OR 1=1 --", "((("])
def test_a_search_that_finds_nothing_says_what_to_do(cast, forum, member, words):
    make_thread(member, "Ramps", "Too steep")
    for url in (forum.get_absolute_url(), "/forums/"):
        found = Client().get(url, {"q": words})
        assert found.status_code == 200
        assert "Found for" in shown(found)
    assert "Nothing found" in shown(Client().get("/forums/", {"q": "zebra"}))
