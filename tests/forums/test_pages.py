"""The public pages as people meet them, without script."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.models import Act, Appeal, Member, PartnershipQuestion, Post, ReadMark, Report
from forums.services.arranging import merge_threads, move_thread
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import draft_of
from forums.services.telling import leave_url
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


@pytest.fixture
def forum(cast):
    return make_forum("Carers", moderator=cast.moderator)


def test_a_newcomer_joins_writes_waits_and_is_let_through(cast, forum):
    forum.first_posts_wait = 1
    forum.save()
    client, slug = signed_in(cast.resident), forum.community.slug
    assert client.get(f"/forums/{slug}/new/").headers["Location"] == f"/forums/{slug}/join/"
    assert "Choose a name" in shown(client.post(f"/forums/{slug}/join/", {"name": " "}))
    assert client.post(f"/forums/{slug}/join/", {"name": "Otter"}).status_code == 302
    refused = client.post(f"/forums/{slug}/new/", {"title": "", "source": "Kept words", "action": "send"})
    assert refused.status_code == 409
    assert "Kept words" in refused.content.decode()
    client.post(f"/forums/{slug}/new/", {"title": "Ramps", "source": "", "action": "draft"})
    assert 'value="Ramps"' in client.get(f"/forums/{slug}/new/").content.decode()
    done = client.post(f"/forums/{slug}/new/", {"title": "Ramps", "source": "Too **steep**", "action": "send"})
    assert done.headers["Location"] == f"/forums/{slug}/threads/1/"
    assert "a moderator looks at it first" in shown(client.get(done.headers["Location"]))
    assert Client().get(f"/forums/{slug}/threads/1/").status_code == 404
    assert "Ramps" not in shown(Client().get(f"/forums/{slug}/"))
    moderator = signed_in(cast.moderator)
    page = moderator.get(f"/forums/{slug}/queue/")
    assert "Otter in “Ramps”" in shown(page)
    post = Post.objects.get()
    moderator.post(f"/forums/{slug}/queue/", {"about": "posts", "post": post.pk, "action": "approve"})
    assert "<strong>steep</strong>" in Client().get(f"/forums/{slug}/threads/1/").content.decode()
    assert "Let a post through" in shown(Client().get(f"/forums/{slug}/log/"))


def test_a_reply_a_quote_a_draft_and_a_change(cast, forum):
    member = make_member(forum, cast.resident, "Otter")
    other = make_member(forum, cast.outsider, "Heron")
    thread = make_thread(other)
    client, url = signed_in(cast.resident), thread.get_absolute_url()
    quoting = client.get(f"{url}?quote=1").content.decode()
    assert "&gt; They are too steep." in quoting
    client.post(url, {"source": "Half", "action": "draft"})
    assert draft_of(member, thread).source == "Half"
    client.post(url, {"source": "All of it", "action": "send"})
    assert draft_of(member, thread) is None
    edit = f"{url}posts/2/edit/"
    client.post(edit, {"source": "All of it, changed"})
    assert "All of it, changed" in shown(Client().get(url))
    assert signed_in(cast.outsider).post(edit, {"source": "Mine"}).status_code == 404
    assert client.post(f"{url}posts/2/delete/").status_code == 302
    assert "Deleted by its author" in shown(Client().get(url))
    assert "All of it" not in shown(Client().get(url))


def test_a_reader_without_an_account_reports_and_a_moderator_removes_with_the_rule(cast, forum):
    make_member(forum, cast.resident, "Otter")
    thread = make_thread(Member.objects.get())
    url = thread.get_absolute_url()
    assert "Thank you" in shown(Client().post(f"{url}posts/1/report/", {"reason": "rules", "words": "Look"}))
    moderator, queue = signed_in(cast.moderator), f"/forums/{forum.community.slug}/queue/"
    assert "It breaks a rule of the house" in shown(moderator.get(queue))
    sent = {"about": "posts", "post": Post.objects.get().pk, "action": "remove", "reason": "It names somebody"}
    refused = moderator.post(queue, sent)
    assert refused.status_code == 409
    assert "It names somebody" in refused.content.decode()
    moderator.post(queue, sent | {"rule": rule_of(forum).pk})
    assert Report.objects.get().settled_at
    client, own = signed_in(cast.resident), f"/forums/{forum.community.slug}/yours/"
    assert "It names somebody" in shown(client.get(own))
    client.post(own, {"action": "appeal", "act": Act.objects.get(kind="remove").pk, "words": "It does not"})
    assert "so a colleague decides" in shown(moderator.get(queue))
    sent = {"about": "appeal", "appeal": Appeal.objects.get().pk, "action": "uphold", "reason": "Right"}
    assert moderator.post(queue, sent).status_code == 409
    assert signed_in(cast.administrator).post(queue, sent).status_code == 302
    assert Post.objects.get().is_public


def test_only_moderators_have_a_queue(cast, forum):
    make_member(forum, cast.resident)
    slug = forum.community.slug
    thread = make_thread(Member.objects.get())
    for user in (cast.resident, cast.outsider, cast.county_officer, cast.young_person):
        for url in (f"/forums/{slug}/queue/", f"{thread.get_absolute_url()}arrange/"):
            assert signed_in(user).get(url).status_code == 404
            assert signed_in(user).post(url, {"action": "lock:on"}).status_code == 404
    signed_in(cast.moderator).post(f"{thread.get_absolute_url()}arrange/", {"action": "lock:on"})
    assert "Locked" in shown(Client().get(thread.get_absolute_url()))


def test_a_moderator_pauses_an_author_and_lets_them_go_on(cast, forum):
    make_member(forum, cast.resident)
    thread = make_thread(Member.objects.get())
    url = f"{thread.get_absolute_url()}posts/1/pause/"
    assert signed_in(cast.resident).get(url).status_code == 404
    moderator, client = signed_in(cast.moderator), signed_in(cast.resident)
    assert moderator.post(url, {"days": 7, "rule": rule_of(forum).pk, "reason": " "}).status_code == 409
    assert moderator.post(url, {"days": 7, "rule": rule_of(forum).pk, "reason": "Again"}).status_code == 302
    refused = client.post(thread.get_absolute_url(), {"source": "But", "action": "send"})
    assert "paused your writing" in shown(refused)
    assert "Paused until" in shown(moderator.get(url))
    moderator.post(url, {"action": "lift"})
    assert client.post(thread.get_absolute_url(), {"source": "But", "action": "send"}).status_code == 302


def test_a_question_is_supported_and_answered_in_public(cast, forum):
    forum.supporters_needed = 2
    forum.save()
    one, two = make_member(forum, cast.resident), make_member(forum, cast.outsider)
    thread = make_thread(one)
    url = thread.get_absolute_url()
    words = {"organisation": cast.county.pk, "title": "When?", "text": "It is steep."}
    assert signed_in(cast.resident).post(f"{url}ask/", words).status_code == 302
    signed_in(cast.outsider).post(f"{url}support/", {"action": "support"})
    question = PartnershipQuestion.objects.get()
    page = f"/asked/{question.code}/"
    assert "due by" in shown(Client().get(page))
    assert signed_in(cast.borough_officer).post(page, {"role": "x", "answer": "y"}).status_code == 404
    signed_in(cast.county_officer).post(page, {"role": "Head of libraries", "answer": "In **March**"})
    assert "<strong>March</strong>" in Client().get(page).content.decode()
    assert "Official reply" in shown(Client().get(url))
    assert two.is_in


def test_overdue_is_said_with_the_days(cast, forum):
    thread = make_thread(make_member(forum))
    late = timezone.localdate() - timedelta(days=9)
    question = PartnershipQuestion.objects.create(
        thread=thread,
        code="ABCD",
        asked_at=timezone.now(),
        organisation=cast.county,
        title="When?",
        supporters_needed=1,
        state="put",
        put_at=timezone.now(),
        due_on=late,
    )
    for url in (question.get_absolute_url(), thread.get_absolute_url(), forum.get_absolute_url()):
        assert "9 days late" in shown(Client().get(url))


def test_old_addresses_lead_on(cast, forum):
    member = make_member(forum)
    one, two = make_thread(member, "One", "First"), make_thread(member, "Two", "Second")
    old = two.get_absolute_url()
    merge_threads(thread=two, into=one, by=cast.moderator, at=timezone.now())
    assert Client().get(old).headers["Location"] == one.get_absolute_url()
    assert Client().get(f"{old}posts/1/").headers["Location"] == f"{one.get_absolute_url()}#post-2"
    old, there = one.get_absolute_url(), make_forum()
    move_thread(thread=one, forum=there, by=cast.moderator, at=timezone.now())
    assert Client().get(old).headers["Location"] == f"{there.get_absolute_url()}threads/1/"


def test_what_is_unread_is_marked_and_read_once_seen(cast, forum):
    reader, writer = make_member(forum, cast.resident), make_member(forum)
    thread = make_thread(writer)
    client = signed_in(cast.resident)
    client.get(thread.get_absolute_url())
    for _ in range(3):
        reply(thread, writer)
    assert "3 new for you" in shown(client.get(forum.get_absolute_url()))
    assert "1 thread with something new" in shown(client.get("/forums/"))
    client.get(thread.get_absolute_url())
    assert ReadMark.objects.get(member=reader).last_number == 4
    assert "new for you" not in shown(client.get(forum.get_absolute_url()))


def test_letters_are_left_by_one_press_and_by_a_mail_program(cast, forum):
    make_member(forum, cast.resident)
    path = leave_url(cast.resident.pk).partition("//")[2].partition("/")[2]
    assert "Write to me no more" in shown(Client().get(f"/{path}"))
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Member.objects.get().notices == Member.Notices.NEVER
    assert Client().get("/letters/forged/").status_code == 404


def fill(thread, member, number):
    now = timezone.now()
    Post.objects.bulk_create(
        Post(
            thread=thread,
            number=one,
            member=member,
            source="#1 again",
            html="<p>#1 again</p>",
            state="public",
            written_at=now,
            published_at=now,
        )
        for one in range(2, number + 1)
    )
    type(thread).objects.filter(pk=thread.pk).update(last_number=number, last_public_number=number, public_count=number)


def test_a_thread_costs_the_same_statements_on_every_page(cast, forum):
    member = make_member(forum, cast.resident)
    thread = make_thread(member)
    fill(thread, member, 240)
    client, url = signed_in(cast.resident), thread.get_absolute_url()
    counts = {}
    for page in (1, 3, 5):
        client.get(f"{url}?page={page}")  # the mark is moved on
        with CaptureQueriesContext(connection) as context:
            response = client.get(f"{url}?page={page}")
        counts[page] = len(context)
        assert f'id="post-{page * 50 - 10}"' in response.content.decode()
    assert len(set(counts.values())) == 1
    assert counts[1] <= 14


@pytest.mark.parametrize("address", ["/forums/", "/forums/{slug}/", "/forums/{slug}/log/", "/forums/{slug}/rules/"])
def test_lists_cost_the_same_at_one_row_and_three(cast, forum, address):
    member = make_member(forum, cast.resident)
    client, counts = signed_in(cast.resident), []
    url = address.format(slug=forum.community.slug)
    for number in (1, 2):
        for _ in range(number):
            make_forum()
            thread = make_thread(member, f"Thread {number} {timezone.now()}", str(timezone.now()))
            post = reply(thread, member)
            verdict = Verdict("remove", rule=rule_of(forum), reason="x")
            decide(post=post, verdict=verdict, by=cast.moderator, at=timezone.now())
        client.get(url)
        with CaptureQueriesContext(connection) as context:
            client.get(url)
        counts.append(len(context))
    assert counts[0] == counts[1]


def test_the_queue_costs_the_same_at_one_row_and_three(cast, forum):
    forum.held_words = "weasel"
    forum.save()
    member, counts = make_member(forum), []
    thread = make_thread(member)
    client, url = signed_in(cast.moderator), reverse("forums:queue", args=[forum.community.slug])
    for number in (1, 2):
        for _ in range(number):
            reply(thread, member, f"weasel {timezone.now()}")
        with CaptureQueriesContext(connection) as context:
            client.get(url)
        counts.append(len(context))
    assert counts[0] == counts[1]
