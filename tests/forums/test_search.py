"""Searching in what one may read, on both databases."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models import Post
from forums.reads.search import FOUND_A_PAGE, excerpt, search
from forums.services.own_posts import withdraw_post
from tests.forums.factories import make_forum, make_member, make_thread, reply
from tests.forums.test_pages import shown

both_databases = pytest.mark.parametrize(
    "database", ["whichever is set", pytest.param("postgres", marks=pytest.mark.postgres)]
)
pytestmark = [pytest.mark.django_db, both_databases]


def test_search_finds_posts_and_threads_and_survives_odd_words(database):
    forum = make_forum()
    member = make_member(forum)
    thread = make_thread(member, "Ramps at the library", "The **ramps** are steep")
    reply(thread, member, "Nothing to see")
    assert "The ramps are steep" in shown(Client().get("/forums/?q=ramps steep"))
    assert "Ramps at the library" in shown(Client().get(f"{forum.get_absolute_url()}?q=library"))
    assert "Nothing found" in shown(Client().get("/forums/?q=ramps flat"))
    for odd in ("%00", "'", '"', "%25", "!()&|", "x" * 300):
        assert Client().get(f"/forums/?q={odd}").status_code == 200


def test_search_keeps_to_what_is_public_and_to_the_forums_given(database):
    forum, other = make_forum(), make_forum()
    member = make_member(forum)
    make_thread(make_member(other), "Elsewhere", "weasels there")
    thread = make_thread(member, "Here", "weasels here")
    withdrawn = reply(thread, member, "weasels gone")
    withdraw_post(post=withdrawn, member=member, at=timezone.now())
    found = search("weasels", [forum])
    assert [post.source for post in found.posts] == ["weasels here"]
    assert search("weasels", []).posts == []
    assert search("  ", [forum]).posts == []


def test_search_turns_pages_in_two_statements(database):
    forum = make_forum()
    member = make_member(forum)
    thread = make_thread(member, "Many", "weasels 1")
    now = timezone.now()
    Post.objects.bulk_create(
        Post(
            thread=thread,
            number=number,
            member=member,
            source=f"weasels {number}",
            html="",
            state="public",
            written_at=now,
            published_at=now,
        )
        for number in range(2, 2 * FOUND_A_PAGE + 2)
    )
    with CaptureQueriesContext(connection) as context:
        first = search("weasels", [forum])
    assert len(context) == 2
    last = search("weasels", [forum], page=3)
    assert (len(first.posts), first.has_more, len(last.posts), last.has_more) == (FOUND_A_PAGE, True, 1, False)


def test_the_beginning_of_a_post_is_words_alone(database):
    assert excerpt("<p>One <strong>two</strong></p><p>three</p>") == "One two three"
    assert len(excerpt("<p>" + "word " * 100 + "</p>")) < 225
