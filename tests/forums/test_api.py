"""The forums for programs: what everybody may read, in pages; of closed communities name and purpose alone."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.services.moderating import Verdict, decide
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import signed_in

pytestmark = pytest.mark.django_db


def get(address, client=None):
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.json()


def test_communities_threads_and_posts_come_in_pages(cast):
    forum = make_forum("Carers")
    make_forum("Bikers")
    otter = make_member(forum, cast.resident, "Otter")
    threads = [make_thread(otter, f"Thread {number}", "First **words**.") for number in range(3)]
    gone = reply(threads[0], otter, "Unkind words")
    decide(post=gone, verdict=Verdict("remove", rule_of(forum), "No"), by=cast.moderator, at=timezone.now())
    reply(threads[0], otter, "Second words.")
    reply(threads[0], otter, "Ring me on 07700 900123")
    listed = get("/api/forums")
    assert [(one["name"], one["threads"], one["is_open"]) for one in listed["items"]] == [
        ("Bikers", 0, True),
        ("Carers", 3, True),
    ]
    base = f"/api/forums/{forum.community.slug}/threads"
    first = get(f"{base}?per_page=2")
    assert (first["count"], first["pages"], len(first["items"]), first["previous"]) == (3, 2, 2, None)
    second = get(first["next"])
    assert (len(second["items"]), second["next"]) == (1, None)
    assert get(f"{base}?page=9")["items"] == []
    found = get(f"{base}/1")
    told = found["page_of_posts"]["items"]
    assert [(one["number"], one["author"], one["html"].strip()) for one in told] == [
        (1, "Otter", "<p>First <strong>words</strong>.</p>"),
        (3, "Otter", "<p>Second words.</p>"),
    ]
    assert found["url"].endswith(threads[0].get_absolute_url())
    assert Client().get(f"{base}?per_page=0").status_code == 422
    odd = "/api/forums/a%00b/threads"
    for lost in (f"{base}/99", "/api/forums/nowhere/threads", odd, f"{odd}/1"):
        assert Client().get(lost).status_code == 404, lost


def test_statements_do_not_grow(cast):
    forum = make_forum("Carers")
    addresses = ["/api/forums", f"/api/forums/{forum.community.slug}/threads"]
    addresses += [f"{addresses[1]}/1", "/api/forum-questions"]
    counts = []
    for size in (1, 3):
        for _one in range(size):
            member = make_member(forum)
            thread = make_thread(member)
            reply(thread, member)
            question = ask_partnership(
                thread=thread, member=member, organisation=cast.county, title="When?", at=timezone.now()
            )
            put_question(question=question, by=cast.moderator, at=timezone.now())
            make_forum()
        counts.append([])
        for address in addresses:
            with CaptureQueriesContext(connection) as context:
                assert get(address)["count" if "count" in get(address) else "number"] >= 1
            counts[-1].append(len(context))
    assert counts[0] == counts[1]


def test_of_a_closed_community_there_is_its_name_and_what_went_out(cast):
    closed = make_forum("Quiet circle", is_closed=True, moderator=cast.moderator)
    closed.community.description = "For people who would rather not be seen."
    closed.community.save()
    member = make_member(closed, cast.resident, "Hidden Otter")
    thread = make_thread(member, "Hidden title", "hidden words")
    question = ask_partnership(
        thread=thread,
        member=member,
        organisation=cast.county,
        title="hidden question",
        text="hidden reason",
        at=timezone.now(),
    )
    make_member(make_forum("Other circle", is_closed=True), cast.outsider)
    people = [Client(), *map(signed_in, (cast.outsider, cast.resident, cast.moderator, cast.administrator))]
    base = f"/api/forums/{closed.community.slug}/threads"
    for client in people:
        assert get("/api/forum-questions", client)["count"] == 0, "what only gathers support is nobody's but theirs"
    put_question(question=question, by=cast.moderator, public_title="Are ramps planned?", at=timezone.now())
    answer_question(question=question, by=cast.county_officer, role="Officer", answer="In March", at=timezone.now())
    for client in people:
        listed = next(one for one in get("/api/forums", client)["items"] if one["name"] == "Quiet circle")
        assert (listed["is_open"], listed["threads"], listed["feed_url"]) == (False, None, None)
        assert listed["purpose"] == "For people who would rather not be seen."
        (asked,) = get("/api/forum-questions", client)["items"]
        assert (asked["title"], asked["community"], asked["supporters"], asked["thread_url"]) == (
            "Are ramps planned?",
            None,
            None,
            None,
        )
        assert "In March" in asked["answer_html"]
        said = json.dumps(asked).lower()
        assert "hidden" not in said
        assert "quiet" not in said
        assert closed.community.slug not in said
        for url in (base, f"{base}/1", f"{base}/99"):
            answer, never = client.get(url), client.get(url.replace(closed.community.slug, "nowhere"))
            assert (answer.status_code, answer.content) == (404, never.content)
    statements = []
    for url in (f"{base}/1", f"{base}/99", "/api/forums/nowhere/threads/1"):
        with CaptureQueriesContext(connection) as seen:
            Client().get(url)
        statements.append(len(seen))
    assert len(set(statements)) == 1
