"""Feeds of open forums and threads; of a closed community there is none, whoever asks."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models import Forum
from forums.services.joining import join
from forums.services.moderating import Verdict, decide
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import signed_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(response) -> list[tuple[str, str, str]]:
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)
    found = root.findall(f"{ATOM}entry")
    names = ("title", f"author/{ATOM}name", "summary")
    return [tuple(one.findtext(f"{ATOM}{name}") for name in names) for one in found]


def test_a_feed_tells_the_newest_public_words_of_a_forum_and_of_a_thread(cast):
    forum = make_forum("Carers")
    member = make_member(forum, cast.resident, "Otter")
    thread = make_thread(member, "Ramps <here>", "Too **steep** & slow.")
    officer = join(forum=forum, user=cast.county_officer, organisation=cast.county, role="Officer", at=timezone.now())
    reply(thread, member, "Ring me on 07700 900123")
    gone = reply(thread, member, "Unkind words")
    decide(post=gone, verdict=Verdict("remove", rule_of(forum), "No"), by=cast.moderator, at=timezone.now())
    make_thread(member, "Benches", "Where are they?")
    of_forum, of_thread = f"{forum.get_absolute_url()}feed/", f"{thread.get_absolute_url()}feed/"
    assert entries(Client().get(of_forum)) == [
        ("Benches", "Otter", "Where are they?"),
        ("Ramps <here>", "Otter", "Too steep &amp; slow."),  # a summary is HTML
    ]
    assert of_forum in Client().get(forum.get_absolute_url()).content.decode()
    assert of_thread in Client().get(thread.get_absolute_url()).content.decode()
    first = Client().get(of_thread)
    assert Client().get(of_thread, headers={"If-None-Match": first["ETag"]}).status_code == 304
    forum.members.filter(pk=officer.pk).update(role="Head of ramps")
    with CaptureQueriesContext(connection) as one:
        Client().get(of_forum)
    for number in range(60):
        thread.posts.create(
            number=10 + number,
            member=member,
            source="x",
            html=f"<p>Words {number}</p>",
            state="public",
            written_at=timezone.now(),
            published_at=timezone.now(),
        )
    with CaptureQueriesContext(connection) as many:
        listed = entries(Client().get(of_forum))
    assert len(one) == len(many)
    assert (len(listed), listed[0][2]) == (50, "Words 59")
    assert Client().get(of_thread, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_closed_community_has_no_feed_and_costs_what_none_costs(cast):
    closed = make_forum("Quiet circle", is_closed=True, moderator=cast.moderator)
    thread = make_thread(make_member(closed, cast.resident, "Hidden Otter"), "Hidden title", "hidden words")
    make_member(make_forum("Other circle", is_closed=True), cast.outsider)
    addresses = [f"{closed.get_absolute_url()}feed/", f"{thread.get_absolute_url()}feed/"]
    for who in (None, cast.outsider, cast.resident, cast.moderator, cast.administrator):
        client = signed_in(who) if who else Client()
        for url in addresses:
            client.get(url)
            counts = []
            for asked in (url, url.replace(closed.community.slug, "nowhere")):
                with CaptureQueriesContext(connection) as seen:
                    assert client.get(asked).status_code == 404
                counts.append([one["sql"].count("forums_") for one in seen])
            assert counts[0] == counts[1]
        assert "feed/" not in client.get(closed.get_absolute_url()).content.decode()
    opened = make_forum("Open")
    url = f"{opened.get_absolute_url()}feed/"
    assert Client().get(url).status_code == 200
    Forum.objects.filter(pk=opened.pk).update(is_closed=True)
    assert Client().get(url).status_code == 404
